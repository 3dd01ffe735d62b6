"""The feeds of the site: everything, each kind, each topic, each person."""

from __future__ import annotations

from urllib.parse import urljoin

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from almacms.people.models import Person
from almacms.publications.freshness import ALL, depends_on_head
from almacms.publications.index_pages import index_models
from almacms.publications.models import Publication, Topic
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
    redirect = get_redirect(request, Redirect.normalise_path(reverse(name, args=[slug])))
    new = redirect.link.rstrip("/").rsplit("/", 1)[-1] if redirect and redirect.link else ""
    if not new or redirect.link != reverse(name, args=[new]):
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
    site, furniture = Site.find_for_request(request), furniture_for(request)
    root = site.root_url if site else request.build_absolute_uri("/").rstrip("/")
    writers = read_whole(publications.newest_first()[:ENTRIES], request)
    depends_on_head(listed, shown=[writer.publication for writer in writers], limit=ENTRIES)
    entries = [entry_of(writer) for writer in writers]
    if is_required and not entries:
        raise Http404
    known = FORMATS[file]
    channel = Channel(
        title=f"{french(title)} – {furniture.name}" if title else furniture.name,
        url=urljoin(f"{root}/", address),
        feed_url=f"{root}{request.path}",
        description=description or furniture.tagline or gettext("What is published on this site."),
        site_name=furniture.name,
        site_url=urljoin(f"{root}/", reverse("wagtail_serve", args=[""])),
        entries=entries,
    )
    response = HttpResponse(known.write(channel), content_type=f"{known.media_type}; charset=utf-8")
    # Browsers show a feed in place rather than save it.
    response.headers["Content-Disposition"] = "inline"
    if channel.updated:
        response.headers["Last-Modified"] = http_date(channel.updated.timestamp())
    return response
