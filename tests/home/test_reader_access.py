"""Readers at a closed page: asked who they are or for a password, in the site's own shell."""

import re

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.builders import PASSWORD, make_content_page, make_site, make_user

pytestmark = pytest.mark.django_db


def assert_is_in_the_shell(response) -> None:
    content = response.content.decode()
    assert '<html lang="fr">' in content
    assert 'class="masthead"' in content
    assert 'name="csrfmiddlewaretoken"' in content
    assert not re.search(r"(?<![-\w])style=", content)
    assert "no-store" in response["Cache-Control"]


def test_signing_in_as_a_reader_is_a_page_of_the_site_that_leads_to_the_front_page():
    home, user, client = make_site(), make_user(), Client(enforce_csrf_checks=True)

    asked = client.get("/_util/login/")
    assert_is_in_the_shell(asked)
    sent = {"username": user.username, "password": PASSWORD, "next": ""}
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    answer = client.post("/_util/login/", {**sent, **token})

    assert (answer.status_code, answer["Location"]) == (302, home.url)
    assert client.get(answer["Location"]).status_code == 200


def test_a_page_under_a_password_asks_for_it_in_the_shell_and_then_opens():
    page = make_content_page(title="Réservée", lead="Entre nous.")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="ouvre-toi")
    client = Client(enforce_csrf_checks=True)

    asked = client.get(page.url)
    assert_is_in_the_shell(asked)
    assert "Entre nous." not in asked.content.decode()
    sent = {"password": "ouvre-toi", "return_url": page.url, "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    answer = client.post(asked.context["action_url"], sent)

    assert "Entre nous." in client.get(answer["Location"]).content.decode()
