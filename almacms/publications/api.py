"""Wagtail's read API (v2), for publications: what every reader may see, as structured parts, to read and nothing else.

Wagtail's own pages endpoint writes the fields of the database, and lets one filter and sort by any of them; here a
publication says what its page says, with the names that may be known, and a list may be narrowed as the site's are.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.http import Http404
from django.http.response import HttpResponseBase
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import SimpleRateThrottle
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError, get_object_detail_url
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Site

from almacms import languages
from almacms.languages.opening import homes
from almacms.operations.networks import network_of

from .models import Publication
from .plain import Part, PlainWriter
from .plain.reading import read_whole
from .querysets import PublicationQuerySet
from .syndication import Entry, entry_of

BODY = "body"
MOST_DIGITS = 9
"""Of an offset; databases count no further than 18."""


class ReadThrottle(SimpleRateThrottle):
    """So many requests from one address (`settings.API_RATE`); what was counted is forgotten after a minute."""

    scope = "read"

    def get_rate(self) -> str:
        return settings.API_RATE

    def get_cache_key(self, request: Request, view: Any) -> str:  # noqa: ARG002 (the framework's)
        network = network_of(request._request)
        return f"api.{hashlib.sha256(network.encode()).hexdigest()[:32]}"


class PublicationsAPIViewSet(BaseAPIViewSet):
    """`/api/v2/publications/`: a page of the list; `…/<id>/`: one of them, with its body."""

    model = Publication
    name = "publications"
    authentication_classes: list = []
    permission_classes = [AllowAny]
    renderer_classes = [JSONRenderer]
    throttle_classes = [ReadThrottle]
    metadata_class = None
    known_query_parameters = frozenset(["limit", "offset", "fields", "kind", "locale", "topic", "person"])

    def get_queryset(self) -> PublicationQuerySet:
        """What readers may see, narrowed as the address asks.

        Raises:
            BadRequestError: there is no such kind, or no such language.
        """
        publications = self._readable().newest_first()
        asked = self.request.GET
        if locale := asked.get("locale"):
            if locale not in languages.codes():
                raise BadRequestError(f"locale is one of: {', '.join(languages.codes())}")
            publications = publications.in_language(locale)
        if kind := asked.get("kind"):
            if kind not in Publication.Kind.values:
                raise BadRequestError(f"kind is one of: {', '.join(Publication.Kind.values)}")
            publications = publications.of_kind(kind)
        if topic := asked.get("topic"):
            publications = publications.filter(topic_links__topic__slug=topic)
        if person := asked.get("person"):
            contributing = Publication.objects.filter(contributions__person__slug=person)
            publications = publications.filter(pk__in=contributing.values("pk"))
        return publications

    def listing_view(self, request: Request) -> Response:
        """A page of the list; with the bodies when `fields=body`."""
        self._refuse_unknown(self.known_query_parameters)
        fields = request.GET.get("fields", "")
        if fields not in {"", BODY}:
            raise BadRequestError(f"fields is empty or {BODY}")
        if any("\0" in value for value in request.GET.values()):
            raise BadRequestError("a null character is no value")
        if len(request.GET.get("offset", "")) > MOST_DIGITS:
            raise BadRequestError("offset is too large")
        rows = self.paginate_queryset(self.get_queryset())
        written = [self._written(writer, with_body=fields == BODY) for writer in read_whole(rows, request._request)]
        return self.get_paginated_response(written)

    def detail_view(self, request: Request, pk: int) -> Response:
        """One publication, whole."""
        self._refuse_unknown(frozenset())
        if pk > 2**63 - 1:
            raise Http404
        found = read_whole(self._readable().filter(pk=pk), request._request)
        if not found:
            raise Http404
        return Response(self._written(found[0], with_body=True))

    def _readable(self) -> PublicationQuerySet:
        """What readers may see, in the languages that are open."""
        publications = Publication.objects.visible()
        site = Site.find_for_request(self.request._request) if languages.several() else None
        return publications.filter(locale__language_code__in=homes(site)) if site else publications

    @classmethod
    def get_urlpatterns(cls) -> list:
        """The list and each publication; nothing to be found by other fields."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "find"]

    def finalize_response(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answers and refusals alike may be read by a script of anybody's page: they depend on no cookie."""
        response = super().finalize_response(*args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def _refuse_unknown(self, known: frozenset[str]) -> None:
        if unknown := set(self.request.GET) - known:
            raise BadRequestError(f"unknown parameters: {', '.join(sorted(unknown))}")

    def _written(self, writer: PlainWriter, *, with_body: bool) -> dict[str, Any]:
        with languages.written_in(writer.publication):
            return self._said(writer, with_body=with_body)

    def _said(self, writer: PlainWriter, *, with_body: bool) -> dict[str, Any]:
        publication, entry = writer.publication, entry_of(writer)
        router = self.request.wagtailapi_router
        meta = {
            "type": publication._meta.label,
            "detail_url": get_object_detail_url(router, self.request, Publication, publication.pk),
            "html_url": writer.url,
            "markdown_url": f"{writer.url}index.md",
            "locale": languages.current(),
            "slug": publication.slug,
            "first_published_at": publication.first_published_at,
            "last_published_at": publication.last_published_at,
        }
        written = {"id": publication.pk, "meta": meta, **_summary(writer, entry)}
        return {**written, "body": [_part(part) for part in writer.parts]} if with_body else written


def _summary(writer: PlainWriter, entry: Entry) -> dict[str, Any]:
    """What is said in lists too; the last part of a person's or a topic's address is what a list is narrowed by."""
    publication, cover = writer.publication, entry.cover
    return {
        "title": entry.title,
        "kind": publication.kind,
        "lead": entry.summary,
        "publication_date": entry.published,
        "reading_minutes": publication.reading_minutes,
        "people": [{"name": each.name, "url": each.url or None, "role": each.role} for each in entry.contributors],
        "topics": [
            {"name": topic.name, "url": writer.targets.absolute(topic.get_absolute_url())}
            for topic in publication.topic_list
        ],
        "cover": {"url": cover.url, "alt": publication.cover_alt_text, "credit": publication.cover_credit_text}
        if cover
        else None,
    }


def _part(part: Part) -> dict[str, Any]:
    """A part, with what it has: an exchange has its turns, a turn its speaker."""
    written: dict[str, Any] = {"type": part.kind}
    if part.title:
        written["title"] = part.title
    if part.anchor:
        written["anchor"] = part.anchor
    if part.speaker is not None:
        written["speaker"] = part.speaker.name
    if part.parts:
        return {**written, "parts": [_part(each) for each in part.parts]}
    return {**written, "html": part.html}


router = WagtailAPIRouter("api")
router.register_endpoint("publications", PublicationsAPIViewSet)
