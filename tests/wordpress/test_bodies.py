"""What was typed in a blog, and what its readers have of it here: one text at a time, without a database."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest

from almacms.wordpress.bodies import Body, Source, Target, convert
from almacms.wordpress.bodies.pieces import Picture
from almacms.wordpress.bodies.prepare import prepared

from .exports import BLOG

UPLOADS = f"{BLOG}/wp-content/uploads/2014/09"
IMAGE = f'<img class="wp-image-12" src="{UPLOADS}/reunion.jpg" alt="La réunion">'


class Library:
    """Has every picture and document numbered below 900, and one text of the blog."""

    def picture(self, number: int, address: str) -> Picture | None:
        return Picture(number or 7, f"image {number}") if number < 900 and (number or "uploads" in address) else None

    def document(self, number: int, address: str) -> tuple[int, str] | None:
        return (number or 9, "document") if number < 900 and (number or "uploads" in address) else None

    def link(self, address: str) -> dict[str, str] | None:
        return {"linktype": "page", "id": "5"} if address.startswith(BLOG) else None

    def title(self, address: str) -> str:
        return "Un autre texte" if address.startswith(f"{BLOG}/2014") else ""

    def kept_address(self, address: str) -> str:
        return address.removeprefix(BLOG) if address.startswith(BLOG) else ""

    def attached(self, number: int) -> list[int]:
        return [number * 10, number * 10 + 1]

    def reusable(self, number: int) -> str:
        return ""


def body(content: str, **notes: str) -> Body:
    return convert(Source(content, 1, "blog/1", tuple(notes.items())), Library(), Target())


def blocks(content: str, **notes: str) -> list[tuple[str, Any]]:
    return [(block["type"], block["value"]) for block in body(content, **notes).blocks]


def kinds(content: str) -> list[str]:
    return [kind for kind, _value in blocks(content)]


def reasons(content: str) -> set[str]:
    return {str(reason) for reason, _about in body(content).warnings}


def read(content: str, **notes: str) -> tuple[str, list[str]]:
    """The paragraphs as readers have them, with the numbers of their notes, and the notes by their numbers."""
    found = body(content, **notes)
    text = "".join(block["value"] for block in found.blocks if block["type"] == "paragraph")
    order = list(dict.fromkeys(re.findall(r'<footnote id="([^"]+)">', text)))
    for number, identity in enumerate(order, start=1):
        text = re.sub(rf'<footnote id="{identity}">\[\w+\]</footnote>', f"({number})", text)
    texts = dict(found.notes)
    assert set(order) == set(texts)
    return text, [texts[identity] for identity in order]


# Footnotes typed by hand

CALLED = "Une Scop [1].\n\nUn vote [2].\n\n"


@pytest.mark.parametrize(
    "notes",
    [
        "[1] Une coopérative.\n\n[2] À main levée.",
        "[1] Une coopérative.\n[2] À main levée.",
        "[1] Une coopérative. [2] À main levée.",
        "______\n[1] Une coopérative.\n[2] À main levée.",
        "<strong>Notes :</strong>\n\n[1] Une coopérative.\n\n[2] À main levée.",
        "1. Une coopérative.\n2. À main levée.",
        "<ol><li>Une coopérative.</li><li>À main levée.</li></ol>",
        "<ul><li>[1] Une coopérative.</li><li>[2] À main levée.</li></ul>",
        '[1] Une coopérative. <a href="#ref1">↩</a>\n\n[2] À main levée. <a href="#ref2">Retour</a>',
    ],
)
def test_notes_typed_in_any_manner_are_footnotes(notes: str):
    text, found = read(CALLED + notes)

    assert text == "<p>Une Scop(1).</p><p>Un vote(2).</p>"
    assert found == ["<p>Une coopérative.</p>", "<p>À main levée.</p>"]


def test_a_number_used_again_in_another_part_calls_the_note_of_that_part():
    text, found = read("Avant [1].\n\n[1] Première.\n\nAprès [1].\n\n[1] Seconde.")

    assert text == "<p>Avant(1).</p><p>Après(2).</p>"
    assert found == ["<p>Première.</p>", "<p>Seconde.</p>"]


def test_a_note_of_several_paragraphs_is_whole():
    _text, found = read(CALLED + "[1] Une coopérative.\n\nEt une société.\n\n[2] À main levée.")

    assert found == ["<p>Une coopérative.</p><p>Et une société.</p>", "<p>À main levée.</p>"]


def test_a_paragraph_between_two_notes_that_calls_one_is_text():
    text, found = read("Une Scop [1].\n\n[1] Une coopérative.\n\nUn vote [2].\n\n[2] À main levée.")

    assert text == "<p>Une Scop(1).</p><p>Un vote(2).</p>"
    assert len(found) == 2


def test_a_second_note_that_nothing_calls_stays_as_it_was_typed():
    assert read("Un [1].\n\n[1] Une note.\n\n[1] Une autre.") == (
        "<p>Un(1).</p><p>[1] Une autre.</p>",
        ["<p>Une note.</p>"],
    )


def test_brackets_in_a_program_call_no_note():
    assert read("Lire <code>t[1]</code> [1].\n\n[1] Une note.")[0] == "<p>Lire <code>t[1]</code>(1).</p>"


def test_a_numbered_list_is_no_list_of_notes_when_the_text_calls_others():
    assert read("Un [1], un [3].\n\n<ol><li>a</li><li>b</li></ol>")[1] == []


def test_a_number_that_leads_to_a_source_keeps_its_link():
    assert read('Un fait <a href="https://exemple.org/etude">[1]</a>.')[0] == (
        '<p>Un fait <a href="https://exemple.org/etude">[1]</a>.</p>'
    )


# Footnotes of the block editor

CALL = '<sup data-fn="n1" class="fn"><a href="#n1" id="n1-link">1</a></sup>'


@pytest.mark.parametrize(
    ("around", "kind"),
    [
        ("<blockquote><p>Une voix.{}</p></blockquote>", "quotation"),
        ("<h2>Une voix.{}</h2>", "heading"),
        ("<table><tr><th>Une voix.{}</th></tr><tr><td>a</td></tr></table>", "table"),
        ("<table><tr><th colspan='2'>Une voix.{}</th></tr><tr><td>a</td><td>b</td></tr></table>", "kept_html"),
    ],
)
def test_a_note_called_where_there_are_none_is_read_just_below(around: str, kind: str):
    first, second = blocks(f"<!-- wp:html -->{around.format(CALL)}<!-- /wp:html -->", n1="Une personne.")

    assert first[0] == kind
    assert "Une voix. [a]" in str(first[1]).replace("\\xa0", " ").replace("&nbsp;", " ")
    assert second == ("paragraph", "<p>[a] Une personne.</p>")


# Quotations


@pytest.mark.parametrize(
    "quotation",
    [
        "« Décider ensemble. » – extrait du livret, 2004",
        "« Décider ensemble. »\n— extrait du livret, 2004",
        "<p>« Décider ensemble. »</p><p>— <em>extrait du livret</em>, 2004</p>",
        "« Décider ensemble. » <cite>extrait du livret, 2004</cite>",
    ],
)
def test_whoever_is_quoted_is_the_source(quotation: str):
    [(kind, value)] = blocks(f"<blockquote>{quotation}</blockquote>")

    assert (kind, value["text"], value["source"]) == (
        "quotation", "<p>« Décider ensemble. »</p>", "extrait du livret, 2004",
    )  # fmt: skip


@pytest.mark.parametrize("speech", ["– Bonjour.\n\n– Bonsoir.", "Un\n\n<ul><li>deux</li></ul>", "Peut-être – ou non."])
def test_dashes_that_sign_nothing_are_no_source(speech: str):
    assert blocks(f"<blockquote>{speech}</blockquote>")[0][1]["source"] == ""


# Shortcodes


@pytest.mark.parametrize(
    ("shortcode", "kind"),
    [
        (f"[audio {UPLOADS}/voix.mp3]", "document"),
        ('[playlist ids="34"]', "document"),
        ("[youtube http://www.youtube.com/watch?v=abcdefghijk]", "embed"),
        ("[youtube=http://youtu.be/abcdefghijk]", "embed"),
        ("[vimeo 76979871]", "embed"),
        ("[php]echo '<b>';\n\nreturn;[/php]", "code"),
        ('[sourcecode language="css"]a { b }[/sourcecode]', "code"),
    ],
)
def test_a_shortcode_becomes_a_block(shortcode: str, kind: str):
    assert kinds(f"Avant\n\n{shortcode}\n\nAprès") == ["paragraph", kind, "paragraph"]


def test_a_program_is_kept_as_it_is_between_shortcodes():
    [(_kind, value)] = blocks("[php]if (a < b) {\n\n  echo '<b>';\n}[/php]")

    assert value == {"code": "if (a < b) {\n\n  echo '<b>';\n}", "language": "php"}


def test_shortcodes_within_shortcodes_leave_their_text():
    picture = f'[col size="6"][caption]{IMAGE} Légende[/caption][/col]'
    content = f'[row][col size="6"]Un [bouton url="x"]mot[/bouton][/col]{picture}[/row]'

    assert blocks(content)[0] == ("paragraph", "<p>Un mot</p>")
    assert [kind for kind, _value in blocks(content)] == ["paragraph", "picture"]
    assert blocks(content)[1][1]["caption"] == "Légende"


def test_a_shortcode_written_about_stays():
    assert blocks("Écrire [[gallery]] ou [[caption]texte[/caption]].")[0][1] == (
        "<p>Écrire [gallery] ou [caption]texte[/caption].</p>"
    )


def test_a_gallery_may_be_that_of_another_text():
    [(_kind, value)] = blocks('[gallery id="3"]')

    assert [item["value"]["image"]["image"] for item in value["pictures"]] == [30, 31]


def test_a_picture_that_is_only_a_number_is_told_and_not_shown():
    assert kinds('[gallery ids="1,901"]') == ["picture"]
    assert ("picture_missing", "#901") in body('[gallery ids="1,901"]').warnings


# Links


@pytest.mark.parametrize(
    ("content", "link"),
    [
        (f'<a href="https://exemple.org/dossier">{IMAGE}</a>', '<a href="https://exemple.org/dossier">La réunion</a>'),
        (
            f'[caption id="attachment_12"]<a href="https://exemple.org/dossier">{IMAGE}</a> Au matin[/caption]',
            '<a href="https://exemple.org/dossier">La réunion</a>',
        ),
        (
            f'<figure>{IMAGE}<figcaption>De <a href="https://exemple.org/jeanne">Jeanne</a></figcaption></figure>',
            '<a href="https://exemple.org/jeanne">Jeanne</a>',
        ),
        ('<h3><a href="https://exemple.org/lu">À lire</a></h3>', '<a href="https://exemple.org/lu">À lire</a>'),
        ('<a href="https://exemple.org/lu"><div>À lire</div></a>', '<a href="https://exemple.org/lu">À lire</a>'),
        (f"[embed]{BLOG}/2014/09/12/autre/[/embed]", '<a id="5" linktype="page">Un autre texte</a>'),
        (f"Voir :\n\n{BLOG}/2014/09/12/autre/", '<a id="5" linktype="page">Un autre texte</a>'),
        ("Voir :\n\nhttps://exemple.org/a", '<a href="https://exemple.org/a">https://exemple.org/a</a>'),
    ],
)
def test_no_link_is_lost(content: str, link: str):
    assert f"<p>{link}</p>" in blocks(content)[-1][1]


def test_a_picture_that_leads_to_itself_leads_nowhere():
    assert kinds(f'<a href="{UPLOADS}/reunion.jpg">{IMAGE}</a>') == ["picture"]


def test_links_of_what_is_kept_lead_to_this_site():
    spanning = f'<table><tr><th colspan="2"><a href="{BLOG}/?p=12">a</a></th></tr><tr><td>1</td><td>2</td></tr></table>'
    [(kind, value)] = blocks(spanning)

    assert kind == "kept_html"
    assert '<a href="/?p=12"' in value["html"]


# Pictures and films among other things


def test_a_table_that_sets_pictures_beside_text_is_pictures_and_text():
    assert kinds(f"<table><tr><td>{IMAGE}</td><td>Un texte.</td></tr></table>") == ["picture", "paragraph"]


def test_the_pictures_of_a_table_that_is_kept_come_below_it():
    content = f"<table><tr><th>Qui</th><th>Où</th></tr><tr><td>Jeanne</td><td>{IMAGE}</td></tr></table>"

    assert kinds(content) == ["kept_html", "picture"]


def test_the_first_galleries_of_the_block_editor_are_galleries():
    items = "".join(f'<li class="blocks-gallery-item"><figure>{IMAGE}</figure></li>' for _place in range(2))

    assert kinds(f'<!-- wp:gallery --><ul class="wp-block-gallery">{items}</ul><!-- /wp:gallery -->') == ["gallery"]


@pytest.mark.parametrize(
    "film",
    [
        '<object><param name="movie" value="http://www.youtube.com/v/abcdefghijk&hl=fr"><embed src="x"></object>',
        '<iframe src="//www.youtube.com/v/abcdefghijk"></iframe>',
        '<iframe src="http://www.dailymotion.com/embed/video/x1234"></iframe>',
        '<iframe src="https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/alma/emission&color=f"></iframe>',
    ],
)
def test_a_player_of_another_time_is_a_player(film: str):
    assert kinds(film) == ["embed"]


def test_what_leaves_nothing_to_keep_is_not_said_to_be_kept():
    assert reasons("<form><input name='a'></form>") == {"nothing_kept"}
    assert reasons("<form>Écrivez-nous.</form>") == {"kept_html"}


# Running text


def test_a_numbered_list_goes_on_after_the_list_within_it():
    assert blocks("<ol><li>un<ul><li>a</li></ul></li><li>deux</li></ol>")[0][1] == (
        "<ol><li>un<ul><li>a</li></ul></li><li>deux</li></ol>"
    )


def test_programs_and_english_are_told_from_french_in_a_sentence():
    content = "<code>a = 1</code> et <kbd>Ctrl</kbd>, en <em lang='en-GB'>open source</em>."

    assert blocks(content)[0][1] == (
        '<p><code>a = 1</code> et <code>Ctrl</code>, en <span lang="en"><i>open source</i></span>.</p>'
    )


@pytest.mark.parametrize(
    "content",
    ["[gallery " * 40_000, "[aaa x=1] " * 20_000, "<!-- wp:a {" * 40_000, "<pre " * 60_000],
    ids=["gallery", "foreign", "block", "program"],
)
def test_notations_without_an_end_are_read_once(content: str):
    start = time.process_time()
    prepared(content)

    assert time.process_time() - start < 10


def test_spaces_without_an_end_are_read_once():
    start = time.process_time()
    body("un [1]" + "\u00a0" * 40_000 + "x\n\n[1] x" + "\u00a0" * 40_000 + "x")

    assert time.process_time() - start < 10
