"""What is done to pictures beside showing them."""

from collections.abc import Iterable

from wagtail.images.models import Filter

from .models import CustomImage
from .responsive import SOCIAL_FILTER, filters_for, renditions_of


def prepare_renditions(image: CustomImage, *places: str, social: bool = False) -> None:
    """Make the files that these places will show, and the one for shared links, so that no reader waits for them.

    A picture whose file cannot be shown is logged and passed over: a page must publish without it.
    """
    renditions_of(image, [*filters_for(*places), *([SOCIAL_FILTER] if social else [])])


def remake_renditions(image: CustomImage, specs: Iterable[str]) -> None:
    """Make the files of these filters as the picture is today; those that still hold are kept."""
    # Afresh: what was saved may carry renditions read before it changed.
    if current := CustomImage.objects.filter(pk=image.pk).first():
        renditions_of(current, [Filter(spec=spec) for spec in specs])
