"""What the bodies of several publications point at, read in one query for each kind of thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wagtail.documents import get_document_model
from wagtail.models import Page, Site
from wagtail_footnotes.models import Footnote

from almacms.images.models import CustomRendition
from almacms.images.responsive import PLACES
from almacms.page_cache.recording import depends_on

from ..blocks.media import AUDIO
from ..contents import PICTURE_KEYS
from ..freshness import depends_on_links
from ..restrictions import visible

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.documents.models import AbstractDocument

    from ..models import Publication

COVER_SPEC, BODY_SPEC = (PLACES[place].filters[-1].spec for place in ("cover", "body"))
"""The files of one size that every programme can show; publishing makes them."""
LINK = re.compile(r"<a\b[^>]*>")


@dataclass(frozen=True)
class Picture:
    """A picture as a file elsewhere."""

    url: str
    width: int
    height: int
    credit: str
    rendition: CustomRendition = field(repr=False, compare=False)

    content_type = "image/jpeg"

    @property
    def length(self) -> int:
        """Bytes; 0 when the file cannot be found."""
        try:
            return self.rendition.file.size
        except OSError:
            return 0


@dataclass(frozen=True)
class File:
    """A document of the library, as it is taken away."""

    title: str
    url: str
    content_type: str
    length: int
    """Bytes; 0 when they were never counted."""
    is_sound: bool


@dataclass
class Targets:
    """What can be pointed at, under whole addresses. What is not in it is gone, or not for every reader."""

    site: Site | None = None
    root_url: str = ""
    pictures: dict[tuple[int, str], Picture] = field(default_factory=dict)
    documents: dict[int, File] = field(default_factory=dict)
    pages: dict[int, str] = field(default_factory=dict)
    notes: dict[tuple[int, str], str] = field(default_factory=dict)
    """The texts of footnotes by page and identifier, as they are stored."""

    def absolute(self, address: str) -> str:
        """The whole of an address of this site; others as they are."""
        return f"{self.root_url}{address}" if address.startswith("/") and not address.startswith("//") else address

    def page_url(self, page: Page) -> str:
        """The whole address of a page; empty when the site does not have it."""
        parts = page.get_url_parts()
        return self.absolute(page.get_url(current_site=self.site)) if parts else ""


@dataclass
class _Wanted:
    pictures: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)
    with_notes: set[int] = field(default_factory=set)


def raw_body(publication: Publication) -> list[dict[str, Any]]:
    """The body as it is stored, without reading anything that it points at."""
    body = getattr(publication, "body", None)
    return [] if body is None else list(body.raw_data)


def gather(publications: Iterable[Publication], *, request: HttpRequest | None = None) -> Targets:
    """Read what these publications point at: four queries at most, whatever their number.

    Args:
        publications: as their own types, with their covers.
        request: the one being answered, which says on which site; the default site without one.
    """
    publications = list(publications)
    site = Site.find_for_request(request) if request else Site.objects.filter(is_default_site=True).first()
    targets = Targets(site, site.root_url if site else "")
    wanted = _Wanted()
    for publication in publications:
        if publication.cover_id:
            wanted.pictures.add(publication.cover_id)
        for key, value in _values(raw_body(publication)):
            _collect(key, value, wanted, publication.pk)
    _read_notes(targets, wanted)
    depends_on_links(wanted.pages)
    depends_on(*(f"image:{pk}" for pk in wanted.pictures), *(f"document:{pk}" for pk in wanted.documents))
    _read_pictures(targets, wanted.pictures)
    if wanted.documents:
        documents = get_document_model().objects.filter(pk__in=wanted.documents)
        targets.documents = {each.pk: _file(each, targets) for each in documents}
    if wanted.pages:
        found = visible(Page.objects.filter(pk__in=wanted.pages))
        targets.pages = {page.pk: url for page in found if (url := targets.page_url(page))}
    return targets


def _file(document: AbstractDocument, targets: Targets) -> File:
    return File(
        title=document.title,
        url=targets.absolute(document.url),
        content_type=document.content_type,
        # As it is stored: Wagtail's own method may write it.
        length=document.file_size or 0,
        is_sound=document.file_extension.lower() in AUDIO,
    )


def _values(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _values(inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _values(inner, key)
    else:
        yield key, value


def _collect(key: str, value: Any, wanted: _Wanted, page_id: int) -> None:
    if key in PICTURE_KEYS and isinstance(value, int):
        wanted.pictures.add(value)
    elif key == "document" and isinstance(value, int):
        wanted.documents.add(value)
    elif isinstance(value, str) and "<" in value:
        if "<footnote" in value:
            wanted.with_notes.add(page_id)
        for tag in LINK.findall(value):
            identifier = re.search(r'\bid="(\d+)"', tag)
            if identifier and 'linktype="page"' in tag:
                wanted.pages.add(int(identifier[1]))
            elif identifier and 'linktype="document"' in tag:
                wanted.documents.add(int(identifier[1]))


def _read_notes(targets: Targets, wanted: _Wanted) -> None:
    if wanted.with_notes:
        for note in Footnote.objects.filter(page__in=wanted.with_notes):
            targets.notes[note.page_id, str(note.uuid)] = note.text
            _collect("text", note.text, wanted, note.page_id)


def _read_pictures(targets: Targets, wanted: set[int]) -> None:
    if not wanted:
        return
    renditions = CustomRendition.objects.filter(image__in=wanted, filter_spec__in=[COVER_SPEC, BODY_SPEC])
    # Of two that differ by the point of interest, the latest made.
    for rendition in renditions.select_related("image").order_by("pk"):
        targets.pictures[rendition.image_id, rendition.filter_spec] = Picture(
            targets.absolute(rendition.url), rendition.width, rendition.height, rendition.image.credit, rendition
        )
