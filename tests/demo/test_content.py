"""The demonstration's texts: French typography in the files themselves, and nothing missing from the tables."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from almacms.demo import sources
from almacms.demo.markup import MarkupError, parse, rich_text
from almacms.demo.pictures import draw, picture_names

NARROW, WIDE = "\u202f", "\u00a0"
FOLDERS = ("articles", "interviews", "pages")
NOT_PROSE = {
    "address", "code", "cover", "page", "person", "portrait", "slug", "source_url", "state", "thumbnail", "url",
}  # fmt: skip
ADDRESS = re.compile(r"\]\([^)]*\)")
WRONG = {
    "ASCII apostrophe": re.compile("'"),
    "ASCII quotation mark": re.compile('"'),
    "three dots": re.compile(r"\.\.\."),
    "no narrow space before": re.compile(rf"(?<!{NARROW})[;!?»]"),
    "no narrow space after": re.compile(rf"«(?!{NARROW})"),
    "no no-break space before": re.compile(rf"(?<!{WIDE}):(?=\s|$)"),
    "no no-break space in": re.compile(r"\d [%€\d]"),
}


def strings(value: Any, key: str = "") -> Iterator[str]:
    """Every piece of prose in a value, however deep."""
    if key in NOT_PROSE:
        return
    if isinstance(value, str):
        yield ADDRESS.sub("]", value)
    elif isinstance(value, dict):
        for name, child in value.items():
            yield from strings(child, name)
    elif isinstance(value, list):
        for child in value:
            yield from strings(child)


def prose(source: sources.Source) -> Iterator[str]:
    yield from strings(source.fields)
    yield from strings(source.document.notes)
    for piece in source.document.pieces:
        yield from strings(piece.text)
        yield from strings(piece.settings)
        if piece.kind == "callout":
            yield from strings(piece.argument)


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("fault", WRONG)
def test_pages_have_french_typography(folder: str, fault: str) -> None:
    texts = [text for source in sources.folder(folder) for text in prose(source)]

    assert len(texts) > 20
    assert [text for text in texts if WRONG[fault].search(text)] == []


@pytest.mark.parametrize("name", ["site", "topics", "people", "pictures"])
def test_tables_have_french_typography(name: str) -> None:
    texts = list(strings(sources.table(name)))

    assert len(texts) > 10
    assert [text for text in texts for fault in WRONG.values() if fault.search(text)] == []


def test_articles_are_long_enough_to_be_read_and_short_enough_to_be_finished() -> None:
    lengths = {
        source.slug: sum(len(text.split()) for text in prose(source))
        for source in sources.folder("articles")
        if source.state == "live"
    }

    assert len(lengths) == 12
    assert all(350 <= length <= 900 for length in lengths.values()), lengths


def test_tables_name_every_person_topic_and_picture() -> None:
    people, topics, drawn = sources.table("people"), sources.table("topics"), sources.table("pictures")
    pages = [source for folder in FOLDERS[:2] for source in sources.folder(folder)]

    assert {slug for page in pages for slug in page.fields["topics"]} == set(topics)
    assert {slug for page in pages for slug in page.fields["authors"]} <= set(people)
    assert {page.fields["cover"] for page in pages if "cover" in page.fields} <= set(drawn)
    assert set(drawn) == set(picture_names())


def test_titles_of_pictures_tell_them_apart() -> None:
    titles = [entry["title"] for entry in sources.table("pictures").values()]

    assert len(set(titles)) == len(titles) > 30


@pytest.mark.parametrize("name", picture_names())
def test_a_picture_is_the_same_every_time(name: str) -> None:
    first, second = draw(name, width=90), draw(name, width=90)

    assert first[:3] == b"\xff\xd8\xff"
    assert first == second


def test_markup_becomes_what_a_rich_text_field_stores() -> None:
    html = rich_text(
        "**Gras** et *italique* & [lien](/articles/).[^n]\n\n- un\n- deux\n\n1. premier", lambda key: f"({key})"
    )

    assert html == (
        '<p><b>Gras</b> et <i>italique</i> &amp; <a href="/articles/">lien</a>.(n)</p>'
        "<ul><li>un</li><li>deux</li></ul><ol><li>premier</li></ol>"
    )


def test_markup_keeps_the_order_of_pieces() -> None:
    document = parse('## Titre\n\nTexte.\n\n:::quote\nsource = "Moi"\nMots.\n:::\n\n[^n]: Une note.')

    assert [(piece.kind, piece.text) for piece in document.pieces] == [
        ("h2", "Titre"),
        ("prose", "Texte."),
        ("quote", "Mots."),
    ]
    assert document.pieces[2].settings == {"source": "Moi"}
    assert document.notes == {"n": "Une note."}


def test_a_fence_left_open_is_refused() -> None:
    with pytest.raises(MarkupError):
        parse(":::callout note Titre\nTexte.")
