"""What is done to pictures beside showing them."""

from .models import CustomImage
from .responsive import SOCIAL_FILTER, filters_for, renditions_of


def prepare_renditions(image: CustomImage, *places: str, social: bool = False) -> None:
    """Make the files that these places will show, and the one for shared links, so that no reader waits for them.

    A picture whose file cannot be shown is logged and passed over: a page must publish without it.
    """
    renditions_of(image, [*filters_for(*places), *([SOCIAL_FILTER] if social else [])])
