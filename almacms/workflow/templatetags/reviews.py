"""What templates of the editorial interface ask of a running review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from ..panels import Shown, shown_in_editor

if TYPE_CHECKING:
    from wagtail.models import Page

register = template.Library()


@register.simple_tag(takes_context=True)
def review_of(context: dict[str, Any], page: Page) -> Shown | None:
    """The running review of a page as the person who looks should see it; None when there is none."""
    return shown_in_editor(context["request"], page)
