"""Reports of errors leave by themselves, not through the outbox."""

import logging
from typing import Any

import pytest
from django.core.mail import mail_admins
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from almacms.mail.models import Message

pytestmark = pytest.mark.django_db


def failing_view(_request: Any) -> HttpResponse:
    raise LookupError("une erreur du site")


class FailingSite:
    """Addresses for one test: a page that fails."""

    urlpatterns = [path("panne/", failing_view)]


class TestErrorReports:
    """They leave by themselves: what fails may be the database that holds the outbox."""

    @pytest.fixture
    def administered(self, settings: Any, mailbox: Any) -> None:
        settings.ADMINS = [("Astreinte", "astreinte@alma.example")]
        settings.ROOT_URLCONF = FailingSite
        settings.MIDDLEWARE = []

    @pytest.fixture(autouse=True)
    def by_smtp(self, monkeypatch: Any) -> None:
        for handler in logging.getLogger("django.request").handlers:
            if hasattr(handler, "email_backend"):
                monkeypatch.setattr(handler, "email_backend", "django.core.mail.backends.smtp.EmailBackend")

    def test_an_error_is_reported_at_once_and_stored_nowhere(self, administered: None, mailbox: Any) -> None:
        response = Client(raise_request_exception=False).get("/panne/")
        assert response.status_code == 500
        assert [message["X-Envelope-To"] for message in mailbox.receiver.received] == ["astreinte@alma.example"]
        assert not Message.objects.exists()

    def test_without_a_mail_server_the_reader_gets_the_error_page_all_the_same(
        self, administered: None, server_down: None
    ) -> None:
        assert Client(raise_request_exception=False).get("/panne/").status_code == 500
        assert not Message.objects.exists()

    def test_what_code_writes_to_the_administrators_goes_through_the_outbox(
        self, administered: None, mailbox: Any
    ) -> None:
        mail_admins("Objet", "Texte")
        assert mailbox.receiver.received == []
        assert len(mailbox.to("astreinte@alma.example")) == 1
