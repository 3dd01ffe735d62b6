"""The statement of accessibility: worked out from the criteria, completed by the site, linked from everywhere."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Site

from home.models import SiteSettings
from home.statement.audit import Finding, State, read, state_of
from home.statement.document import PATH, rewritten
from tests.builders import make_site


@pytest.mark.parametrize(
    ("met", "applicable", "state"),
    [
        (87, 87, State.FULL),
        (86, 87, State.PARTIAL),
        (50, 100, State.PARTIAL),
        (49, 100, State.NONE),
        (0, 0, State.NONE),
    ],
)
def test_the_state_is_worked_out(met: int, applicable: int, state: State) -> None:
    assert state_of(met=met, applicable=applicable) is state


def test_what_nobody_verified_is_not_counted_as_met() -> None:
    audit = read()
    assert audit.unverified
    assert audit.applicable == audit.met + len(audit.unmet) + len(audit.unverified)
    assert audit.state is not State.FULL


def test_every_criterion_says_what_was_done_and_names_tests_that_exist() -> None:
    audit = read()
    assert len(audit.criteria) == 106
    assert [one.number for one in [*audit.criteria, *audit.beyond] if not one.how] == []
    tests = {
        name
        for path in (settings.BASE_DIR / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
    }
    named = {one.held_by for one in [*audit.criteria, *audit.beyond] if one.held_by}
    assert len(named) > 10
    assert named - tests == set()
    assert [one.number for one in audit.criteria if one.held_by and one.finding is Finding.NOT_APPLICABLE] == []


def test_the_document_says_what_the_criteria_say() -> None:
    """When this fails: `manage.py write_accessibility`."""
    text = Path(settings.BASE_DIR / PATH).read_text()
    assert rewritten(text, read()) == text


@pytest.mark.django_db
def test_the_statement_says_what_the_law_asks_for(client: Client) -> None:
    make_site()
    audit = read()
    html = client.get("/accessibilite/").content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
    for words in (
        "Déclaration d’accessibilité",
        f"Alma est {audit.state} avec le référentiel",
        f"{audit.met} sur {audit.applicable}",
        "Contenus non accessibles",
        "Établissement de cette déclaration",
        "Technologies utilisées",
        "Environnement de test",
        "Outils utilisés",
        "Pages vérifiées",
        "Retour d’information et contact",
        "Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07",
    ):
        assert words in text
    for criterion in [*audit.unmet, *audit.unverified]:
        assert f"{criterion.number}. " in text


@pytest.mark.django_db
def test_the_site_says_who_answers_for_it_and_since_when(client: Client) -> None:
    make_site()
    given = SiteSettings.for_site(Site.objects.get())
    given.accessibility_entity, given.accessibility_email = "La Scop Alma", "acces@alma.example"
    given.accessibility_contact = "04 76 00 00 00"
    given.accessibility_date = date(2027, 1, 5)
    given.accessibility_notes = "<p>Les films d’avant 2020.</p>"
    given.save()
    html = client.get("/accessibilite/").content.decode()
    for words in ("La Scop Alma", "mailto:acces@alma.example", "04 76 00 00 00", "5 janvier 2027", "Les films d’avant"):
        assert words in html


@pytest.mark.django_db
def test_every_page_says_the_state_at_its_foot_and_leads_to_the_statement(client: Client) -> None:
    make_site()
    for path in ("/", "/articles/", "/accessibilite/", "/rien/"):
        foot = client.get(path).content.decode().partition("<footer")[2]
        assert re.search(r'<a href="/accessibilite/">[^<]*:[^<]+</a>', foot), path
