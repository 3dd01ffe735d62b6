"""What pages are made from: pictures, documents, people and topics, found by their natural keys or made."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import Storage
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model

from almacms.accounts.models import User
from almacms.images.models import CustomImage
from almacms.people.models import Person, PersonLink
from almacms.publications.models import Topic

from . import pictures, sources
from .markup import rich_text

Say = Callable[[str], None]


class DemoLibrary:
    """Makes what a page asks for when it is first asked for, and remembers the files it wrote.

    Nothing that exists is changed: a picture is found by its title, a person and a topic by their slug.
    """

    def __init__(self, *, say: Say, owner: User, picture_width: int | None = None) -> None:
        self.say = say
        self.owner = owner
        self.picture_width = picture_width
        self._pictures: dict[str, CustomImage] = {}
        self._people: dict[str, Person] = {}
        self._topics: dict[str, Topic] = {}
        self._files: list[tuple[Storage, str]] = []

    @cached_property
    def _picture_table(self) -> dict[str, dict]:
        return sources.table("pictures")

    @cached_property
    def _people_table(self) -> dict[str, dict]:
        return sources.table("people")

    @cached_property
    def _topic_table(self) -> dict[str, dict]:
        return sources.table("topics")

    # Pictures and documents

    def picture(self, name: str) -> CustomImage:
        if name not in self._pictures:
            known = CustomImage.objects.filter(title=self._picture_table[name]["title"]).first()
            self._pictures[name] = known or self._draw(name)
        return self._pictures[name]

    def _draw(self, name: str) -> CustomImage:
        entry = self._picture_table[name]
        self.say(_("Drawing “%(title)s”…") % {"title": entry["title"]})
        jpeg = pictures.draw(name, width=self.picture_width)
        image = CustomImage(
            title=entry["title"],
            description=entry["description"],
            credit=entry.get("credit", ""),
            uploaded_by_user=self.owner,
            file=ImageFile(ContentFile(jpeg), name=f"{name}.jpg"),
        )
        if focus := entry.get("focus"):
            across, down, wide, high = focus
            image.focal_point_x, image.focal_point_y = round(image.width * across), round(image.height * down)
            image.focal_point_width, image.focal_point_height = round(image.width * wide), round(image.height * high)
        image.save()
        self._files.append((image.file.storage, image.file.name))
        return image

    def picture_id(self, name: str) -> int:
        return self.picture(name).pk

    def picture_alt(self, name: str) -> str:
        return self._picture_table[name]["description"]

    def document_id(self, name: str) -> int:
        model = get_document_model()
        known = model.objects.filter(title=name).first()
        if known is None:
            content = ContentFile(sources.document_file(name).read_bytes(), name=name)
            known = model.objects.create(title=name, file=content, uploaded_by_user=self.owner)
            self._files.append((known.file.storage, known.file.name))
        return known.pk

    def discard_files(self) -> None:
        """Remove the files written by a load that failed: the rows that named them are gone."""
        for storage, name in self._files:
            storage.delete(name)

    # People and topics

    def person(self, slug: str) -> Person:
        if slug not in self._people:
            self._people[slug] = Person.objects.filter(slug=slug).first() or self._introduce(slug)
        return self._people[slug]

    def _introduce(self, slug: str) -> Person:
        entry = self._people_table[slug]
        person = Person(
            slug=slug,
            name=entry["name"],
            role=entry["role"],
            organisation=entry["organisation"],
            biography=rich_text(entry["biography"]),
            portrait=self.picture(entry["portrait"]) if "portrait" in entry else None,
        )
        person.links = [PersonLink(**link) for link in entry.get("links", [])]
        person.full_clean()
        person.save()
        return person

    def person_id(self, slug: str) -> int:
        return self.person(slug).pk

    def topic(self, slug: str) -> Topic:
        if slug not in self._topics:
            entry = self._topic_table[slug]
            self._topics[slug] = Topic.objects.get_or_create(slug=slug, defaults=entry)[0]
        return self._topics[slug]
