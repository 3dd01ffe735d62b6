"""A transcript made a draft interview, and the command that does it."""

import json
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.urls import reverse

from almacms.images.models import CustomImage
from almacms.people.models import Person
from interviews.imports import fitting, import_transcript, leading_to
from interviews.matching import match_speakers
from interviews.models import InterviewIndexPage, InterviewPage
from interviews.transcript_messages import DOUBTS, REASONS, WHYS
from interviews.transcripts import Picture, Reason, Transcript, read, transcript_of, understand
from interviews.transcripts.transcript import Doubt, Exchange, PlacedPicture, Speaker, Turn, Why
from tests.builders import make_person, make_site, make_user
from tests.interviews.transcripts.documents import png, word_interview

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).parent / "fixtures"


def interviews() -> InterviewIndexPage:
    make_site()
    return InterviewIndexPage.objects.get()


def a_transcript(**changes) -> Transcript:
    turn = Turn("Claire Morel", "<p>Oui.</p>")
    parts = {
        "title": "L’œuvre commune",
        "date": "2025-02-03",
        "lead": "Un chapô.",
        "speakers": (Speaker("Claire Morel", "maraîchère"),),
        "body": (Exchange("Qui décide ?", (turn,)),),
        "set_aside": (),
        "warnings": (),
    }
    return Transcript(**{**parts, **changes})


def test_a_draft_is_written_and_nothing_is_published() -> None:
    user = make_user()
    imported = import_transcript(transcript=a_transcript(), parent=interviews(), user=user)
    page = InterviewPage.objects.get(pk=imported.page.pk)
    assert (page.live, page.slug, page.lead, page.owner) == (False, "l-oeuvre-commune", "Un chapô.", user)
    assert page.publication_date is not None and page.publication_date.date().isoformat() == "2025-02-03"
    assert page.latest_revision is not None and page.latest_revision.user == user
    (exchange,) = page.body
    (turn,) = exchange.value["replies"]
    assert exchange.value["question"] == "Qui décide ?"
    assert turn.value["text"].source == "<p>Oui.</p>"
    (speaker,) = page.cast
    assert (speaker.person.pk, speaker.role) == (turn.value["speaker"], "maraîchère")


def test_the_draft_opens_in_the_editor(admin_client) -> None:
    page = import_transcript(transcript=a_transcript(), parent=interviews()).page
    assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_somebody_of_the_same_name_is_recognised_without_case_or_accents() -> None:
    person = make_person("Cläire MOREL")
    imported = import_transcript(transcript=a_transcript(), parent=interviews())
    assert imported.created == ()
    assert [speaker.person for speaker in imported.page.cast] == [person]


def test_a_close_name_is_proposed_and_never_taken() -> None:
    near = make_person("Claire Moral")
    make_person("Yann Le Goff")
    imported = import_transcript(transcript=a_transcript(), parent=interviews())
    assert [match.close for match in imported.matches] == [(near,)]
    assert [person.name for person in imported.created] == ["Claire Morel"]


def test_a_first_name_is_close_to_the_whole_name() -> None:
    person = make_person("Claire Morel")
    assert match_speakers(["Claire"])[0].close == (person,)


def test_two_people_of_the_same_name_are_told() -> None:
    first, second = make_person("Claire Morel"), make_person("claire morel")
    imported = import_transcript(transcript=a_transcript(), parent=interviews())
    assert imported.page.cast[0].person == first
    assert imported.matches[0].close == (second,)
    assert [warning.code for warning in imported.warnings] == [Doubt.HOMONYMS]


def test_whoever_was_chosen_speaks_even_under_two_names() -> None:
    person = make_person("Clara")
    turns = (Turn("Claire Morel", "<p>Oui.</p>"), Turn("C. M.", "<p>Non.</p>"))
    transcript = a_transcript(
        speakers=(Speaker("Claire Morel"), Speaker("C. M.")), body=(Exchange("Qui décide ?", turns),)
    )
    chosen = {"Claire Morel": person, "C. M.": person}
    imported = import_transcript(transcript=transcript, parent=interviews(), people=chosen)
    assert imported.created == ()
    assert [speaker.person for speaker in imported.page.cast] == [person]


def test_pictures_join_the_library_and_their_place() -> None:
    picture = Picture("picture-1", "lame.png", png(), "La lame")
    replies = (Turn("Claire Morel", "<p>Oui.</p>"), PlacedPicture("picture-1", "Le matin"))
    transcript = a_transcript(body=(Exchange("Qui décide ?", replies),))
    page = import_transcript(transcript=transcript, parent=interviews(), pictures={"picture-1": picture}).page
    image = CustomImage.objects.get()
    shown = InterviewPage.objects.get(pk=page.pk).body[0].value["replies"][1].value
    assert (shown["image"].pk, shown["caption"], image.description) == (image.pk, "Le matin", "La lame")


def test_a_picture_that_cannot_be_opened_is_told_and_the_rest_written() -> None:
    picture = Picture("picture-1", "lame.png", png()[:40])
    transcript = a_transcript(body=(PlacedPicture("picture-1"), *a_transcript().body))
    imported = import_transcript(transcript=transcript, parent=interviews(), pictures={"picture-1": picture})
    assert [block.block_type for block in imported.page.body] == ["exchange"]
    assert [warning.code for warning in imported.warnings] == [Doubt.PICTURE_LEFT_OUT]


def test_nothing_remains_of_an_import_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args, **kwargs) -> None:
        raise RuntimeError

    parent = interviews()
    monkeypatch.setattr(InterviewPage, "save_revision", fail)
    picture = Picture("picture-1", "unique-a-ce-test.png", png())
    transcript = a_transcript(body=(PlacedPicture("picture-1"), *a_transcript().body))
    with pytest.raises(RuntimeError):
        import_transcript(transcript=transcript, parent=parent, pictures={"picture-1": picture})
    assert not InterviewPage.objects.exists()
    assert not Person.objects.exists()
    storage = CustomImage._meta.get_field("file").storage
    assert not [name for name in storage.listdir("original_images")[1] if name.startswith("unique-a-ce-test")]


def test_what_is_too_long_for_its_place_goes_beside_it() -> None:
    sentence = "Nous en parlons depuis longtemps. "
    transcript = a_transcript(
        lead=(sentence * 30).strip(),
        body=(Exchange((sentence * 20) + "Qui décide ?", (Turn("Claire Morel", "<p>Oui.</p>"),)),),
    )
    page = import_transcript(transcript=transcript, parent=interviews()).page
    after_lead, before_question, exchange = page.body
    assert len(page.lead) <= 600 and len(exchange.value["question"]) <= 400
    assert exchange.value["question"].endswith("Qui décide ?")
    said = "".join([page.lead, after_lead.value.source, before_question.value.source, exchange.value["question"]])
    assert said.count("Nous en parlons depuis longtemps.") == 50


def test_long_texts_are_cut_between_words_and_nothing_is_lost() -> None:
    assert fitting("un deux trois", 8) == ("un deux", "trois")
    assert fitting("Un. Deux trois", 11, by_sentence=True) == ("Un.", "Deux trois")
    assert leading_to("Un deux. Trois ?", 9) == ("Un deux.", "Trois ?")
    assert leading_to("un deux trois", 8) == ("un deux", "trois")


def test_every_code_has_its_words() -> None:
    assert DOUBTS.keys() == set(Doubt)
    assert REASONS.keys() == set(Reason)
    assert WHYS.keys() == set(Why)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("import_transcript", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_what_it_understood_as_json() -> None:
    found = json.loads(run(str(FIXTURES / "first-names.txt"), "--dry-run", "--json"))
    assert list(found) == ["title", "date", "lead", "speakers", "exchanges", "set_aside", "warnings"]
    assert (found["date"], found["speakers"]) == ("2025-06-12", ["Maëlle", "Idriss"])
    assert found["exchanges"][1] == {
        "question": "La coopérative : qui décide quoi ?",
        "replies": [{"speaker": "Maëlle", "html": found["exchanges"][1]["replies"][0]["html"]}],
    }
    assert "Les associés devant le fournil" in found["set_aside"]
    assert [warning["paragraph"] for warning in found["warnings"]] == ["p3", "p5", "p12", "p20"]
    assert all(warning["message"] for warning in found["warnings"])
    assert not InterviewPage.objects.exists()


def test_the_command_writes_a_draft_with_its_pictures(tmp_path: Path) -> None:
    parent = interviews()
    file = tmp_path / "scierie.docx"
    file.write_bytes(word_interview())
    with override_settings(LANGUAGE_CODE="en"):
        told = run(str(file), "--parent", parent.slug)
    page = InterviewPage.objects.get()
    assert (page.title, page.live, page.get_parent().pk) == ("La scierie partagée", False, parent.pk)
    assert CustomImage.objects.count() == 1
    assert f"page {page.pk}" in told


@pytest.mark.parametrize("arguments", [["absent.txt"], [str(FIXTURES / "first-names.txt"), "--parent", "ailleurs"]])
def test_the_command_says_what_is_missing(arguments: list[str]) -> None:
    interviews()
    with pytest.raises(CommandError):
        run(*arguments)


def test_the_command_says_why_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "entretien.docx"
    file.write_bytes(b"Bonjour")
    with pytest.raises(CommandError) as error:
        run(str(file))
    assert str(REASONS[Reason.NOT_WHAT_IT_SAYS]) in str(error.value)


def test_a_hundred_questions_and_four_hundred_answers_take_under_three_seconds() -> None:
    turn = "{}\u00a0: " + "Nous décidons ensemble, chaque lundi, de ce qui compte pour la semaine. " * 4
    blocks = ["La très longue conversation", "Publié le 3 mars 2024", "Rencontre avec quatre voisins."]
    for number in range(100):
        blocks += [
            f"Que dites-vous du point {number} ?",
            *(turn.format(name) for name in ("Ana", "Béa", "Cléo", "Dan")),
        ]
    data = "\n\n".join(blocks).encode()
    parent = interviews()
    start = time.perf_counter()
    transcript = transcript_of(understand(read("long.txt", data)))
    page = import_transcript(transcript=transcript, parent=parent).page
    took = time.perf_counter() - start
    assert len(page.body) == 100
    assert sum(len(exchange.value["replies"]) for exchange in page.body) == 400
    assert took < 3


def test_somebody_new_may_bear_a_name_that_the_library_has() -> None:
    known = make_person("Claire Morel")

    imported = import_transcript(transcript=a_transcript(), parent=interviews(), people={known.name: None})

    assert known not in imported.created
    assert [person.name for person in imported.created].count(known.name) == 1
