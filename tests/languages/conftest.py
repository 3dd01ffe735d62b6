"""Sites in French and in English."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from home.models import HomePage
from tests.builders import make_site
from tests.languages.bilingual import SETTINGS, Committing, make_both_sites


@pytest.fixture
def both() -> Iterator[None]:
    with override_settings(**SETTINGS):
        cache.clear()
        # The middleware of a client is loaded at its first request, with these settings.
        yield
    cache.clear()


@pytest.fixture
def committing(django_capture_on_commit_callbacks: Any) -> Committing:
    """What is done within is a transaction of its own; several may follow each other in a test."""

    @contextmanager
    def commit() -> Iterator[None]:
        # What was done before is committed, as far as this one is concerned.
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return commit


@pytest.fixture
def homes(both: None, committing: Committing) -> tuple[HomePage, HomePage]:
    with committing():
        return make_both_sites()


@pytest.fixture
def prepared(both: None, committing: Committing) -> HomePage:
    make_site()
    with committing():
        call_command("add_language", "en", stdout=StringIO())
    return HomePage.objects.get(locale__language_code="en")
