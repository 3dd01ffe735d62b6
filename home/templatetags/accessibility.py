"""What the foot of every page says of the site's accessibility."""

from django import template
from django.utils.translation import gettext as _

from home.statement.audit import State, read

register = template.Library()


@register.simple_tag
def accessibility_state() -> str:
    """The words that article 6 of the decree 2019-768 wants on every page."""
    return {
        State.FULL: _("Accessibility: fully compliant"),
        State.PARTIAL: _("Accessibility: partially compliant"),
        State.NONE: _("Accessibility: not compliant"),
    }[read().state]
