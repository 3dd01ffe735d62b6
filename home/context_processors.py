"""What base.html shows on every page."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .furniture import furniture_for


def site(request: HttpRequest) -> dict[str, object]:
    """`site`, read only by the templates that draw it."""
    return {"site": SimpleLazyObject(lambda: furniture_for(request))}
