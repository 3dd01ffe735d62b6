"""What real responses carry: policies, the cache's instructions, and no cookie on a public page."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, Site

from almacms.operations.middleware import CachingMiddleware
from home.models import ContentPage, HomePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def content_page() -> ContentPage:
    home = HomePage(title="Accueil", slug="accueil-des-tests")
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    page: ContentPage = home.add_child(instance=ContentPage(title="Mentions légales", slug="mentions-legales"))
    return page


def directives(response: Any) -> dict[str, list[str]]:
    """A policy as a table: directive, sources."""
    split = [directive.split() for directive in response["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in split}


def test_a_public_page_allows_nothing_inline_and_no_frame_around_it(client: Client, content_page: ContentPage) -> None:
    response = client.get(content_page.url)
    assert response.status_code == 200
    policy = directives(response)
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert "https://www.youtube-nocookie.com" in policy["frame-src"]
    assert "unsafe" not in response["Content-Security-Policy"]


def test_a_policy_under_trial_is_told_beside_the_one_in_force(settings: Any, content_page: ContentPage) -> None:
    settings.CONTENT_SECURITY_POLICY_REPORT_ONLY = {"DIRECTIVES": {"default-src": ["'none'"], "img-src": ["'none'"]}}
    response = Client().get(content_page.url)
    assert "img-src 'none'" in response["Content-Security-Policy-Report-Only"]
    assert directives(response)["img-src"] == ["'self'"]


def test_a_public_page_carries_the_usual_headers(client: Client, content_page: ContentPage) -> None:
    response = client.get(content_page.url)
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("who", ["anonymous", "signed in"])
def test_a_public_page_can_be_kept_whole_by_anybody(client: Client, content_page: ContentPage, who: str) -> None:
    if who == "signed in":
        client.force_login(get_user_model().objects.create_superuser("chef"))
    response = client.get(content_page.url)
    assert response["Cache-Control"].startswith("public, max-age=60, stale-while-revalidate=60")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_page_not_found_has_the_headers_of_a_page(client: Client) -> None:
    response = client.get("/rien-ici/")
    assert response.status_code == 404
    assert "public" in response["Cache-Control"]
    assert directives(response)["default-src"] == ["'none'"]


def test_an_unchanged_page_is_not_sent_twice(client: Client, content_page: ContentPage) -> None:
    etag = client.get(content_page.url)["ETag"]
    assert client.get(content_page.url, headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize(
    ("status", "is_kept"),
    [*((status, True) for status in (200, 301, 302, 304, 404, 410)), *((status, False) for status in (400, 403, 429))],
)
def test_only_what_may_last_is_kept_by_anybody(status: int, is_kept: bool) -> None:
    response = CachingMiddleware(lambda _request: HttpResponse(status=status))(RequestFactory().get("/"))
    assert ("public" in response["Cache-Control"]) is is_kept
    assert ("no-store" in response["Cache-Control"]) is not is_kept


def test_a_page_under_restriction_is_kept_by_nobody(client: Client, content_page: ContentPage) -> None:
    PageViewRestriction.objects.create(page=content_page, restriction_type=PageViewRestriction.LOGIN)
    user = get_user_model().objects.create_superuser("chef")
    client.force_login(user)
    response = client.get(content_page.url)
    assert response.status_code == 200
    assert {"private", "no-store"} <= set(response["Cache-Control"].replace(" ", "").split(","))


def test_an_error_is_kept_by_nobody() -> None:
    def failing(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=503)

    response = CachingMiddleware(failing)(RequestFactory().get("/"))
    assert "no-store" in response["Cache-Control"]


def test_https_is_asked_for_and_remembered(client: Client, settings: Any, content_page: ContentPage) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 3600
    response = client.get(content_page.url)
    assert (response.status_code, response["Location"][:8]) == (301, "https://")
    assert client.get(content_page.url, secure=True)["Strict-Transport-Security"] == "max-age=3600"


class TestEditorialInterface:
    def test_it_is_kept_by_nobody_and_framed_by_nobody(self, admin_client: Client) -> None:
        response = admin_client.get(reverse("wagtailadmin_home"))
        assert response.status_code == 200
        assert {"private", "no-store"} <= set(response["Cache-Control"].replace(" ", "").split(","))
        assert directives(response)["frame-ancestors"] == ["'none'"]
        assert response["X-Frame-Options"] == "DENY"

    def test_it_runs_no_inline_script(self, admin_client: Client) -> None:
        policy = directives(admin_client.get(reverse("wagtailadmin_home")))
        assert policy["script-src"] == ["'self'"]
        assert policy["default-src"] == ["'none'"]

    def test_its_preview_can_be_framed_by_itself(self, admin_client: Client, content_page: Page) -> None:
        response = admin_client.get(reverse("wagtailadmin_pages:preview_on_edit", args=[content_page.pk]))
        assert response.status_code == 200
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert directives(response)["frame-ancestors"] == ["'self'"]
        assert "no-store" in response["Cache-Control"]

    def test_its_cookies_are_kept_from_scripts(self, client: Client) -> None:
        response = client.get(reverse("wagtailadmin_login"))
        assert response.cookies
        assert all(cookie["httponly"] for cookie in response.cookies.values())
