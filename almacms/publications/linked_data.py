"""What pages say of themselves to programs, in the vocabulary of https://schema.org, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from almacms.languages import current

from .typography import french

if TYPE_CHECKING:
    from almacms.people.models import Person

    from .models import Publication

Node = dict[str, Any]
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""What could end the element, or begin another."""


@dataclass(frozen=True)
class Around:
    """The site that a page belongs to."""

    root_url: str
    name: str
    tagline: str = ""
    picture_url: str = ""

    def absolute(self, address: str) -> str:
        return f"{self.root_url}{address}" if address.startswith("/") else address

    @cached_property
    def home_url(self) -> str:
        """The front page in the language being read."""
        return self.absolute(reverse("wagtail_serve", args=[""]))

    @cached_property
    def publisher(self) -> Node:
        """Who publishes everything on the site."""
        node = {"@type": "Organization", "@id": f"{self.root_url}/#editeur", "name": self.name}
        return bare({**node, "url": f"{self.root_url}/", "description": self.tagline, "image": self.picture_url})

    @cached_property
    def website(self) -> Node:
        node = {"@type": "WebSite", "@id": f"{self.home_url}#site", "name": self.name, "url": self.home_url}
        publisher = {"@id": self.publisher["@id"]}
        return bare({**node, "description": self.tagline, "inLanguage": current(), "publisher": publisher})


def bare(node: Node) -> Node:
    """A node without what it does not say."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def person_node(name: str, url: str, around: Around, **more: Any) -> Node:
    """Somebody, under the name that readers may know; without a page when they may not be known."""
    address = around.absolute(url)
    identifier = f"{address}#personne" if address else ""
    return bare({"@type": "Person", "@id": identifier, "name": name, "url": address, **more})


def full_person(person: Person, around: Around) -> Node:
    """Somebody, as their own page tells of them."""
    organisation = bare({"@type": "Organization", "name": person.organisation}) if person.organisation else None
    return person_node(
        person.name,
        person.get_absolute_url(),
        around,
        jobTitle=person.role,
        worksFor=organisation,
        description=person.plain_biography,
        sameAs=[link.url for link in person.links.all()],
    )


def publication_node(publication: Publication, url: str, around: Around) -> Node:
    """An article or an interview, with those who sign it, those who speak in it, and its parts."""
    people: dict[str, list[Node]] = {"author": [], "speaker": []}
    for each in publication.contributors():
        name = each.person.name if each.person else each.display_name
        people[each.role].append(person_node(name, each.person.get_absolute_url() if each.person else "", around))
    return bare(
        {
            "@type": publication.schema_type,
            "@id": f"{url}#publication",
            "mainEntityOfPage": url,
            "url": url,
            "headline": french(publication.title),
            "description": french(publication.meta_description),
            "image": publication.social_picture_url,
            "datePublished": publication.publication_date and publication.publication_date.isoformat(),
            "dateModified": publication.last_published_at and publication.last_published_at.isoformat(),
            "inLanguage": current(),
            "wordCount": publication.word_count,
            "keywords": [topic.name for topic in publication.topic_list],
            "author": people["author"] or {"@id": around.publisher["@id"]},
            "contributor": people["speaker"],
            "publisher": {"@id": around.publisher["@id"]},
            "isPartOf": {"@id": around.website["@id"]},
            "hasPart": publication.schema_parts(url, around),
        }
    )


def breadcrumb(steps: Sequence[tuple[str, str]]) -> Node:
    """The way to a page: names and absolute addresses, the front page first."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": url}
        for position, (name, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def script(nodes: Iterable[Node]) -> SafeString:
    """The element that carries these nodes: data, which no browser executes and no security policy refuses."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    written = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')
