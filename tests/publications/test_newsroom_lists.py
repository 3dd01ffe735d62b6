"""The lists of the editorial interface: what each filter keeps."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Workflow

from almacms.workflow import roles
from tests.builders import make_article, make_interview, make_person, make_topic, make_user, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client: Client) -> Client:
    client.force_login(make_user("lectrice"))
    return client


def titles(client: Client, path: str, **query: str | int | list[str]) -> set[str]:
    """What a list shows under these filters."""
    response = client.get(f"/admin/{path}/", query)
    assert response.status_code == 200
    return {page.title for page in response.context["object_list"]}


def test_articles_are_found_by_where_they_stand(client):
    author = make_user("auteur")
    make_article(title="Publié")
    make_article(title="Brouillon", publish=False)
    changed = make_article(title="Changé")
    changed.save_revision()
    waiting = make_article(title="En relecture", publish=False)
    returned = make_article(title="Renvoyé", publish=False)
    workflow = Workflow.objects.get(name=roles.REVIEW_WORKFLOW)
    workflow.start(waiting, author)
    workflow.start(returned, author).current_task_state.reject(user=make_user(group=roles.REVIEWERS))
    later = make_article(title="Programmé", publish=False, go_live_at=timezone.now() + timedelta(days=1))
    later.save_revision().publish()

    assert titles(client, "articles", status="live") == {"Publié", "Changé"}
    assert titles(client, "articles", status="changed") == {"Changé"}
    assert titles(client, "articles", status="draft") == {"Brouillon", "En relecture", "Renvoyé", "Programmé"}
    assert titles(client, "articles", status="review") == {"En relecture"}
    assert titles(client, "articles", status="returned") == {"Renvoyé"}
    assert titles(client, "articles", status="scheduled") == {"Programmé"}
    assert titles(client, "articles", status=["review", "returned"]) == {"En relecture", "Renvoyé"}


def test_articles_are_found_by_author_topic_and_date(client):
    author, topic = make_person(), make_topic()
    make_article(title="De lui", authors=[author], publication_date=moment(2014, 9, 12))
    make_article(title="Sur cela", topics=[topic], publication_date=moment(2025, 2, 3))

    assert titles(client, "articles", author=author.pk) == {"De lui"}
    assert titles(client, "articles", topic=topic.pk) == {"Sur cela"}
    assert titles(client, "articles", publication_date_from="2020-01-01") == {"Sur cela"}
    assert titles(client, "articles", publication_date_to="2020-01-01") == {"De lui"}


def test_interviews_are_found_by_speaker(client):
    speaker = make_person()
    make_interview(title="Avec elle", speakers=[speaker])
    make_interview(title="Sans elle")

    assert titles(client, "interviews") == {"Avec elle", "Sans elle"}
    assert titles(client, "interviews", speaker=speaker.pk) == {"Avec elle"}
