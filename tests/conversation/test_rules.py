"""Rules that need no database."""

from datetime import UTC, datetime

import pytest

from almacms.conversation import rules


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Bravo !", "bravo", True),
        ("Un  deux\ntrois", "un, deux... trois", True),
        ("Un deux trois", "un deux quatre", False),
        ("😀", "😀", True),
        ("😀", "🎉", False),
    ],
)
def test_two_copies_are_told_by_their_words(first: str, second: str, same: bool):
    assert (rules.digest_of(first) == rules.digest_of(second)) is same


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("un\r\n\r\ndeux\rtrois", "un\n\ndeux\ntrois"),
        ("a\x00b\x07c\x1b[31m\td", "abc[31m\td"),
        ("a\u202eb\u2066c", "abc"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("\u200b \ufeff\n", ""),
        ("🫨", "🫨"),
    ],
)
def test_text_is_kept_as_it_is_seen(typed: str, kept: str):
    assert rules.plain(typed) == kept


def test_links_are_counted_however_they_are_written():
    assert rules.links_in("http://a.example HTTPS://b.example et www.c.example, mais pas d.example") == 3


@pytest.mark.parametrize(
    ("blocked", "expected"),
    [
        ("casino", True),
        ("sino", False),
        ("super offre", True),
        ("camille@spam.example", True),
        ("@spam.example", True),
        ("@example", True),
        ("@am.example", False),
        ("c0ffee", True),
        ("  ", False),
    ],
)
def test_the_block_list_names_words_people_domains_and_places(blocked: str, expected: bool):
    said = {
        "name": "Casino en ligne",
        "email": "Camille@spam.example",
        "text": "Une SUPER OFFRE",
        "address_hash": "c0ffee",
    }
    assert rules.is_blocked([blocked], **said) is expected


def test_places_are_in_the_order_of_time_then_of_arrival():
    early, late = datetime(2014, 3, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
    before_all = datetime(1960, 1, 1, tzinfo=UTC)
    steps = [rules.step_of(before_all, 9), rules.step_of(early, 1), rules.step_of(early, 10), rules.step_of(late, 2)]
    assert steps == sorted(steps)
    assert {len(step) for step in steps} == {17}
