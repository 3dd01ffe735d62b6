"""`{% responsive_picture image "card" alt=text %}`."""

from django import template
from django.utils.safestring import SafeString

from almacms.images.models import CustomImage
from almacms.images.responsive import render_picture

register = template.Library()


@register.simple_tag
def responsive_picture(
    image: CustomImage | None, place: str, alt: str = "", loading: str = "lazy", decorative: bool = False
) -> SafeString:
    """See `almacms.images.responsive.render_picture`."""
    return render_picture(image, place, alt=alt, loading=loading, decorative=decorative)
