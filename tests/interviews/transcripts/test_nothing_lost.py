"""No word of a source is lost, whatever the source."""

import re
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.transcripts import Source, Transcript, Understanding, read_pasted, transcript_of, understand
from interviews.transcripts.names import fold
from interviews.transcripts.paragraphs import Paragraph, Run, cut, numbered
from interviews.transcripts.summary import plain_text, summary_of
from interviews.transcripts.transcript import Part

NAMES = ["Maëlle", "Idriss Le Goff", "C. M.", "Claire Morel", "MOREL", "Interviewer", "Q", "R", "La rédaction", "Alma"]
MARKS = ["", " ?", ".", " !", "…", " :", " »"]
OPENINGS = ["", "", "", "« ", "· ", "- ", "1. ", "Publié le 3 mars 2024 ", "Share ", "3 réponses", "Notez bien : "]

VOCABULARY = ["le", "pain", "lève", "quand", "vous", "dormez", "comment", "deux", "Retrouvez", "Merci", "Paris"]
PIECES = ["<p>", "</p>", "<br>", "<li>", "<b>", "</b>", "<h2>", "</div>", "<td>", "un ", "Deux : "]

words = st.lists(st.sampled_from(VOCABULARY), max_size=12)
labels = st.tuples(st.sampled_from(NAMES), st.sampled_from(["", " (rôle)", " (en riant)"]), st.sampled_from(" \u00a0"))


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    label = ""
    if draw(st.booleans()):
        name, note, space = draw(labels)
        label = f"{name}{note}{space}: "
    text = draw(st.sampled_from(OPENINGS)) + " ".join(draw(words)) + draw(st.sampled_from(MARKS))
    said = Run(text, bold=draw(st.booleans()), italic=draw(st.booleans()))
    runs = (Run(label, bold=draw(st.booleans())), said) if label else (said,)
    return Paragraph(
        "",
        runs,
        heading=draw(st.sampled_from([0, 0, 0, 1, 2, 3])),
        item=draw(st.sampled_from(["", "", "", "bullet", "number"])),
        soft=draw(st.booleans()),
        caption=draw(st.sampled_from([False, False, False, True])),
        aside=draw(st.sampled_from(["", "", "", "furniture", "note"])),
        voice=draw(st.sampled_from(["", "", "", "Tiago Almeida", "Héloïse"])),
    )


def counted(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", fold(text)))


def words_of(transcript: Transcript) -> Counter[str]:
    """Every word of the result, as the JSON of the command gives it."""
    summary = summary_of(transcript, lambda warning: warning.code)
    said = [plain_text(reply["html"]) for exchange in summary["exchanges"] for reply in exchange["replies"]]
    questions = [exchange["question"] for exchange in summary["exchanges"]]
    return counted("\n".join([summary["title"], summary["lead"], *questions, *said, *summary["set_aside"]]))


def words_to_find(understanding: Understanding) -> Counter[str]:
    """Every word of the source but those of labels, which became a speaker or an interviewer."""
    total: Counter[str] = Counter()
    for paragraph, reading in zip(understanding.paragraphs, understanding.readings, strict=True):
        kept = replace(paragraph, runs=cut(paragraph.runs, reading.label))
        total += counted(f"{kept.text} {reading.direction}")
    return total


@settings(max_examples=100, deadline=None)
@given(st.lists(paragraphs(), max_size=16))
def test_every_word_is_in_the_result_or_set_aside(drawn: list[Paragraph]) -> None:
    understanding = understand(Source(numbered(drawn)), interviewers=["Alma"])
    assert [reading.paragraph for reading in understanding.readings] == [p.id for p in understanding.paragraphs]
    assert words_of(transcript_of(understanding)) == words_to_find(understanding)


@settings(max_examples=100, deadline=None)
@given(st.lists(paragraphs(), max_size=16))
def test_a_label_taken_off_names_a_speaker_or_an_interviewer_and_nothing_more(drawn: list[Paragraph]) -> None:
    understanding = understand(Source(numbered(drawn)))
    for paragraph, reading in zip(understanding.paragraphs, understanding.readings, strict=True):
        label = "".join(run.text for run in paragraph.runs)[: reading.label]
        assert reading.part in {Part.ANSWER, Part.QUESTION} or not label
        known = " ".join([*NAMES, *(f"{s.name} {s.role}" for s in understanding.speakers), reading.direction])
        assert counted(label).keys() <= counted(known).keys()


@settings(max_examples=100, deadline=None)
@given(st.lists(paragraphs(), max_size=10), st.randoms(use_true_random=False))
def test_what_is_changed_by_hand_loses_nothing_either(drawn: list[Paragraph], random) -> None:
    understanding = understand(Source(numbered(drawn)))
    for paragraph in understanding.paragraphs:
        part = random.choice(list(Part))
        joined = random.random() < 0.5
        changed = replace(understanding.reading(paragraph.id), part=part, joined=joined, label=0, direction="", why="")
        understanding = understanding.with_reading(changed)
    assert words_of(transcript_of(understanding)) == words_to_find(understanding)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES)))
def test_no_word_of_a_page_is_lost_by_broken_markup(pieces: list[str]) -> None:
    markup = "mot " + "".join(pieces)
    found = counted(" ".join(paragraph.text for paragraph in read_pasted(markup).paragraphs))
    assert found == counted(re.sub(r"<[^>]+>", " ", markup))
