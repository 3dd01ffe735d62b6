"""What bodies point at, as the site has it: asked of the origins, remembered for the time of an import."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from wagtail.documents import get_document_model

from almacms.images.models import CustomImage
from almacms.images.responsive import PLACES, renditions_of
from almacms.people.models import Person
from almacms.publications.models import Topic

from .addresses import base_path, path_of, plain_file
from .bodies.inline import words
from .bodies.pieces import Picture
from .models import Origin
from .reasons import Reason
from .wxr import Spool

REMEMBERED = 5_000
SHOWN = PLACES["body"].filters[-1]
"""The file that a link to a picture leads to."""


class SiteSurroundings:
    """Looks things up, and gathers what was not found until `settle` is called."""

    def __init__(self, spool: Spool, site: str) -> None:
        self.spool, self.site, self.blog = spool, site, spool.blog
        self.is_resolved = True
        self.warnings: list[tuple[str, str]] = []
        self._known: OrderedDict[tuple[str, str], Any] = OrderedDict()

    def settle(self) -> tuple[bool, list[tuple[str, str]]]:
        """Whether everything was found since the last time, and what was not."""
        result = self.is_resolved, list(dict.fromkeys(self.warnings))
        self.is_resolved, self.warnings = True, []
        return result

    def origin(self, source: str, key: object) -> Origin | None:
        """Where something of the blog is here. What is not here yet is not remembered: it may come."""
        name = (source, str(key))
        if name in self._known:
            self._known.move_to_end(name)
            return self._known[name]
        found = Origin.objects.filter(site=self.site, source=source, key=str(key)).first()
        if found is not None:
            self._known[name] = found
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return found

    def forget(self) -> None:
        """What was remembered may have been rolled back."""
        self._known.clear()

    # What bodies ask (`almacms.wordpress.bodies.Surroundings`)

    def picture(self, number: int, address: str) -> Picture | None:
        origin = self._file(number, address)
        if origin is None or origin.kind != Origin.Kind.PICTURE:
            return None
        image = CustomImage.objects.filter(pk=origin.target).only("pk", "description").first()
        if image is None:
            return None
        item = self.spool.numbered(int(origin.key))
        return Picture(image.pk, image.description, item.excerpt.strip() if item else "")

    def document(self, number: int, address: str) -> tuple[int, str] | None:
        origin = self._file(number, address)
        if origin is None or origin.kind != Origin.Kind.DOCUMENT:
            return None
        document = get_document_model().objects.filter(pk=origin.target).only("pk", "title").first()
        return (document.pk, document.title) if document else None

    def _file(self, number: int, address: str) -> Origin | None:
        if number and (origin := self.origin("attachment", number)):
            return origin
        path = path_of(address, self.blog) if address else None
        if not path:
            return None
        for candidate in dict.fromkeys([path, *plain_file(path)]):
            stood = self.spool.at(candidate)
            if stood and stood[0] in {"file", "attachment"}:
                return self.origin("attachment", stood[1])
        return None

    def link(self, address: str) -> Mapping[str, str] | None:
        path = path_of(address, self.blog)
        if path is None:
            return None
        if path in {"/", base_path(self.blog) or "/"}:
            return {"href": "/"}
        candidates = [path, *plain_file(path)] if "?" not in path else [path]
        stood = next((found for each in candidates if (found := self.spool.at(each))), None)
        if stood is None:
            self.warnings.append((Reason.LINK_MISSING, path))
            return None
        attributes = self.target(*stood)
        if attributes is None:
            self.is_resolved = False
        return attributes

    def title(self, address: str) -> str:
        path = path_of(address, self.blog)
        stood = self.spool.at(path) if path else None
        item = self.spool.numbered(int(stood[1])) if stood and stood[0] == "item" else None
        return words(item.title) if item else ""

    def kept_address(self, address: str) -> str:
        path = path_of(address, self.blog)
        return path if path and self.spool.at(path) else ""

    def target(self, kind: str, key: str) -> Mapping[str, str] | None:
        """The attributes of a link to something of the blog, None while it is not here."""
        source = "attachment" if kind == "file" else kind
        origin = self.origin(source, key)
        if origin is None:
            return None
        if origin.kind == Origin.Kind.PAGE:
            return {"linktype": "page", "id": str(origin.target)}
        if origin.kind == Origin.Kind.DOCUMENT:
            return {"linktype": "document", "id": str(origin.target)}
        address = self.address(origin)
        return {"href": address} if address else None

    @staticmethod
    def address(origin: Origin) -> str:
        """The path of something that is no page, empty when it is gone."""
        if origin.kind == Origin.Kind.PICTURE:
            # Readers are given no file as it was uploaded.
            image = CustomImage.objects.filter(pk=origin.target).first()
            return next((file.url for file in renditions_of(image, [SHOWN])), "") if image else ""
        if origin.kind == Origin.Kind.DOCUMENT:
            document = get_document_model().objects.filter(pk=origin.target).first()
            return document.url if document else ""
        if origin.kind == Origin.Kind.PERSON:
            slug = Person.objects.filter(pk=origin.target).values_list("slug", flat=True).first()
            return reverse("person", args=[slug]) if slug else ""
        slug = Topic.objects.filter(pk=origin.target).values_list("slug", flat=True).first()
        return reverse("topic", args=[slug]) if slug else ""

    def attached(self, number: int) -> list[int]:
        children = self.spool.children(number, "attachment")
        return [child.number for child in children if self.picture(child.number, "") is not None]

    def reusable(self, number: int) -> str:
        item = self.spool.numbered(number)
        return item.content if item and item.type == "wp_block" and item.status == "publish" else ""
