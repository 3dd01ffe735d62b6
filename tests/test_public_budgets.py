"""What a public page weighs, and what it must never carry."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client

from tests.builders import make_article, make_interview, make_person, make_site
from tests.public_site import exchange, make_public_site, prose, turn

KILOBYTE = 1024
PAGE_BUDGET = 30 * KILOBYTE
FONT_BUDGET = 56 * KILOBYTE
SHARED = ["almacms/css/site.css", "almacms/js/site.js"]


def static_bytes(name: str) -> bytes:
    found = finders.find(name)
    assert isinstance(found, str), name
    return Path(found).read_bytes()


def weight(content: bytes) -> int:
    return len(gzip.compress(content, 9))


@pytest.fixture
def pages(db: None, client: Client) -> dict[str, str]:
    """The HTML of every kind of page."""
    return {name: client.get(path).content.decode() for name, path in make_public_site().items()}


def test_every_page_fits_its_budget(pages: dict[str, str]) -> None:
    shared = sum(weight(static_bytes(name)) for name in SHARED)
    weights = {name: weight(html.encode()) + shared for name, html in pages.items()}
    assert len(weights) > 25
    assert {name: size for name, size in weights.items() if size > PAGE_BUDGET} == {}


def test_a_very_long_interview_fits_the_budget(db: None, client: Client) -> None:
    """Five thousand words, twenty questions: half an hour of reading."""
    make_site()
    people = [make_person(), make_person()]
    body = [
        exchange(f"Question {number}", *[turn(p, prose(125, seed=2 * number + i)) for i, p in enumerate(people)])
        for number in range(20)
    ]
    page = make_interview(speakers=people, body=body)
    html = client.get(page.url).content
    assert weight(html) + sum(weight(static_bytes(name)) for name in SHARED) <= PAGE_BUDGET


def test_a_person_who_wrote_and_spoke_a_great_deal_fits_the_budget(db: None, client: Client) -> None:
    """More interviews than one page shows, of twenty questions each, and a full list of articles."""
    make_site()
    person = make_person()
    for seed in range(9):
        questions = [f"{prose(9, seed=100 * seed + n)[3:-5]} ?" for n in range(20)]
        make_interview(
            speakers=[person],
            body=[
                exchange(question, turn(person, prose(60, seed=7 * n + seed))) for n, question in enumerate(questions)
            ],
        )
    for number in range(13):
        make_article(lead=prose(30, seed=number)[3:-4], authors=[person])
    html = client.get(person.get_absolute_url()).content
    assert weight(html) + sum(weight(static_bytes(name)) for name in SHARED) <= PAGE_BUDGET


def test_the_fonts_fit_theirs_and_come_with_their_licences() -> None:
    fonts = sorted(Path(str(finders.find("almacms/fonts"))).iterdir())
    files = {font.name: font for font in fonts}
    assert sum(len(font.read_bytes()) for name, font in files.items() if name.endswith(".woff2")) <= FONT_BUDGET
    for name in ("bricolage-grotesque", "source-serif-4"):
        assert f"{name}.woff2" in files
        assert "SIL Open Font License" in files[f"{name}-OFL.txt"].read_text()


def test_no_page_carries_what_the_security_policy_forbids(pages: dict[str, str]) -> None:
    pages |= {name: render_to_string(name) for name in ("500.html", "503.html")}
    found = {}
    for name, html in pages.items():
        found[name] = [
            *re.findall(r"<[^>]+\sstyle\s*=", html),
            *re.findall(r"<[^>]+\son\w+\s*=", html),
            # A data block is not executed: the policy says nothing of it.
            *re.findall(r'<script(?! type="application/ld\+json">)(?![^>]*\ssrc=)[^>]*>', html),
            *re.findall(r"<style\b", html),
            *re.findall(r"csrfmiddlewaretoken", html),
        ]
    assert {name: offences for name, offences in found.items() if offences} == {}
    assert len(found) > 25


def test_every_page_loads_little_defers_its_scripts_and_loads_nothing_of_another_host(
    pages: dict[str, str],
) -> None:
    for name, html in pages.items():
        sheets = re.findall(r'<link rel="stylesheet"\s+href="([^"]+)"', html)
        assert sheets[0] == "/static/almacms/css/site.css" and len(sheets) <= 2, name
        scripts = re.findall(r"<script[^>]*src=[^>]*>", html)
        assert len(scripts) <= 2 and all(" defer" in script for script in scripts), name
        loaded = re.findall(r'<(?:img|source|script|iframe|video|audio)\b[^>]*?\s(?:src|srcset)="([^"]+)"', html)
        assert [address for address in loaded if not address.startswith("/")] == [], name


def test_no_page_depends_on_who_reads_it(client: Client, db: None) -> None:
    for path in make_public_site().values():
        response = client.get(path)
        assert response.cookies == {}, path
        assert "cookie" not in response.headers.get("Vary", "").lower(), path


def test_the_pages_for_when_nothing_works_need_no_database() -> None:
    """No `db` fixture: a query here would fail."""
    for name in ("500.html", "503.html"):
        html = render_to_string(name)
        assert '<html lang="fr">' in html
        assert "/static/almacms/css/site.css" in html


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("background", ["paper", "surface"])
def test_every_colour_of_text_can_be_read(scheme: int, background: str) -> None:
    css = static_bytes("almacms/css/site.css").decode()
    palette = {name: pair for name, *pair in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", css)}
    texts = ["ink", "ink-soft", "brand", "clay", *(f"speaker-{number}" for number in range(1, 7))]
    contrasts = {name: contrast(palette[name][scheme], palette[background][scheme]) for name in texts}
    assert {name: round(value, 2) for name, value in contrasts.items() if value < 4.5} == {}
    assert contrast(palette["edge"][scheme], palette[background][scheme]) >= 3
