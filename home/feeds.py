"""The feeds of the site: everything, each kind, each topic, each person."""

from __future__ import annotations

from urllib.parse import urljoin
from uuid import uuid5

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from almacms.languages import current
from almacms.page_cache.recording import depends_on
from almacms.people.models import Person
from almacms.publications.freshness import ALL, depends_on_head
from almacms.publications.index_pages import index_models
from almacms.publications.models import Publication, Topic
from almacms.publications.moved_addresses import moved_to
from almacms.publications.plain.reading import read_whole
from almacms.publications.querysets import PublicationQuerySet
from almacms.publications.restrictions import visible
from almacms.publications.syndication import FORMATS, Channel, entry_of
from almacms.publications.trees import of_site
from almacms.publications.typography import french

from .furniture import furniture_for
from .sitemaps import site_of

ENTRIES = 20


@require_safe
def site_feed(request: HttpRequest, file: str) -> HttpResponse:
    """Everything that is published, newest first."""
    return _answer(request, file, Publication.objects.listed(), listed=ALL, address=reverse("wagtail_serve", args=[""]))


@require_safe
def kind_feed(request: HttpRequest, file: str, kind: str) -> HttpResponse:
    """The articles, or the interviews."""
    model = next((model for model in index_models() if model.default_slug == kind), None)
    if model is None:
        raise Http404
    publications = Publication.objects.listed().of_kind(model.kind)
    page = visible(of_site(model.objects.all(), site_of(request))).first()
    if page is None:
        raise Http404
    return _answer(
        request, file, publications, listed=f"kind:{model.kind}", title=page.title, address=page.get_url(request)
    )


@require_safe
def topic_feed(request: HttpRequest, file: str, slug: str) -> HttpResponse:
    """What is filed under a topic; unknown as long as nothing is."""
    topic = Topic.objects.filter(slug=slug).first()
    if topic is None:
        return _moved(request, file, "topic", slug)
    publications = Publication.objects.listed().in_topic(topic)
    address, words = topic.get_absolute_url(), french(topic.description)
    return _answer(
        request,
        file,
        publications,
        listed=f"topic:{topic.pk}",
        title=topic.name,
        address=address,
        description=words,
        is_required=True,
    )


@require_safe
def person_feed(request: HttpRequest, file: str, slug: str) -> HttpResponse:
    """What somebody signed or says; unknown as long as that is nothing."""
    person = Person.objects.filter(slug=slug).first()
    if person is None:
        return _moved(request, file, "person", slug)
    publications = Publication.objects.listed().with_person(person)
    address = person.get_absolute_url()
    return _answer(
        request, file, publications, listed=f"person:{person.pk}", title=person.name, address=address, is_required=True
    )


def _moved(request: HttpRequest, file: str, name: str, slug: str) -> HttpResponse:
    """Follow a topic or a person to their new address, as their page does."""
    redirect = moved_to(request, reverse(name, args=[slug]))
    new = redirect.link.rstrip("/").rsplit("/", 1)[-1] if redirect else ""
    if redirect is None or redirect.link != reverse(name, args=[new]):
        raise Http404
    return HttpResponseRedirect(reverse(f"{name}_feed", args=[new, file]))


def _answer(
    request: HttpRequest,
    file: str,
    publications: PublicationQuerySet,
    *,
    listed: str,
    address: str,
    title: str = "",
    description: str = "",
    is_required: bool = False,
) -> HttpResponse:
    if file not in FORMATS:
        raise Http404
    site, furniture = site_of(request), furniture_for(request)
    writers = read_whole(publications.newest_first()[:ENTRIES], request)
    # A topic's feed says its description.
    depends_on(listed)
    depends_on_head(listed, shown=[writer.publication for writer in writers], limit=ENTRIES)
    entries = [entry_of(writer) for writer in writers]
    if is_required and not entries:
        raise Http404
    known = FORMATS[file]
    channel = Channel(
        # Of the front page, which stays, and of what is not changed by another name or address.
        identifier=uuid5(site.root_page.translation_key, f"{current()}/{listed}/{file}").urn,
        title=f"{french(title)} – {furniture.name}" if title else furniture.name,
        url=urljoin(f"{site.root_url}/", address),
        feed_url=f"{site.root_url}{request.path}",
        description=description or furniture.tagline or gettext("What is published on this site."),
        site_name=furniture.name,
        site_url=urljoin(f"{site.root_url}/", reverse("wagtail_serve", args=[""])),
        entries=entries,
    )
    response = HttpResponse(known.write(channel), content_type=f"{known.media_type}; charset=utf-8")
    # Browsers show a feed in place rather than save it.
    response.headers["Content-Disposition"] = "inline"
    return response
