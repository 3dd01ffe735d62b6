"""The site knows its own address, from the settings."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from wagtail.models import Page, Site

from almacms.operations.management.commands import serve
from home.models import HomePage
from home.services import ensure_tree

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("https://alma.example", "alma.example", 443),
        ("http://localhost:9000", "localhost", 9000),
        ("http://intranet", "intranet", 80),
    ],
)
def test_a_new_site_takes_the_address_of_the_settings(settings, address, host, port):
    settings.WAGTAILADMIN_BASE_URL = address
    home = ensure_tree()
    site = Site.objects.get()

    assert (site.hostname, site.port) == (host, port)
    assert home.full_url == f"{address}/"


def test_an_address_that_somebody_chose_is_kept(settings):
    Site.objects.update(hostname="revue.example", port=443)
    settings.WAGTAILADMIN_BASE_URL = "https://alma.example"
    ensure_tree()

    assert Site.objects.get().hostname == "revue.example"


def warnings(**options) -> list[str | None]:
    return [message.id for message in run_checks(include_deployment_checks=True, **options)]


def test_deployment_is_warned_of_a_site_under_another_address(settings):
    ensure_tree()
    settings.WAGTAILADMIN_BASE_URL = "https://alma.example"
    assert "home.W001" in warnings(databases=["default"])
    assert "home.W001" not in warnings()

    ensure_tree()
    assert "home.W001" not in warnings(databases=["default"])


def test_preparing_to_serve_leaves_no_welcome_page_of_wagtail(monkeypatch):
    def without_demo(name, **options):
        if name != "demo":
            call_command(name, **options)

    monkeypatch.setattr(serve, "call_command", without_demo)
    monkeypatch.setattr(serve, "connection", type("Open", (), {"close": staticmethod(lambda: None)}))
    monkeypatch.setattr(serve, "MigrationExecutor", Migrated)
    serve.Command().prepare()

    assert isinstance(Site.objects.get().root_page.specific, HomePage)
    assert not Page.objects.filter(slug="home").exists()


class Migrated:
    """A database with nothing to migrate."""

    def __init__(self, _connection) -> None:
        self.loader = self.graph = self

    def leaf_nodes(self) -> list:
        return []

    def migration_plan(self, _nodes: list) -> list:
        return []
