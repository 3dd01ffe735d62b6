"""The editorial interface without inline scripts."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def widgets_without_inline_scripts() -> SafeString:
    """The content security policy forbids the scripts that Wagtail writes beside its date pickers and inline panels."""
    return format_html('<script src="{}"></script>', static("operations/admin-widgets.js"))
