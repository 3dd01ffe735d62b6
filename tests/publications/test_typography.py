from datetime import UTC, date, datetime

import pytest

from almacms.publications.typography import french, french_html, long_date, short_date


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Et alors ?", "Et alors\u202f?"),
        ("Oui ! Non ; peut-être", "Oui\u202f! Non\u202f; peut-être"),
        ("Alma : une Scop", "Alma\u00a0: une Scop"),
        ("« coopérer »", "«\u202fcoopérer\u202f»"),
        ("l'écologie d'aujourd'hui", "l’écologie d’aujourd’hui"),
        ("à suivre...", "à suivre…"),
        ("10 % et 5 €", "10\u202f% et 5\u202f€"),
        ("à 12:30, voir https://example.org/?a=b", "à 12:30, voir https://example.org/?a=b"),
        ("sans espace!", "sans espace!"),
        ("déjà\u202f?", "déjà\u202f?"),
    ],
)
def test_spaces_and_apostrophes_become_french_and_none_is_added(typed, shown):
    assert french(typed) == shown


def test_tags_attributes_and_code_are_left_alone():
    html = '<p><a href="/a?b : c" title="d\'e">l\'eau : ici</a> <code>a ? b : c</code></p>'

    assert french_html(html) == ('<p><a href="/a?b : c" title="d\'e">l’eau\u00a0: ici</a> <code>a ? b : c</code></p>')


def test_dates_are_french_in_words():
    assert long_date(date(2025, 2, 3)) == "lundi 3 février 2025"
    assert short_date(date(2024, 5, 1)) == "1er mai 2024"


def test_a_moment_is_dated_in_paris():
    assert short_date(datetime(2025, 12, 31, 23, 30, tzinfo=UTC)) == "1er janvier 2026"
