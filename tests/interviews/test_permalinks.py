"""Each question has an address of its own, to be shared."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from interviews.models import InterviewPage
from tests.builders import make_article, make_image, make_interview, make_person
from tests.public_site import exchange, turn

pytestmark = pytest.mark.django_db


def make_duet(**fields) -> InterviewPage:
    sylvain, zoe = make_person("Sylvain"), make_person("Zoé")
    body = [
        exchange("Qui êtes-vous ?", turn(sylvain, "<p>Moi, c’est la <b>mémoire</b>.</p>"), turn(zoe, "<p>Et moi.</p>")),
        exchange("Et après ?", turn(zoe, "<p>On verra.</p>")),
    ]
    return make_interview(speakers=[sylvain, zoe], body=body, **fields)


def key_of(interview: InterviewPage, place: int = 0) -> str:
    return interview.questions[place].anchor.removeprefix("q-")


def permalink(interview: InterviewPage, place: int = 0) -> str:
    return f"{interview.url}q/{key_of(interview, place)}/"


def property_of(content: str, name: str) -> list[str]:
    return re.findall(rf'<meta (?:property|name)="{name}"\s+content="([^"]*)"', content)


def test_a_question_is_shared_under_its_own_title(client: Client):
    interview = make_duet(title="Alma à deux voix", slug="alma", cover=make_image())

    response = client.get(permalink(interview))

    content = response.content.decode()
    assert response.status_code == 200
    assert property_of(content, "og:title") == ["Qui êtes-vous\u202f?"]
    [description] = property_of(content, "og:description")
    assert "Sylvain et Zoé" in description
    assert description.endswith("Moi, c’est la mémoire.")
    assert property_of(content, "og:url") == [f"http://testserver{permalink(interview)}"]
    assert len(property_of(content, "og:image")) == 1
    assert 'rel="canonical"' not in content


def test_a_shared_question_leads_to_its_place_in_the_interview(client: Client):
    interview = make_duet()

    content = client.get(permalink(interview, 1)).content.decode()

    address = f"{interview.url}#{interview.questions[1].anchor}"
    assert re.search(rf'<meta http-equiv="refresh"\s+content="0; url={re.escape(address)}">', content)
    assert f'<a href="{address}">' in content
    assert f'id="{interview.questions[1].anchor}"' in client.get(interview.url).content.decode()


def test_a_question_keeps_its_address_when_it_is_written_again_and_moved(client: Client):
    interview = make_duet()
    address = permalink(interview)
    draft = interview.get_latest_revision_as_object()
    draft.body.append(draft.body.pop(0))
    draft.body[1].value["question"] = "Qui donc ?"
    draft.save_revision().publish()

    assert property_of(client.get(address).content.decode(), "og:title") == ["Qui donc\u202f?"]


def test_a_question_follows_its_interview_to_another_address(client: Client, django_capture_on_commit_callbacks):
    interview = make_duet(slug="avant")
    before = permalink(interview)
    draft = interview.get_latest_revision_as_object()
    draft.slug = "apres"
    with django_capture_on_commit_callbacks(execute=True):
        draft.save_revision().publish()

    response = client.get(before, follow=True)

    assert response.redirect_chain == [(f"/entretiens/apres/q/{key_of(interview)}/", 302)]
    assert response.status_code == 200


@pytest.mark.parametrize("key", ["00000000", "inconnue"])
def test_a_question_that_is_gone_leads_to_the_interview(client: Client, key: str):
    interview = make_duet()

    response = client.get(f"{interview.url}q/{key}/")

    assert (response.status_code, response["Location"]) == (302, f"{interview.url}#q-{key}")


def test_a_question_that_only_some_may_read_is_not_told(client: Client):
    interview = make_duet()
    PageViewRestriction.objects.create(page=interview, restriction_type=PageViewRestriction.LOGIN)

    response = client.get(permalink(interview))

    assert response.status_code == 302
    assert "Qui" not in response.content.decode()


def test_there_is_no_question_in_a_draft_nor_in_anything_else(client: Client):
    draft, unpublished = make_duet(publish=False), make_duet()
    unpublished.unpublish()
    article = make_article()

    for address in (
        permalink(draft),
        permalink(unpublished),
        f"{article.url}q/12345678/",
        "/rien/q/12345678/",
        "/q/12345678/",
    ):
        assert client.get(address).status_code == 404


def test_every_question_has_a_button_that_copies_its_address_and_a_link_without_script(client: Client):
    interview = make_duet()

    content = client.get(interview.url).content.decode()

    copied = re.findall(r'<button class="copy"[^>]*data-copy="([^"]+)"[^>]*hidden', content)
    assert copied == [permalink(interview, 0), permalink(interview, 1)]
    for question in interview.questions:
        assert f'<a class="permalink" href="#{question.anchor}">' in content


def test_each_voice_has_an_address(client: Client):
    content = client.get(make_duet().url).content.decode()

    assert re.findall(r'<p id="(voix-[^"]+)"\s+data-voice="(\d)"', content) == [
        ("voix-sylvain", "1"),
        ("voix-zoe", "2"),
    ]


def test_a_voice_alone_needs_no_address(client: Client):
    assert 'id="voix-' not in client.get(make_interview().url).content.decode()


def test_a_shared_question_keeps_to_its_queries(client: Client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        address = permalink(make_duet(cover=make_image()))
    client.get("/thematiques/")
    ContentType.objects.clear_cache()

    with CaptureQueriesContext(connection) as captured:
        client.get(address)

    queries = [query["sql"] for query in captured]
    assert len(queries) <= 10, "\n".join(queries)
    assert len(set(queries)) == len(queries), "\n".join(queries)
    assert all(sql.startswith("SELECT") for sql in queries)
