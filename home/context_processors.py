"""What base.html shows on every page."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .furniture import furniture_for


def site(request: HttpRequest) -> dict[str, object]:
    """`site`, read only by the templates that draw it; what is true of few requests, which others do not even say."""
    return {
        "site": SimpleLazyObject(lambda: furniture_for(request)),
        "is_personal_link": getattr(request, "is_personal_link", False),
        "shared_draft": getattr(request, "shared_draft", None),
    }
