"""What changing a picture sets off."""

from functools import partial

from django.db import transaction

from .models import CustomImage
from .services import remake_renditions


def on_image_saved(instance: CustomImage, created: bool, raw: bool, **_others: object) -> None:
    """A new file or focal point asks for new files wherever the picture is shown: made now, not for a reader."""
    if created or raw:
        return
    # Read before the end of the transaction: Wagtail's form deletes them once a new file is saved.
    specs = sorted(set(instance.renditions.values_list("filter_spec", flat=True)))
    transaction.on_commit(partial(remake_renditions, instance, specs), robust=True)
