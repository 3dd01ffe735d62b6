"""The pages shown when a request is refused: the site's own, whole, and kept by nobody."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from tests.builders import make_user

pytestmark = pytest.mark.django_db


def unreadable(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


def closed(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def accepted(request: HttpRequest) -> HttpResponse:
    return HttpResponse("sent")


urlpatterns = [path("illisible/", unreadable), path("ferme/", closed), path("formulaire/", accepted)]


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("method", "address", "status"),
    [("get", "/illisible/", 400), ("get", "/ferme/", 403), ("post", "/formulaire/", 403)],
)
def test_a_refused_request_gets_a_page_of_the_site(method: str, address: str, status: int) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user())

    response = getattr(client, method)(address)
    content = response.content.decode()

    assert response.status_code == status
    assert '<html lang="fr">' in content
    assert f">{status}</p>" in content
    assert "almacms/css/site.css" in content
    assert "<style" not in content
    assert "style=" not in content
    assert "no-store" in response["Cache-Control"]
