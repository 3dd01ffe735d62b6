"""People and topics that pages name: in the database, in drafts, in old revisions."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex

from almacms.publications.models import PublicationAuthor
from articles.models import ArticlePage
from interviews.models import InterviewPage
from tests.builders import make_article, make_interview, make_person, make_topic, make_user

pytestmark = pytest.mark.django_db


def test_a_revision_that_names_somebody_gone_still_opens(client: Client):
    person = make_person()
    article = make_article()
    article.authorships = [PublicationAuthor(person=person)]
    revision = article.save_revision()
    person.delete()
    client.force_login(make_user())

    assert client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).status_code == 200
    assert revision.as_object().authorships.count() == 0
    revision.publish()
    assert ArticlePage.objects.get().byline == []


def test_an_interview_whose_old_speaker_is_gone_can_be_brought_back(client: Client):
    kept, gone = make_person(), make_person()
    interview = make_interview(speakers=[kept, gone])
    old = interview.get_latest_revision()
    interview.speakers.remove(interview.speakers.get(person=gone))
    interview.save_revision().publish()
    gone.delete()

    assert [row.person for row in old.as_object().speakers.all()] == [kept]
    assert InterviewPage.objects.get().cast[0].person == kept


@pytest.mark.parametrize("kind", ["person", "topic"])
def test_somebody_named_in_a_draft_is_not_deleted_and_the_draft_is_shown(client: Client, kind):
    instance = make_person() if kind == "person" else make_topic()
    article = make_article(title="Le brouillon")
    row = article.authorships.model(person=instance) if kind == "person" else article.topic_links.model(topic=instance)
    setattr(article, "authorships" if kind == "person" else "topic_links", [row])
    article.save_revision()
    client.force_login(make_user())

    name = f"wagtailsnippets_{instance._meta.app_label}_{instance._meta.model_name}:delete"
    response = client.post(reverse(name, args=[instance.pk]), follow=True)

    assert type(instance).objects.filter(pk=instance.pk).exists()
    assert "Le brouillon" in response.content.decode()


def test_somebody_taken_off_a_page_is_no_longer_said_to_be_used(django_capture_on_commit_callbacks):
    person = make_person()
    article = make_article(authors=[person])
    assert ReferenceIndex.get_references_to(person).exists()

    with django_capture_on_commit_callbacks(execute=True):
        article.authorships = []
        article.save_revision().publish()

    assert not ReferenceIndex.get_references_to(person).exists()
    person.delete()


@pytest.mark.parametrize("path", ["people/person", "publications/topic"])
@pytest.mark.parametrize(("query", "found"), [("zo", True), ("-", False), ('"', False), ("%", False)])
def test_people_and_topics_are_searched_by_any_part_of_their_name(client: Client, path, query, found):
    make_person("Zoé Roux")
    make_topic("Zoologie")
    client.force_login(make_user())

    response = client.get(f"/admin/snippets/{path}/results/", {"q": query})

    assert response.status_code == 200
    assert bool(response.context["object_list"]) is found
