"""What is done to pictures beside showing them."""

import logging

from wagtail.images.models import SourceImageIOError

from .models import CustomImage
from .responsive import SOCIAL_FILTER, filters_for

logger = logging.getLogger(__name__)


def prepare_renditions(image: CustomImage, *places: str, social: bool = False) -> None:
    """Make the files that these places will show, and the one for shared links, so that no reader waits for them.

    A picture whose file is gone is logged and passed over: a page must publish without it.
    """
    filters = [*filters_for(*places), *([SOCIAL_FILTER] if social else [])]
    try:
        image.get_renditions(*filters)
    except SourceImageIOError:
        logger.warning("The file of picture %s (%s) cannot be read", image.pk, image.title)
