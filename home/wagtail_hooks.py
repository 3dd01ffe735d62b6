"""The site's own look in the editorial interface, and nothing in it that leads to English pages."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

ENGLISH_PAGES = ("whats-new-in-wagtail", "editor-guide")


@hooks.register("insert_global_admin_css")
def colours() -> SafeString:
    """The public site's forest green and clay."""
    return format_html('<link rel="stylesheet" href="{}">', static("home/css/admin.css"))


@hooks.register("construct_help_menu")
def leave_english_pages_out(_request: HttpRequest, items: list) -> None:
    """Wagtail's release notes and guide are in English; our guide is the newsroom's own."""
    items[:] = [item for item in items if not item.name.startswith(ENGLISH_PAGES)]
