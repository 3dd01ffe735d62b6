"""French typography: what is changed, and above all what is not."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from almacms.publications.typography import french, french_html, long_date, number, short_date


def shown(text: str) -> str:
    """A text whose no-break spaces can be seen: _ for the narrow one, ~ for the other."""
    return text.replace("\u202f", "_").replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Et alors ?", "Et alors_?"),
        ("Oui ! Non ; peut-être", "Oui_! Non_; peut-être"),
        ("Quoi ?! Non !", "Quoi_?! Non_!"),
        ("Alma : une Scop", "Alma~: une Scop"),
        ("« coopérer »", "«_coopérer_»"),
        ("« il a dit : ‹ non › »", "«_il a dit~: ‹_non_›_»"),
        ("l'écologie d'aujourd'hui, l'« intérêt »", "l’écologie d’aujourd’hui, l’«_intérêt_»"),
        ("à suivre...", "à suivre…"),
        ("il disait [...] que", "il disait […] que"),
        ('un "mot", puis "un autre" !', "un «_mot_», puis «_un autre_»_!"),
        ('« il a dit "oui" »', "«_il a dit “oui”_»"),
        ("10 % et 5 €, 20 °C", "10_% et 5_€, 20_°C"),
        ("10 000 personnes, 1 234 567 €", "10_000 personnes, 1_234_567_€"),
        ("12 km, 5,1 MWh, 3 millions", "12~km, 5,1~MWh, 3~millions"),
        ("à 10 h 30, le 1er mai ou le 3 février", "à 10~h~30, le 1er~mai ou le 3~février"),
        ("p. 12, n° 5, M. Dupont, Mme Roux", "p.~12, n°~5, M.~Dupont, Mme~Roux"),
        ("le XXe siècle", "le XXe~siècle"),
        ("au 04 76 12 34 56", "au 04~76~12~34~56"),
        ("— Bonjour, dit-elle", "—~Bonjour, dit-elle"),
        ("le chat – noir – dort", "le chat –~noir~– dort"),
        ("voir https://example.org/l'eau...x ? C'est là", "voir https://example.org/l'eau...x_? C’est là"),
    ],
)
def test_a_sentence_becomes_french(typed: str, expected: str) -> None:
    assert shown(french(typed)) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "sans espace! ni là: ni ici?",
        "«sans espace»",
        "Yahoo! et C++",
        "à 12:30, 10h30, en 16:9",
        "std::vector, a :: b",
        "a != b, !important, GET / ?page=2, if (!x)",
        "un clin d’œil ;-) un autre ;) et :-) :/",
        '{"clé": "valeur"}, <a href="x">, a["b"]',
        'un écran de 15" et un seul " ici',
        'de 15" à un "mot": on ne sait',
        "“voulu” et ‘voulu’ et 'voulu'",
        "../.. et src/... et 1...5 et ....",
        "l'an@example.org jean.d'arc@example.org",
        "https://example.org/?q=l'eau&r=a...b www.example.org/l'air",
        "en 2024 100 personnes",
        "3 pommes, un 4 quarts",
        "déjà\u202f? voulu\u202f: fait\u00a0: «\u202foui\u202f»",
        "« »",
        "- un tiret de liste",
        "",
        " ",
    ],
)
def test_what_is_no_sentence_or_was_meant_is_left_alone(typed: str) -> None:
    assert french(typed) == typed


# Letters and signs that rules look at, in every order.
HOSTILE = st.text(alphabet="aZé0123 \u00a0\u202f\u2009\n'\"«»‹›“”;:!?.…%€°—–-()/@=\\&<>XVIer h")


@given(HOSTILE)
def test_a_text_twice_set_is_set_as_once(text: str) -> None:
    assert french(french(text)) == french(text)


@given(HOSTILE)
def test_no_letter_is_lost_and_no_space_added(text: str) -> None:
    def said(words: str) -> str:
        return (
            re.sub(r"\s", "", words).replace("…", "...").replace("’", "'").translate(dict.fromkeys(map(ord, '«»“”"')))
        )

    assert said(french(text)) == said(text)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<p><a href="/a?b : c" title="d\'e">l\'eau : ici</a> <code>a ? b : c</code></p>',
            '<p><a href="/a?b : c" title="d\'e">l’eau~: ici</a> <code>a ? b : c</code></p>',
        ),
        ("« <em>mot</em> »", "«_<em>mot</em>_»"),
        ("l'<em>eau</em> et <b>10</b> %", "l’<em>eau</em> et <b>10</b>_%"),
        ('"<i>mot</i>" <b>?</b>', "«_<i>mot</i>_»_<b>?</b>"),
        ("l'<code>'x'</code> ; <kbd>a !</kbd> ?", "l’<code>'x'</code>_; <kbd>a !</kbd>_?"),
        ("<pre>x ? 'y'\n</pre><p>l'eau</p>", "<pre>x ? 'y'\n</pre><p>l’eau</p>"),
        ('le <i lang="en">Why not ? it\'s</i> !', 'le <i lang="en">Why not ? it\'s</i>_!'),
        ("<p>« a</p><p>b »</p>", "<p>«_a</p><p>b_»</p>"),
        ('<p>un "mot</p><p>seul" ici</p>', '<p>un "mot</p><p>seul" ici</p>'),
        ("a &lt; b ; c&nbsp;? l&#x27;eau &amp; l'air", "a &lt; b_; c_? l’eau &amp; l’air"),
        ("1er, XXe siècle", "1<sup>er</sup>, XX<sup>e</sup>~siècle"),
        ("XX<sup>e</sup> siècle, 2<sup>e</sup>", "XX<sup>e</sup>~siècle, 2<sup>e</sup>"),
        ("Le Ce 10e3 0x2e p2e", "Le Ce 10e3 0x2e p2e"),
        ("a<br> ? <!-- l'eau ? -->", "a<br> ? <!-- l'eau ? -->"),
    ],
)
def test_a_sentence_is_read_across_tags_and_changed_between_them(html: str, expected: str) -> None:
    assert shown(french_html(html)) == expected


@given(
    st.lists(
        st.sampled_from(
            ["<b>", "</b>", "<i>", "</p><p>", "l'eau ", "« ", " »", '"', " ?", "1er", "&lt;", "...", "\ue000"]
        )
    )
)
def test_tags_are_kept_in_their_order_whatever_the_text(pieces: list[str]) -> None:
    html = "".join(pieces)
    tags = re.findall(r"<(?!/?sup>)[^>]*>", french_html(html))
    assert tags == re.findall(r"<[^>]*>", html)


def test_another_language_is_left_alone(settings: Any) -> None:
    settings.WAGTAIL_I18N_ENABLED = True
    with translation.override("en"):
        assert french('Why not ? It\'s "this"...') == 'Why not ? It\'s "this"...'
        assert french_html("<p>It's the 1er</p>") == "<p>It's the 1er</p>"


def test_numbers_are_parted_by_thousands(settings: Any) -> None:
    settings.WAGTAIL_I18N_ENABLED = True
    assert shown(number(999)) == "999"
    assert shown(number(1234567)) == "1_234_567"
    with translation.override("en"):
        assert number(10000) == "10,000"


def test_dates_are_french_in_words():
    assert long_date(date(2025, 2, 3)) == "lundi 3 février 2025"
    assert short_date(date(2024, 5, 1)) == "1er mai 2024"


def test_a_day_is_written_in_each_language(settings: Any) -> None:
    settings.WAGTAIL_I18N_ENABLED = True
    assert long_date(date(2025, 2, 3)) == "lundi 3 février 2025"
    with translation.override("en"):
        assert long_date(date(2025, 2, 3)) == "Monday 3 February 2025"
    assert long_date(date(2025, 2, 3)) == "lundi 3 février 2025"


def test_a_moment_is_dated_in_paris():
    assert short_date(datetime(2025, 12, 31, 23, 30, tzinfo=UTC)) == "1er janvier 2026"


@pytest.mark.parametrize(("count", "said"), [(1, "1 leaf"), (12000, "12_000 leaves")])
def test_a_count_is_said_in_french_and_still_counts(count: int, said: str) -> None:
    template = Template(
        "{% load i18n typography %}{% blocktranslate count counter=count|number %}{{ counter }} leaf"
        "{% plural %}{{ counter }} leaves{% endblocktranslate %}"
    )
    assert shown(template.render(Context({"count": count}))) == said
