"""Each shape an interview arrives in, and what must be understood of it."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from interviews.transcripts import Source, Transcript, read, transcript_of, understand
from interviews.transcripts.transcript import Doubt, Heading, Interlude, PlacedPicture
from tests.interviews.transcripts.documents import odt_interview, word_interview

FIXTURES = Path(__file__).parent / "fixtures"


@dataclass(frozen=True)
class Expected:
    title: str
    speakers: tuple[str, ...]
    turns: tuple[str, ...]
    """For each question, the initial of each speaker's first name, turn after turn."""
    questions: tuple[str, ...]
    """How each question begins."""
    date: str | None = None
    has_lead: bool = True
    set_aside: int = 0
    doubts: tuple[Doubt, ...] = field(default_factory=tuple)


SHAPES = {
    "first-names.txt": Expected(
        title="La fournée commune : du levain aux parts sociales",
        date="2025-06-12",
        speakers=("Maëlle", "Idriss"),
        turns=("MI", "M", "IM"),
        questions=("D'où vient l'idée", "La coopérative : qui", "Et la farine"),
        set_aside=4,
        doubts=(Doubt.CAPTION, Doubt.QUESTION_WITHOUT_MARK, Doubt.CAPTION, Doubt.CLOSING),
    ),
    "full-names-and-initials.txt": Expected(
        title="Une imprimerie sans patron",
        date="2024-05-01",
        speakers=("Clémence Aubertin", "Yann Le Goff"),
        turns=("CY", "CY", "C"),
        questions=("Comment êtes-vous", "Que change le statut", "Recommenceriez-vous"),
        set_aside=1,
    ),
    "capitals-and-guillemets.txt": Expected(
        title="Le théâtre qui se prête",
        date="2025-02-03",
        has_lead=False,
        speakers=("Vasseur", "Okonkwo"),
        turns=("V", "OV", "O"),
        questions=("Combien êtes-vous", "Vous avez renoncé à un directeur. C'était", "Un regret"),
        set_aside=1,
    ),
    "labels-on-their-own-line.md": Expected(
        title="Les semences voyagent bien",
        date="2023-03-14",
        speakers=("Rosalie Tanguy", "Bertille"),
        turns=("RB", "RB"),
        questions=("Pourquoi prêter", "Qui tient le registre"),
        set_aside=1,
        doubts=(Doubt.QUESTION_IN_ANSWER,),
    ),
    "question-and-answer-letters.txt": Expected(
        title="La menuiserie d'à côté",
        speakers=("Firmin Delcourt",),
        turns=("F", "F", "F"),
        questions=("Pourquoi ouvrir", "Les assureurs", "Quel conseil"),
        doubts=(Doubt.NAME_FROM_INTRODUCTION,),
    ),
    "single-voice-web-page.html": Expected(
        title="Le café tenu à vingt",
        date="2022-10-05",
        speakers=("Nolwenn Ferrand",),
        turns=("N", "N", "N"),
        questions=("Vingt patrons", "Parlez-nous des comptes", "Et demain"),
        set_aside=10,
        doubts=(
            Doubt.NAME_FROM_INTRODUCTION,
            Doubt.QUESTION_IN_ANSWER,
            Doubt.QUESTION_WITHOUT_MARK,
            Doubt.QUESTION_WITHOUT_MARK,
            Doubt.COMMENTS,
        ),
    ),
    "single-voice-plain.txt": Expected(
        title="Le bac qui ne s'arrête pas",
        speakers=("Côme Harispe",),
        turns=("C", "C", "C"),
        questions=("Depuis quand", "Combien de traversées", "Que deviendra"),
        doubts=(Doubt.NAME_FROM_INTRODUCTION,),
    ),
    "outlet-as-interviewer.md": Expected(
        title="Réparer sans vendre",
        has_lead=False,
        speakers=("Apolline Mercadier", "Gaspard Nivelle"),
        turns=("A", "GA", "G"),
        questions=("Vous ne vendez rien", "De quoi vivez-vous", "Quel objet"),
        doubts=(Doubt.INTERVIEWER_GUESSED,),
    ),
    "voices.vtt": Expected(
        title="",
        has_lead=False,
        speakers=("Tiago Almeida",),
        turns=("T", "T"),
        questions=("Bonjour, vous pouvez", "Le troupeau"),
        doubts=(Doubt.NO_TITLE, Doubt.INTERVIEWER_GUESSED),
    ),
    "labelled-subtitles.srt": Expected(
        title="",
        has_lead=False,
        speakers=("Wassila", "Edgar"),
        turns=("W", "EW"),
        questions=("Comment a commencé le garage", "Et aujourd'hui"),
        doubts=(Doubt.NO_TITLE, Doubt.LABEL_ONCE),
    ),
    "title-with-a-name.html": Expected(
        title="Salomé Kervella : « Le compost est une affaire publique »",
        date="2021-11-08",
        speakers=("Salomé Kervella", "Amadou Sarr"),
        turns=("SA", "S", "A"),
        questions=("Qui a posé", "Le tri : une corvée", "Pour finir"),
        set_aside=4,
        doubts=(Doubt.CAPTION, Doubt.CAPTION, Doubt.CLOSING),
    ),
    "italic-questions-and-interlude.html": Expected(
        title="La ligne de bus qu'on a gardée",
        speakers=("Mireille", "Octave"),
        turns=("MO", "OM"),
        questions=("Qui a eu l'idée", "Et le permis"),
        doubts=(Doubt.INTERLUDE,),
    ),
    "wrapped-by-hand.txt": Expected(
        title="L'épicerie roulante",
        speakers=("Perrine Vallat", "Sacha Brunel"),
        turns=("PS", "P"),
        questions=("Pourquoi un camion", "Le gasoil : comment"),
        doubts=(Doubt.NAME_COMPLETED, Doubt.NAME_COMPLETED),
    ),
    "sections-and-bold-questions.md": Expected(
        title="L'école du soir",
        speakers=("Jocelyne Amar", "Théo"),
        turns=("JT", "J", "TJ"),
        questions=("1. Comment choisit-on", "2. Et les diplômes", "3. Que manque-t-il"),
        set_aside=1,
        doubts=(Doubt.LABEL_REFUSED, Doubt.CLOSING),
    ),
    "names-alone-in-capitals.txt": Expected(
        title="Le chantier des dix voisins",
        speakers=("Agathe Rémond", "Ludovic Paz"),
        turns=("AL", "A"),
        questions=("Qu'est-ce qui tient", "Un mot pour finir"),
        doubts=(),
    ),
    "dialogue-dashes.txt": Expected(
        title="Maud Chatelain : « Le pain n'attend pas »",
        speakers=("Maud Chatelain",),
        turns=("M", "M"),
        questions=("Pourquoi la nuit", "Et le jour"),
        set_aside=1,
        doubts=(Doubt.NAME_FROM_INTRODUCTION, Doubt.CLOSING),
    ),
    "document.docx": Expected(
        title="La scierie partagée",
        speakers=("Ombeline Roux", "Jaouen Le Bihan"),
        turns=("OO", "?J"),
        questions=("Qui règle les lames", "Et les clients"),
        set_aside=1,
        doubts=(Doubt.ALT_TEXT, Doubt.UNKNOWN_SPEAKER),
    ),
    "document.odt": Expected(
        title="Le moulin à papier",
        speakers=("Zélie Marchand", "Bruno Castel"),
        turns=("Z", "B"),
        questions=("Pourquoi des jeans", "Et l’eau ?"),
        set_aside=1,
        doubts=(Doubt.ALT_TEXT, Doubt.NOTE),
    ),
}
MADE = {"document.docx": word_interview, "document.odt": odt_interview}


def source_of(name: str) -> Source:
    return read(name, MADE[name]() if name in MADE else (FIXTURES / name).read_bytes())


def transcript(name: str) -> Transcript:
    return transcript_of(understand(source_of(name)))


def test_every_fixture_has_its_expectation() -> None:
    kept = {path.name for path in FIXTURES.iterdir()}
    assert len(kept) > 10
    assert kept | MADE.keys() == SHAPES.keys()


@pytest.mark.parametrize(("name", "expected"), SHAPES.items(), ids=SHAPES)
def test_shape_is_understood(name: str, expected: Expected) -> None:
    found = transcript(name)
    assert found.title == expected.title
    assert found.date == expected.date
    assert bool(found.lead) is expected.has_lead
    assert tuple(speaker.name for speaker in found.speakers) == expected.speakers
    assert tuple("".join(turn.speaker[:1] or "?" for turn in e.turns) for e in found.exchanges) == expected.turns
    questions = [exchange.question for exchange in found.exchanges]
    assert len(questions) == len(expected.questions)
    starts = [question[: len(start)] for question, start in zip(questions, expected.questions, strict=True)]
    assert tuple(starts) == expected.questions
    assert len(found.set_aside) == expected.set_aside
    assert tuple(warning.code for warning in found.warnings) == expected.doubts


def test_roles_are_kept_and_the_manner_stays_in_the_text() -> None:
    found = transcript("full-names-and-initials.txt")
    assert [speaker.role for speaker in found.speakers] == ["conductrice offset", "relieur"]
    assert found.exchanges[1].turns[1].html == "<p><i>(en riant)</i> Et parfois encore à midi.</p>"


def test_guillemets_around_a_whole_answer_are_taken_off() -> None:
    first, second, _ = transcript("capitals-and-guillemets.txt").exchanges
    assert first.turns[0].html == "<p>Onze, et une costumière qui compte pour deux.</p>"
    assert second.turns[0].html.startswith("<p>Non. C'est venu")
    assert second.turns[0].html.endswith("rentrer.</p>")


def test_typed_and_real_lists_become_lists() -> None:
    typed = transcript("first-names.txt").exchanges[2].turns[0].html
    assert "<ul><li>La ferme des Aulnes</li><li>Le moulin bas</li><li>Les deux frères de Saint-Orens</li></ul>" in typed
    real = transcript("labels-on-their-own-line.md").exchanges[1].turns[0].html
    assert "<ol><li>Écrire la date</li><li>Écrire le lieu</li><li>Ne rien effacer</li></ol>" in real


def test_links_and_italics_are_kept_and_nothing_else() -> None:
    answer = transcript("single-voice-web-page.html").exchanges[1].turns[0].html
    assert answer.startswith('<p>Ils sont <a href="https://cafe.example/comptes">affichés au mur</a>. Le piège serait')
    assert "<i>beaucoup</i>" in transcript("single-voice-web-page.html").exchanges[0].turns[0].html


def test_a_line_break_stays_in_its_paragraph() -> None:
    answer = transcript("title-with-a-name.html").exchanges[0].turns[1].html
    assert answer == "<p>Puis la mairie a demandé pourquoi.<br/>On a répondu par un seau.</p>"


def test_headings_above_questions_are_no_questions() -> None:
    headings = [part.text for part in transcript("sections-and-bold-questions.md").body if isinstance(part, Heading)]
    assert headings == ["Les débuts", "Et maintenant"]


def test_what_the_editor_says_between_questions_is_an_interlude() -> None:
    body = transcript("italic-questions-and-interlude.html").body
    (interlude,) = [part for part in body if isinstance(part, Interlude)]
    assert interlude.html.startswith("<p><i>Le bus passe justement")


@pytest.mark.parametrize(("name", "caption"), [("document.docx", "La grande lame"), ("document.odt", "")])
def test_pictures_keep_their_place_and_caption(name: str, caption: str) -> None:
    source = source_of(name)
    found = transcript_of(understand(source))
    (picture,) = [reply for reply in found.exchanges[0].replies if isinstance(reply, PlacedPicture)]
    assert picture.caption == caption
    assert source.pictures[picture.picture].content.startswith(b"\x89PNG")
