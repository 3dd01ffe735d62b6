"""What finds what in English: pairs of writings, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almacms.search.languages import terms, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cooperatives", "cooperative"),
        ("companies", "company"),
        ("boxes", "box"),
        ("women", "woman"),
        ("people", "persons"),
        ("the worker’s choice", "workers choices"),
        ("deciding", "decide"),
        ("decided", "decides"),
        ("planned", "planning"),
        ("organisation", "organizations"),
        ("Café", "cafes"),
        ("10,000", "10000"),
        ("U.S.A.", "USA"),
        ("e-mails", "email"),
    ],
)
def test_two_writings_of_a_word_have_the_same_terms(one: str, other: str) -> None:
    assert terms(one, "en") == terms(other, "en") != []


@pytest.mark.parametrize(("one", "other"), [("sing", "s"), ("bus", "bu"), ("news", "new house"), ("red", "r")])
def test_other_words_have_other_terms(one: str, other: str) -> None:
    assert terms(one, "en") != terms(other, "en")


@given(st.text())
def test_any_text_has_terms_that_every_database_reads_alike(text: str) -> None:
    for token in tokens(text, "en"):
        assert 0 <= token.start < token.end <= len(text)
        assert len(token.terms) == len(token.forms)
        for term in (*token.terms, *token.forms):
            assert term.isascii()
            assert (term.islower() and term.isalpha()) or term.isdecimal()
