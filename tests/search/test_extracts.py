"""What a hit shows of its text, without a database."""

import pytest

from almacms.search.extracts import LENGTH, extract, marked
from almacms.search.queries import parse


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("Un chapô.\nUn héron gris.", "herons", "Un <mark>héron</mark> gris."),
        ("Un chapô.\nDes yeux gris.", "œil", "Des <mark>yeux</mark> gris."),
        ("Un chapô.\nL’œuvre collective.", "oeuvres", "L’<mark>œuvre</mark> collective."),
        ("Un chapô.\nDes ingénieur·es parlent.", "ingénieure", "Des <mark>ingénieur·es</mark> parlent."),
        ("Un chapô.\nLa S.C.O.P. vote.", "scop", "La <mark>S.C.O.P.</mark> vote."),
        ("Un chapô.\nDu C++ ancien.", "c++", "Du <mark>C++</mark> ancien."),
        ("Un chapô.\nUn e-mail.", "email", "Un <mark>e-mail</mark>."),
        ("Un chapô.\nRien.", "héron", "Un chapô."),
        ("Un <b> & un héron.", "héron", "Un &lt;b&gt; &amp; un <mark>héron</mark>."),
        ("", "héron", ""),
    ],
)
def test_the_paragraph_in_which_it_is_found(text: str, typed: str, shown: str) -> None:
    assert extract(text, parse(typed)) == shown


def test_a_long_paragraph_is_cut_at_words_around_what_is_found() -> None:
    shown = extract("Avant lui. " * 60 + "Le héron. " + "Après lui. " * 60, parse("héron"))
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < LENGTH + 30
    assert "<mark>héron</mark>" in shown


def test_a_word_as_long_as_a_page_is_cut_all_the_same() -> None:
    assert len(extract("x" * 5000, parse("héron"))) < LENGTH + 10


def test_a_title_is_marked_whole() -> None:
    assert marked("Le héron & la mare", parse("mare héron")) == ("Le <mark>héron</mark> &amp; la <mark>mare</mark>")


def test_the_paragraph_that_shows_most_of_what_was_looked_for() -> None:
    text = "Le héron seul.\nLa mare seule.\nLe héron de la mare."
    assert extract(text, parse("mare héron")) == "Le <mark>héron</mark> de la <mark>mare</mark>."


def test_the_phrase_and_not_one_of_its_words() -> None:
    text = "Un héron.\nCendré, le héron.\n" + "Un héron passe. " * 30 + "Voici le héron cendré."
    assert "<mark>héron</mark> <mark>cendré</mark>" in extract(text, parse('"héron cendré"'))


def test_of_a_long_paragraph_the_part_where_words_meet() -> None:
    text = "Le héron. " + "Rien. " * 100 + "La mare. " + "Rien. " * 100 + "Un héron, une mare."
    assert extract(text, parse("mare héron")).endswith("Un <mark>héron</mark>, une <mark>mare</mark>.")
