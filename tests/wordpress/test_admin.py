"""Imports in the editorial interface."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from almacms.operations.jobs import periodic_jobs
from almacms.wordpress.models import Run
from almacms.wordpress.services import advance
from articles.models import ArticlePage
from tests.builders import make_site, make_user

from .exports import Item, export

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client):
    make_site()
    user = make_user(group="Administration")
    client.force_login(user)
    return user


def send(client: Client, data: bytes, **fields):
    upload = SimpleUploadedFile("blog.xml", data, "text/xml")
    return client.post(reverse("wordpress_imports"), {"export": upload, **fields}, follow=True)


def test_an_administrator_imports_a_blog_in_steps_and_reads_its_report(client: Client, administrator):
    response = send(client, export(Item(1, "Bonjour"), Item(2, status="trash")))
    run = Run.objects.get()
    assert response.redirect_chain[-1][0] == reverse("wordpress_import", args=[run.pk])
    assert (run.state, run.user) == ("waiting", administrator)

    while not Run.objects.get().is_over:
        advance(seconds=0)

    page = client.get(reverse("wordpress_import", args=[run.pk])).content.decode()
    assert ArticlePage.objects.get().title == "Bonjour"
    assert ArticlePage.objects.get().owner == administrator
    assert "data-watch" not in page
    assert "post 2" in page
    told = json.loads(client.get(reverse("wordpress_import_report", args=[run.pk])).content)
    assert told["counts"]["articles"]["created"] == 1


def test_progress_is_told_without_the_page_around_it(client: Client, administrator):
    send(client, export(Item(1)))
    response = client.get(reverse("wordpress_import_progress", args=[Run.objects.get().pk]))

    assert response["X-Import-Over"] == "0"
    assert "<html" not in response.content.decode()


def test_an_import_is_paused_goes_on_and_is_ended(client: Client, administrator):
    send(client, export(Item(1)))
    run = Run.objects.get()
    states = []
    for action in ("pause", "resume", "stop", "pause"):
        client.post(reverse("wordpress_import_act", args=[run.pk, action]))
        states.append(Run.objects.get().state)

    assert states == ["paused", "running", "failed", "failed"]
    assert not Run.objects.get().upload
    # Somebody ended it: nothing went wrong.
    assert "arrêté avant la fin" in client.get(reverse("wordpress_import", args=[run.pk])).content.decode().lower()


def test_a_file_that_is_no_xml_and_a_mapping_that_is_none_are_refused_at_once(client: Client, administrator):
    send(client, b"PK\x03\x04 une archive")
    send(client, export(Item(1)), mapping=SimpleUploadedFile("m.toml", b"[topics\n"))

    assert not Run.objects.exists()


def test_the_category_of_interviews_can_be_given_in_the_form(client: Client, administrator):
    send(client, export(Item(1)), interviews="Entretiens", is_dry="on")

    assert Run.objects.get().options["mapping"]["interview_categories"] == ["Entretiens"]
    assert Run.objects.get().is_dry


@pytest.mark.parametrize("group", ["Rédaction", "Relecture"])
def test_nobody_else_imports(client: Client, group):
    make_site()
    client.force_login(make_user(group=group))

    assert client.get(reverse("wordpress_imports")).status_code in {302, 403}
    send(client, export(Item(1)))
    assert not Run.objects.exists()


def test_the_scheduler_carries_imports_on():
    assert any(job.name == "imports from WordPress" for job in periodic_jobs())
