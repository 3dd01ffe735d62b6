"""The feeds: whole, dated, signed, found, and never of what readers may not see."""

import json
import re
import time
from datetime import datetime
from email.utils import parsedate_to_datetime
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from defusedxml import ElementTree
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction, Site
from wagtail_footnotes.models import Footnote

from almacms.publications.models import Publication
from tests.builders import make_article, make_image, make_interview, make_person, make_site, make_topic, moment
from tests.public_site import article_body, interview_body, make_public_site

pytestmark = pytest.mark.django_db

NS = {
    "a": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
XML_FEEDS = ["/flux/atom.xml", "/flux/rss.xml"]


def tree(client: Client, address: str):
    response = client.get(address)
    assert response.status_code == 200, address
    return ElementTree.fromstring(response.content)


def texts(found: list) -> list[str]:
    return [element if isinstance(element, str) else element.text for element in found]


def contents(client: Client, address: str = "/flux/atom.xml") -> list[BeautifulSoup]:
    return [
        BeautifulSoup(text, "html.parser") for text in texts(tree(client, address).findall(".//a:entry/a:content", NS))
    ]


def test_every_entry_of_atom_has_what_the_standard_asks_for(client: Client):
    make_public_site()
    feed = tree(client, "/flux/atom.xml")
    entries = feed.findall("a:entry", NS)

    assert len(entries) == 16
    for element in [feed, *entries]:
        assert [len(element.findall(f"a:{name}", NS)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert datetime.fromisoformat(element.findtext("a:updated", "", NS)).tzinfo
    for entry in entries:
        assert entry.find("a:link[@rel='alternate']", NS).get("href").startswith("http://localhost/")
        assert entry.find("a:author/a:name", NS) is not None
        assert entry.find("a:content[@type='html']", NS) is not None
    assert len({entry.findtext("a:id", "", NS) for entry in entries}) == len(entries)
    assert feed.find("a:link[@rel='self']", NS).get("href") == "http://localhost/flux/atom.xml"


def test_rss_has_dates_of_its_own_and_the_whole_text(client: Client):
    make_article(title="Vœux", publication_date=moment(2025, 2, 3))
    channel = tree(client, "/flux/rss.xml")[0]

    assert parsedate_to_datetime(channel.findtext("item/pubDate", "")) == moment(2025, 2, 3)
    assert "Nous décidons ensemble." in channel.findtext("item/content:encoded", "", NS)
    assert channel.find("item/guid").get("isPermaLink") == "false"


def test_those_who_sign_and_those_who_speak_are_authors_one_by_one(client: Client):
    author, speaker, hidden = make_person("Ada"), make_person("Zoé"), make_person("Nom Secret")
    make_interview(authors=[author], speakers=[speaker, hidden], shown_as={hidden: "une salariée"})

    assert texts(tree(client, "/flux/atom.xml").findall(".//a:entry/a:author/a:name", NS)) == [
        "Ada",
        "Zoé",
        "une salariée",
    ]
    assert texts(tree(client, "/flux/rss.xml").findall(".//dc:creator", NS)) == ["Ada", "Zoé", "une salariée"]
    item = client.get("/flux/feed.json").json()["items"][0]
    assert item["authors"] == [
        {"name": "Ada", "url": "http://localhost/personnes/ada/"},
        {"name": "Zoé", "url": "http://localhost/personnes/zoe/"},
        {"name": "une salariée"},
    ]


@pytest.mark.parametrize("file", ["atom.xml", "rss.xml", "feed.json"])
def test_who_must_not_be_known_is_nowhere_in_a_feed(client: Client, file):
    hidden = make_person("Nom Secret")
    make_interview(speakers=[hidden], shown_as={hidden: "une salariée"})
    content = client.get(f"/flux/{file}").content.decode()

    assert "une salariée" in content
    assert "ecret" not in content


@pytest.mark.parametrize("file", ["atom.xml", "rss.xml", "feed.json"])
def test_nothing_unpublished_or_restricted_is_in_a_feed(client: Client, file):
    make_article(title="Au grand jour")
    make_article(title="Brouillon", publish=False)
    article = make_article(title="Entre nous")
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    changed = make_article(title="Avant")
    changed.title = "Pas encore"
    changed.save_revision()
    content = client.get(f"/flux/{file}").content.decode()

    assert "Au grand jour" in content
    assert not [word for word in ("Brouillon", "Entre nous", "Pas encore") if word in content]


def test_every_address_in_a_content_is_whole(client: Client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        shown = make_article(title="Montré")
        draft = make_article(title="Caché", publish=False)
        note_ids = str(uuid4()), str(uuid4())
        links = f'<p><a linktype="page" id="{shown.pk}">là</a> <a linktype="page" id="{draft.pk}">ici</a></p>'
        body = [*article_body(make_image(), note_ids), ("paragraph", links + '<p><a href="/rien/">x</a></p>')]
        notes = [Footnote(uuid=uuid, text="<p>Note.</p>") for uuid in note_ids]
        make_article(title="Plein", body=body, footnotes=notes, cover=make_image())
    content = contents(client)[0]
    addresses = [str(tag.get("href") or tag.get("src")) for tag in content.find_all(["a", "img"])]

    assert len(addresses) == 14
    assert [address for address in addresses if not re.match(r"https?://", address)] == []
    assert shown.full_url in addresses
    assert draft.slug not in str(content)
    assert [sup.get_text() for sup in content.find_all("sup")] == ["[1]", "[2]", "[1]"]
    # A class says in which language code is written; none is of ours.
    assert not content.select("[class]:not(code), button, script, iframe")


def test_an_interview_says_who_answers(client: Client):
    zoe = make_person("Zoé")
    make_interview(speakers=[zoe])
    content = contents(client)[0]

    assert content.select("h2")[0].get_text() == "Que faites-vous\u202f?"
    assert content.select("p")[0].get_text() == "Zoé\u00a0: Je programme."


def test_the_cover_is_enclosed(client: Client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_article(cover=make_image(size=(1700, 800)))
    enclosure = tree(client, "/flux/rss.xml").find(".//enclosure")

    assert enclosure.get("type") == "image/jpeg"
    assert int(enclosure.get("length")) > 0
    served = client.get(enclosure.get("url").removeprefix("http://localhost"))
    assert len(served.getvalue()) == int(enclosure.get("length"))


def test_a_sound_that_is_played_is_enclosed_before_the_cover(client: Client, django_capture_on_commit_callbacks):
    def document(name: str):
        return get_document_model().objects.create(title="Voix", file=ContentFile(b"ID3 et la suite", name=name))

    with django_capture_on_commit_callbacks(execute=True):
        one, other = document("voix.MP3"), document("suite.ogg")
        files = [document("rapport.pdf"), one, other, one, document("film.mp4")]
        body = [("document", {"document": file, "title": ""}) for file in files]
        make_article(cover=make_image(size=(1700, 800)), body=body)
    sounds = [f"http://localhost{one.url}", f"http://localhost{other.url}"]

    (enclosure,) = tree(client, "/flux/rss.xml").findall(".//enclosure")
    assert enclosure.attrib == {"url": sounds[0], "type": "audio/mpeg", "length": "15"}
    assert len(b"".join(client.get(one.url))) == 15
    links = tree(client, "/flux/atom.xml").findall(".//a:entry/a:link[@rel='enclosure']", NS)
    assert [link.get("type") for link in links] == ["audio/mpeg", "audio/ogg", "image/jpeg"]
    assert [link.get("href") for link in links][:2] == sounds
    item = client.get("/flux/feed.json").json()["items"][0]
    attached = [(each["mime_type"], each.get("title")) for each in item["attachments"]]
    assert attached == [("audio/mpeg", "Voix"), ("audio/ogg", "Voix"), ("image/jpeg", None)]


def test_each_list_has_its_feed_and_says_where(client: Client):
    person, topic = make_person("Zoé"), make_topic("Code")
    make_article(title="Écrit", authors=[person], topics=[topic])
    make_interview(title="Dit")
    for page, feed, titles in [
        ("/", "/flux/atom.xml", ["Dit", "Écrit"]),
        ("/articles/", "/flux/articles/atom.xml", ["Écrit"]),
        ("/entretiens/", "/flux/entretiens/atom.xml", ["Dit"]),
        ("/thematiques/code/", "/flux/thematiques/code/atom.xml", ["Écrit"]),
        ("/personnes/zoe/", "/flux/personnes/zoe/atom.xml", ["Écrit"]),
    ]:
        head = BeautifulSoup(client.get(page).content, "html.parser").select("head link[rel=alternate]")
        offered = {link["href"] for link in head}
        assert {feed, feed.replace("atom", "rss"), "/flux/feed.json"} <= offered
        assert texts(tree(client, feed).findall(".//a:entry/a:title", NS)) == titles
        alternate = tree(client, feed).find("a:link[@rel='alternate']", NS).get("href")
        assert alternate == f"http://localhost{page}"


@pytest.mark.parametrize(
    "address",
    ["/flux/autre.xml", "/flux/rien/atom.xml", "/flux/thematiques/rien/atom.xml", "/flux/personnes/secret/rss.xml"],
)
def test_there_is_no_feed_of_what_nobody_may_see(client: Client, address):
    make_article(authors=[make_person("Secret")], publish=False)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("file", ["atom.xml", "rss.xml", "feed.json"])
def test_a_feed_that_has_not_changed_is_not_sent_again(client: Client, file):
    make_article()
    first = client.get(f"/flux/{file}")

    assert "public" in first["Cache-Control"] and not first.cookies and "Cookie" not in first.get("Vary", "")
    assert client.get(f"/flux/{file}", headers={"if-none-match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("file", ["atom.xml", "rss.xml", "feed.json"])
def test_a_feed_that_something_left_is_sent_again_whatever_date_one_has(client: Client, file):
    """What is unpublished makes no entry newer: a date of the entries would tell its readers that nothing changed."""
    make_article(title="Reste")
    article = make_article(title="Retiré")
    Publication.objects.update(last_published_at=moment(2024, 1, 1), publication_date=moment(2024, 1, 1))
    first = client.get(f"/flux/{file}")
    dated, tagged = {"if-modified-since": http_date(time.time() - 60)}, {"if-none-match": first["ETag"]}
    article.unpublish()

    answers = [client.get(f"/flux/{file}", headers=headers) for headers in (dated, tagged)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert "Retir" not in answers[0].content.decode()


def test_identifiers_outlive_titles_and_addresses(client: Client, django_capture_on_commit_callbacks):
    topic = make_topic("Code")
    article = make_article(topics=[topic])

    def identifiers(slug: str) -> list[str]:
        return texts(tree(client, f"/flux/thematiques/{slug}/atom.xml").findall(".//a:id", NS))

    before = identifiers("code")
    topic.slug = "logiciel"
    topic.save()
    article.title, article.slug = "Autre", "autre"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()

    assert identifiers("logiciel") == before
    assert len(set(before)) == 2
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each) for each in before)


def test_a_summary_is_a_plain_text_in_every_format(client: Client):
    make_article(lead="Si a < b & c, <b>alors</b>")

    entry = tree(client, "/flux/atom.xml").find("a:entry", NS)
    assert (entry.find("a:summary", NS).get("type"), entry.findtext("a:summary", "", NS)) == (
        "text",
        "Si a < b & c, <b>alors</b>",
    )
    described = tree(client, "/flux/rss.xml").findtext("channel/item/description", "")
    assert BeautifulSoup(described, "html.parser").get_text() == "Si a < b & c, <b>alors</b>"
    assert client.get("/flux/feed.json").json()["items"][0]["summary"] == "Si a < b & c, <b>alors</b>"


def test_a_cover_whose_file_is_gone_is_not_enclosed(client: Client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        cover = make_image(size=(1700, 800))
        make_article(cover=cover)
    for rendition in cover.renditions.all():
        rendition.file.storage.delete(rendition.file.name)

    assert tree(client, "/flux/rss.xml").find(".//enclosure") is None
    assert "attachments" not in client.get("/flux/feed.json").json()["items"][0]


def test_json_feed_says_its_version_and_dates(client: Client):
    make_article(title="À lire", topics=[make_topic("Code")], publication_date=moment(2025, 2, 3))
    feed = json.loads(client.get("/flux/feed.json").content)

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    item = feed["items"][0]
    assert datetime.fromisoformat(item["date_published"]) == moment(2025, 2, 3)
    assert (item["title"], item["tags"]) == ("À lire", ["Code"])


@pytest.mark.parametrize("address", XML_FEEDS)
def test_a_browser_is_given_a_style_sheet_of_ours(client: Client, address):
    make_site()
    response = client.get(address)

    assert b'<?xml-stylesheet href="/static/almacms/css/feed.css" media="all" type="text/css"?>' in response.content
    assert response["Content-Disposition"] == "inline"


@pytest.mark.parametrize("address", XML_FEEDS)
def test_what_xml_cannot_hold_is_left_out(client: Client, address):
    person, topic = make_person("Zo\x0bé", slug="zoe"), make_topic("Co\x0bde", slug="code")
    body = [("paragraph", "<p>a\x08b &amp; &lt;c&gt;</p>")]
    make_article(title="Un\x0bdeux", lead="Un\x08mot", body=body, authors=[person], topics=[topic])

    assert "Undeux" in client.get(address).content.decode()
    tree(client, address)


@pytest.mark.parametrize("feed", ["atom.xml", "feed.json", "entretiens/atom.xml", "personnes/zoe/atom.xml"])
def test_a_feed_keeps_to_its_queries_however_much_is_in_it(client: Client, feed, django_capture_on_commit_callbacks):
    Site.objects.update(hostname="localhost")
    people = [make_person("Zoé", portrait=make_image()), *(make_person() for _ in range(5))]
    image = make_image()

    def publish(number: int) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            for _ in range(number):
                note_ids = str(uuid4()), str(uuid4())
                notes = [Footnote(uuid=uuid, text="<p>Note.</p>") for uuid in note_ids]
                link = ("paragraph", f'<p><a linktype="page" id="{make_site().pk}">là</a></p>')
                body = [*article_body(image, note_ids), link]
                make_article(body=body, footnotes=notes, cover=image, authors=people, topics=[make_topic()])
                make_interview(body=interview_body(people, image), speakers=people, topics=[make_topic()])

    def queries() -> list[str]:
        client.get(f"/flux/{feed}")
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/flux/{feed}").status_code == 200
        return [query["sql"] for query in captured]

    publish(1)
    few = queries()
    publish(4)
    many = queries()

    assert len(many) == len(few) <= 10, "\n".join(many)
    assert len(set(many)) == len(many)
    assert all(sql.startswith("SELECT") for sql in many)
