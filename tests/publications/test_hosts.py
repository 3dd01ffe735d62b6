"""Two sites in one installation: whoever reads one of them stays there."""

import re

import pytest
from django.test import Client
from wagtail.models import Page, Site

from home.models import HomePage
from tests.builders import make_article, make_interview, make_person, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def another_site() -> None:
    """As long as there is a second site, an address made without the request names its host."""
    make_site()
    Site.objects.update(hostname="testserver")
    other = Page.get_first_root_node().add_child(instance=HomePage(title="Ailleurs", slug="ailleurs"))
    Site.objects.create(hostname="ailleurs.example", root_page=other)


@pytest.mark.usefixtures("another_site")
def test_cards_lead_to_the_host_the_reader_is_on(client: Client):
    person = make_person()
    interview = make_interview(speakers=[person])
    article = make_article(related=[interview])

    for address, card in [
        (make_site().get_url_parts()[2], article),
        ("/articles/", article),
        (article.get_url_parts()[2], interview),
        (person.get_absolute_url(), interview),
    ]:
        content = client.get(address).content.decode()
        links = re.findall(r'<h[23]>\s*<a href="([^"]+)"', content)
        assert card.get_url_parts()[2] in links
        assert not [link for link in links if "://" in link]


@pytest.mark.usefixtures("another_site")
def test_results_lead_to_the_host_the_reader_is_on_and_name_another(client: Client):
    article = make_article(title="Le héron")
    path = article.get_url_parts()[2]

    content = client.get("/recherche/", {"q": "héron"}).content.decode()
    assert f'<a href="{path}">' in content
    (suggested,) = client.get("/recherche/suggestions/", {"q": "hér"}).json()["suggestions"]
    assert suggested["url"] == path
    elsewhere = Client(headers={"host": "ailleurs.example"})
    assert f'<a href="http://testserver{path}">' in elsewhere.get("/recherche/", {"q": "héron"}).content.decode()
