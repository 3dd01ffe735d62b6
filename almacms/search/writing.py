"""What the index says of a page: the texts that readers see on it, as terms."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from django.utils.timezone import localtime
from wagtail.models import Page

from almacms.publications.contents import table_of_contents
from almacms.publications.models import Publication

from .languages import forms, terms
from .models import Entry, Passage
from .tokens import SPELT

BREAK = f" {SPELT}break "
"""Between two texts, so that no phrase runs from one into the other; nothing that can be typed has this term."""
MOST_TERMS = 400_000
"""Characters of terms kept of one text: PostgreSQL's vectors end at a megabyte."""
SALIENT_COUNT, SALIENT_TIMES = 30, 3
"""A publication is also about the words that its body repeats: how many of them, and how often at the least."""
MOST_HEADING_TERMS = 60
"""Different terms kept of the headings and the questions: PostgreSQL reads them for every hit."""


class PlainPage(Protocol):
    """A page that is no publication, and has texts to be found by."""

    def searchable_texts(self) -> Iterable[str]:
        """What readers see of it beside its title."""


def joined(texts: Iterable[str], language: str = "fr") -> str:
    """The terms of several texts, as the index keeps them."""
    return BREAK.join(filter(None, (" ".join(terms(text, language)) for text in texts)))[:MOST_TERMS]


def salient(terms_of_body: str, headings: Iterable[str] = (), language: str = "fr") -> str:
    """The terms of the headings and the questions, then those that a body repeats, most frequent first."""
    said = dict.fromkeys(term for heading in headings for term in terms(heading, language))
    counts = Counter(terms_of_body.split())
    counts.pop(BREAK.strip(), None)
    repeated = sorted((-count, term) for term, count in counts.items() if count >= SALIENT_TIMES)
    return " ".join([*list(said)[:MOST_HEADING_TERMS], *(term for _count, term in repeated[:SALIENT_COUNT])])


def entry_values(page: Publication) -> dict[str, Any]:
    """The columns of a publication's entry, but for what it is related to."""
    names = [c.person.name if c.person else c.display_name for c in page.contributors()]
    about = [page.listing_title, *names, *(topic.name for topic in page.topic_list)]
    questions = [passage.question for passage in page.search_passages()]
    return {
        **_columns(page, page.title, page.lead, about, page.searchable_texts(), questions),
        "kind": page.kind,
        "moment": int(page.publication_date.timestamp()) if page.publication_date else 0,
        "year": localtime(page.publication_date).year if page.publication_date else None,
    }


def plain_values(page: Any) -> dict[str, Any]:
    """The columns of the entry of a page that is no publication."""
    lead = getattr(page, "lead", "")
    return {**_columns(page, page.title, lead, [], page.searchable_texts()), "kind": Entry.Kind.PAGE}


def name_values(name: str, about: str, text: str, language: str) -> dict[str, Any]:
    """The columns of a person's entry, or a topic's."""
    about, text = (" ".join(said.split()) for said in (about, text))
    return {
        "title": name,
        "title_words": " ".join(forms(name, language)),
        "title_terms": joined([name], language),
        "lead_terms": joined([about], language),
        "body_terms": joined([text], language),
        "text": "\n".join(filter(None, [about, text])),
    }


def passages_of(entry: Entry, page: Publication) -> list[Passage]:
    """The answers of a publication, as rows that are not stored yet."""
    return list(_passages(entry, page))


def _passages(entry: Entry, page: Publication) -> Iterator[Passage]:
    asked = ""
    for position, passage in enumerate(page.search_passages()):
        # The question is found once, at its first answer.
        question = "" if passage.anchor == asked else passage.question
        asked = passage.anchor
        yield Passage(
            entry=entry,
            position=position,
            anchor=passage.anchor,
            question=passage.question,
            speaker=passage.speaker,
            text=passage.text,
            terms=f" {joined([question, passage.text], entry.language)} ",
        )


def _columns(
    page: Page, title: str, lead: str, about: list[str], texts: Iterable[str], questions: Iterable[str] = ()
) -> dict[str, Any]:
    language = page.locale.language_code
    body = [text for text in (" ".join(text.split()) for text in texts) if text]
    body_terms = joined(body, language)
    headings = [*questions, *(heading.text for heading in table_of_contents(getattr(page, "body", None) or []))]
    return {
        "language": language,
        "expiry": int(page.expire_at.timestamp()) if page.expire_at else None,
        "title": title,
        "about": "\n".join(filter(None, about)),
        "title_words": " ".join(forms(title, language)),
        "title_terms": joined([title], language),
        "lead_terms": joined([lead, *about], language),
        "salient_terms": salient(body_terms, headings, language),
        "body_terms": body_terms,
        "text": "\n".join([" ".join(lead.split()), *body]),
    }
