"""The pages of topics and people."""

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from almacms.page_cache.recording import depends_on, depends_on_list
from almacms.people.models import Person

from .freshness import ALL, FILED
from .listing import paginate
from .models import Publication, Topic
from .trees import site_for


def topic_index(request: HttpRequest) -> HttpResponse:
    """Every topic under which something is published."""
    depends_on_list(ALL)
    depends_on(FILED)
    visible = Q(publication_links__publication__in=Publication.objects.listed())
    topics = Topic.objects.annotate(publication_count=Count("publication_links", filter=visible))
    # Said again: what is counted is grouped, and Django leaves a model's own order out of that.
    shown = list(topics.filter(publication_count__gt=0).order_by("slug"))
    depends_on(*(f"topic:{each.pk}" for each in shown))
    return _render(request, "publications/topic_index.html", {"topics": shown})


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """What is published under a topic, newest first; unknown as long as nothing is."""
    found = get_object_or_404(Topic, slug=slug)
    depends_on(f"topic:{found.pk}")
    listed = Publication.objects.listed().in_topic(found).newest_first()
    publications = paginate(request, listed, within=f"topic:{found.pk}")
    if not publications.object_list:
        raise Http404
    return _render(request, "publications/topic.html", {"topic": found, "publications": publications})


def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Who somebody is, what they signed, newest first, and what they said; unknown as long as nothing is published."""
    found = get_object_or_404(Person.objects.select_related("portrait").prefetch_related("links"), slug=slug)
    depends_on(f"person:{found.pk}")
    depends_on_list(f"person:{found.pk}")
    visible = Publication.objects.listed()
    publications = paginate(request, visible.signed_by(found).newest_first(), pictures=[(found.portrait, "portrait")])
    if not publications.object_list and not visible.with_person(found).exists():
        raise Http404
    return _render(request, "publications/person.html", {"person": found, "publications": publications})


def _render(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    listed = context.get("publications")
    query = listed.query if listed else ""
    site = site_for(request)
    # As for the pages of the tree: the site has one name, whatever it answers to.
    whole = f"{site.root_url}{request.path}" if site else request.build_absolute_uri(request.path)
    return render(request, template, {"canonical_url": f"{whole}{query}", **context})
