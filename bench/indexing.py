"""What search finds of made-up publications, as `almacms.search.services.index_publication` writes it one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from almacms.search.languages import forms
from almacms.search.models import Entry, Passage
from almacms.search.writing import BREAK, joined, salient
from interviews.blocks import exchange_anchor

from .bodies import texts
from .made import Made

BATCH = 500


def index(made: Sequence[Made]) -> None:
    """Write the entries of these publications, and of each answer."""
    entries = Entry.objects.bulk_create([_entry(each) for each in made], batch_size=BATCH)
    pairs = list(zip(made, entries, strict=True))
    Passage.objects.bulk_create((row for pair in pairs for row in _passages(*pair)), batch_size=BATCH)
    filed, signed, spoken = Entry.topics.through, Entry.authors.through, Entry.speakers.through
    filed.objects.bulk_create(
        (filed(entry_id=entry.pk, topic_id=topic.pk) for each, entry in pairs for topic in each.topics),
        batch_size=BATCH,
    )
    for through, is_interview in ((signed, False), (spoken, True)):
        concerned = [pair for pair in pairs if pair[0].draft.is_interview == is_interview]
        through.objects.bulk_create(
            (through(entry_id=entry.pk, person_id=person.pk) for each, entry in concerned for person in each.people),
            batch_size=BATCH,
        )


@cache
def _terms_of(paragraph: str) -> str:
    """Worked out once: paragraphs come from a pool."""
    return joined([paragraph])


def _entry(made: Made) -> Entry:
    draft = made.draft
    said = list(texts(made.blocks))
    body_terms = BREAK.join(filter(None, map(_terms_of, said)))
    questions = [answer.question for answer in made.answers]
    headings = [block["value"]["text"] for block in made.blocks if block["type"] == "heading"]
    names = [each.name for each in (*made.people, *made.topics)]
    return Entry(
        kind=made.page.kind,
        publication_id=made.page.pk,
        moment=int(draft.date.timestamp()),
        year=draft.date.year,
        title=draft.title,
        about="\n".join(names),
        title_words=" ".join(forms(draft.title)),
        title_terms=joined([draft.title]),
        lead_terms=joined([draft.lead, *names]),
        salient_terms=salient(body_terms, [*questions, *headings]),
        body_terms=body_terms,
        text="\n".join([draft.lead, *said]),
    )


def _passages(made: Made, entry: Entry) -> Iterable[Passage]:
    names = {person.pk: person.name for person in made.people}
    asked = ""
    for place, answer in enumerate(made.answers):
        # A question is found once, at its first answer.
        said = [answer.text] if answer.question == asked else [answer.question, answer.text]
        asked = answer.question
        yield Passage(
            entry=entry,
            position=place,
            anchor=exchange_anchor(answer.exchange),
            question=answer.question,
            speaker=names[answer.speaker],
            text=answer.text,
            terms=f" {BREAK.join(map(_terms_of, said))} ",
        )
