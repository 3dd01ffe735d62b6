"""The sizes in which the public site shows pictures, and how a picture becomes markup.

Every place a picture is shown has a name here, so that the files can be made before the first reader comes
(`services.prepare_renditions`) and a page view never has to write one.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Filter

from almacms.prepared import Prepared, identifiers, one_of

from .models import CustomImage, CustomRendition

logger = logging.getLogger(__name__)

MODERN_FORMATS = ("avif", "webp")
FALLBACK_FORMAT = "jpeg"


@dataclass(frozen=True)
class Place:
    """Where a picture is shown: its crops, smallest first, and the `sizes` attribute that picks among them."""

    resizes: tuple[str, ...]
    sizes: str

    @cached_property
    def filters(self) -> list[Filter]:
        """Modern formats in every size; the fallback, for browsers of before 2020, in the largest size only."""
        specs = [f"{resize}|format-{name}" for name in MODERN_FORMATS for resize in self.resizes]
        return [Filter(spec=spec) for spec in [*specs, f"{self.resizes[-1]}|format-{FALLBACK_FORMAT}"]]


PLACES = {
    "cover": Place(("fill-800x343", "fill-1600x686"), "(min-width: 78rem) 72rem, 94vw"),
    "card": Place(("fill-480x320", "fill-960x640"), "(min-width: 62rem) 24rem, (min-width: 42rem) 46vw, 94vw"),
    "feature": Place(("fill-480x320", "fill-960x640"), "(min-width: 58rem) 34rem, 94vw"),
    "body": Place(("width-640", "width-1280"), "(min-width: 48rem) 46rem, 94vw"),
    "portrait": Place(("fill-96x96", "fill-240x240"), "(min-width: 46rem) 7.5rem, 6rem"),
}

SOCIAL = "social"
"""The place of the picture that goes with a shared link: a single file, of which a page only writes the address."""
SOCIAL_FILTER = Filter(spec="fill-1200x630|format-jpeg")
COLUMNS = [field.attname for field in CustomRendition._meta.concrete_fields]


def filters_for(*places: str) -> list[Filter]:
    """The filters of these places, each once.

    Raises:
        KeyError: a place has no such name.
    """
    return list(dict.fromkeys(f for place in places for f in PLACES[place].filters))


def specs_of(place: str) -> set[str]:
    """How the files of a place are made.

    Raises:
        KeyError: no place has such a name.
    """
    return {each.spec for each in ([SOCIAL_FILTER] if place == SOCIAL else PLACES[place].filters)}


def prefetch_renditions(pictures: Iterable[tuple[CustomImage | None, str]]) -> None:
    """Load the files of pictures, each in the place where it is shown, in one query.

    Args:
        pictures: with a key of `PLACES`, or `SOCIAL`. One that is shown in several places comes once for each.
    """
    # By identity: a page may hold several copies of one picture, each of which is asked for its files.
    copies: dict[int, dict[int, CustomImage]] = {}
    wanted: dict[int, set[str]] = {}
    for image, place in pictures:
        if image is not None:
            copies.setdefault(image.pk, {})[id(image)] = image
            wanted.setdefault(image.pk, set()).update(specs_of(place))
            image.prefetched_renditions = []
    if not copies:
        return
    for pk, spec, *values in FILES(len(copies), **identifiers(copies)):
        # A picture has files for every place; those of this page are a third of them, and rows are made for no other.
        if spec in wanted[pk]:
            rendition = CustomRendition.from_db(CustomRendition.objects.db, COLUMNS, values)
            shown = list(copies[pk].values())
            rendition.image = shown[0]
            for image in shown:
                image.prefetched_renditions.append(rendition)


FILES: Prepared[Any] = Prepared(
    lambda count: CustomRendition.objects.filter(one_of("image", count)).values_list("image", "filter_spec", *COLUMNS)
)


def renditions_of(image: CustomImage, filters: Iterable[Filter]) -> list[CustomRendition]:
    """A picture's files, in the order of the filters; none when they cannot be made.

    A file may be gone, damaged, or of a kind that no library foresaw: a page must show, and publish, without it.
    """
    try:
        return list(image.get_renditions(*filters).values())
    except Exception:
        logger.warning("The file of picture %s (%s) cannot be shown", image.pk, image.title, exc_info=True)
        return []


def social_url(image: CustomImage | None) -> str:
    """The absolute address of a picture as a shared link shows it; empty when there is none to show."""
    renditions = renditions_of(image, [SOCIAL_FILTER]) if image is not None else []
    return renditions[0].full_url if renditions else ""


def render_picture(
    image: CustomImage | None, place: str, *, alt: str = "", loading: str = "lazy", decorative: bool = False
) -> SafeString:
    """The `<picture>` of an image for a place; empty when there is no image or its file cannot be shown.

    Args:
        image: the picture, or None.
        place: a key of `PLACES`.
        alt: the alternative text of this use.
        decorative: the alternative text is empty on purpose; tells it to the editor's content checks.
        loading: "lazy", or "eager" for the picture that opens a page.
    """
    if image is None:
        return SafeString("")
    chosen = PLACES[place]
    renditions = renditions_of(image, chosen.filters)
    if not renditions:
        return SafeString("")
    *modern, fallback = renditions
    attrs = {"alt": alt, "decoding": "async", "loading": loading, "src": fallback.url}
    attrs |= {"height": fallback.height, "width": fallback.width}
    if decorative:
        attrs["data-decorative"] = ""
    if loading == "eager":
        attrs["fetchpriority"] = "high"
    sources = "".join(
        _tag("source", {"sizes": chosen.sizes, "srcset": srcset, "type": f"image/{name}"})
        for name, srcset in _srcsets(modern, len(chosen.resizes))
    )
    return mark_safe(f"<picture>{sources}{_tag('img', attrs)}</picture>")


def _tag(name: str, attrs: Mapping[str, object]) -> str:
    """An element without contents, its attributes escaped. Django's own way takes longer than the picture's query."""
    written = "".join(f' {key}="{escape(str(value))}"' for key, value in attrs.items())
    return f"<{name}{written}>"


def _srcsets(renditions: list[CustomRendition], sizes: int) -> Iterator[tuple[str, str]]:
    """The files of each modern format by their widths: a small original gives the same one for every size.

    Wagtail's `Picture` writes them all, and `sizes` on the fallback, which has no choice: neither is HTML.
    """
    for place, name in enumerate(MODERN_FORMATS):
        widths = {rendition.width: rendition.url for rendition in renditions[place * sizes : (place + 1) * sizes]}
        yield name, ", ".join(f"{url} {width}w" for width, url in widths.items())
