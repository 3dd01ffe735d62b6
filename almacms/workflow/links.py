"""Personal links: an address that opens one thing to whoever holds it, for a while.

What is stored is a hash of the secret: a copy of the database opens nothing. Unknown, malformed, expired and revoked
links cost the same work, one hash and one query, and are answered alike. For that, the pattern of the address takes
anything at all (`ANY_SECRET`): what does not look like a secret reaches the same view.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Page

SECRET_BYTES = 32
ANY_SECRET = r"(?P<secret>[\s\S]*?)/?\Z"  # noqa: S105 (a pattern)
"""The end of the pattern of a personal address, for `re_path`: line ends and slashes included."""

HIDDEN = "***"
PRIVATE = "no-store, private"


def hash_secret(secret: str) -> str:
    """What is stored of a link's secret: SHA-256, as 64 hexadecimal digits.

    A slow hash would add nothing: the secret is 256 random bits, not a word that somebody chose. Neither does the
    comparison tell anything by the time it takes: the database compares hashes, which nobody can aim at.
    """
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class PrivateLinkQuerySet(models.QuerySet):
    """Links, as the one who made them and the one who follows them ask for them."""

    def usable(self) -> Self:
        """Neither revoked nor expired."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def held_by(self, secret: str) -> Self:
        """The usable link of this secret, or none."""
        return self.usable().filter(token_hash=hash_secret(secret))


class PrivateLink(models.Model):
    """A link that expires and can be revoked. The secret is told once, when it is made."""

    token_hash = models.CharField(_("hash of the secret"), max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made on"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires on"))
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(_("first opened on"), null=True, blank=True, editable=False)

    objects = PrivateLinkQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    def new_secret(self) -> str:
        """Give the link a secret, to be told now and stored by nobody.

        The caller saves the link.
        """
        secret = secrets.token_urlsafe(SECRET_BYTES)
        self.token_hash = hash_secret(secret)
        return secret

    def revoke(self) -> None:
        """Close the link; the time of the first revocation is kept."""
        type(self)._base_manager.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now())
        self.refresh_from_db(fields=["revoked_at"])

    def note_opening(self) -> None:
        """Remember when it was first opened; that is all that opening changes."""
        if self.opened_at is None:
            self.opened_at = timezone.now()
            type(self)._base_manager.filter(pk=self.pk, opened_at=None).update(opened_at=self.opened_at)


def private_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view reached by a personal link: kept by no cache or engine, told to no other site, and one answer to no link.

    The secret in the address stands for the session, so there is no cookie for another site to ride on, and no CSRF
    token to check. The view takes the secret by the name `secret`, and raises `Http404` for a link that opens nothing.
    The headers are `PersonalLinkMiddleware`'s, which also has the answers to what goes wrong.
    """

    # Outermost: what it hides from error reports is what is called below it.
    @sensitive_variables()
    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Before anything is answered or fails: what refuses a method or a form writes the path in the logs.
        conceal(request, kwargs.get("secret", ""))
        request.is_personal_link = True  # type: ignore[attr-defined]
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return render(request, "workflow/closed_link.html", status=404)

    return answer


def kept_private(response: HttpResponseBase) -> HttpResponseBase:
    """The headers of a page that one person may see."""
    response.headers["Cache-Control"] = PRIVATE
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def conceal(request: HttpRequest, secret: str) -> None:
    """Take the secret out of a request: its path is logged, and mailed with errors. The view has it as an argument.

    What a server in front writes of the addresses it was asked for is its own matter.
    """
    place = request.path.rfind(secret) if secret else -1
    shown = f"{request.path[:place]}{HIDDEN}/" if place >= 0 else request.path
    request.path = request.path_info = shown
    for name in ("PATH_INFO", "RAW_URI", "REQUEST_URI", "HTTP_REFERER"):
        if name in request.META:
            request.META[name] = shown
    if request.resolver_match is not None and "secret" in request.resolver_match.kwargs:
        request.resolver_match.kwargs["secret"] = HIDDEN


def site_address(page: Page) -> str:
    """The beginning of the public address of a page's site, for links that people are sent."""
    site = page.get_site()
    return site.root_url if site else settings.WAGTAILADMIN_BASE_URL
