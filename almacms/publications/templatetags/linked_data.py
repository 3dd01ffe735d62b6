"""What `almacms.publications.linked_data` says of the page being drawn."""

from collections.abc import Mapping

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail.models import Page, Site

from almacms.languages import current
from almacms.page_cache.recording import depends_on
from almacms.people.models import Person
from almacms.publications.freshness import TREE
from almacms.publications.linked_data import (
    Around,
    Node,
    breadcrumb,
    full_person,
    publication_node,
    script,
)
from almacms.publications.models import Publication, Topic
from almacms.publications.typography import french

register = template.Library()
Step = tuple[str, str]
Titles = Mapping[str, tuple[str, str, int]]
"""By place in the tree: title, address, identifier."""


@register.simple_tag(takes_context=True)
def linked_data(context: Context) -> SafeString:
    """The element for the page of this context: a page of the tree, somebody or a topic; empty for anything else."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return SafeString("")
    furniture = context["site"]
    around = Around(site.root_url, furniture.name, furniture.tagline, furniture.social_picture_url)
    home = (around.name, around.home_url)
    steps, nodes = _said(context, site, around)
    if not nodes and not steps:
        return SafeString("")
    way = [breadcrumb([home, *steps])] if steps else []
    whole = [*nodes, *way, around.website, around.publisher]
    # The front page is the site.
    return script(node for place, node in enumerate(whole) if node not in whole[:place])


def _said(context: Context, site: Site, around: Around) -> tuple[list[Step], list[Node]]:
    page, person, topic = context.get("page"), context.get("person"), context.get("topic")
    if isinstance(page, Page):
        return _page(page, site, around, context["site"].titles)
    if isinstance(person, Person):
        url = around.absolute(person.get_absolute_url())
        node = {"@type": "ProfilePage", "url": url, "name": person.name, "mainEntity": full_person(person, around)}
        return [(person.name, url)], [node]
    if isinstance(topic, Topic):
        url = around.absolute(topic.get_absolute_url())
        topics = (gettext("Topics"), around.absolute(reverse("topic_index")))
        return [topics, (french(topic.name), url)], [_collection(french(topic.name), url, topic.description)]
    return [], []


def _page(page: Page, site: Site, around: Around, titles: Titles) -> tuple[list[Step], list[Node]]:
    if not page.live or not page.full_url:
        return [], []
    if page.depth == site.root_page.depth:
        return [], [around.website]
    steps = [*_above(page, site, around, titles), (french(page.title), page.full_url)]
    if isinstance(page, Publication):
        return steps, [publication_node(page, page.full_url, around)]
    kind = "CollectionPage" if hasattr(page, "kind") else "WebPage"
    return steps, [{**_collection(french(page.title), page.full_url, getattr(page, "lead", "")), "@type": kind}]


def _above(page: Page, site: Site, around: Around, titles: Titles) -> list[Step]:
    """The pages between the front page and this one, as far as readers may see them."""
    start, step = len(site.root_page.path), Page.steplen
    above = [page.path[:end] for end in range(start + step, len(page.path), step)]
    known = [titles[path] for path in above if path in titles]
    # One that is hidden may be shown one day.
    depends_on(*(f"title:{pk}" for _, _, pk in known), *([] if len(known) == len(above) else [TREE]))
    return [(french(title), around.absolute(address)) for title, address, _ in known]


def _collection(name: str, url: str, description: str) -> Node:
    node: Node = {"@type": "CollectionPage", "name": name, "url": url, "inLanguage": current()}
    return {**node, "description": french(description)} if description else node
