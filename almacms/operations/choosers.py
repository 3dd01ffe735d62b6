"""Wagtail's choosers without their inline script, which the content security policy forbids.

The pickers of dates and the inline panels are templates, and have their replacement in templates/wagtailadmin/.
Choosers write their script in Python, all of them in `BaseChooser.render`: that method is replaced here.
"""

import json
from typing import Any

from django.utils.html import escapejs, format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def render(
    self: BaseChooser,
    name: str,
    value: Any,
    attrs: dict[str, Any] | None = None,
    renderer: Any = None,  # noqa: ARG001
) -> SafeString:
    """The chooser, and an element from which operations/admin-widgets.js starts it."""
    identifier = (attrs or {})["id"]
    value_data = self.get_value_data(value)
    starter = "createTaskChooser" if isinstance(self, AdminTaskChooser) else self.js_constructor
    return format_html(
        '{}<span hidden data-controller="legacy-widget" data-legacy-widget-starter-value="{}"'
        ' data-legacy-widget-target-value="{}" data-legacy-widget-options-value="{}"></span>',
        self.render_html(name, value_data, attrs),
        starter,
        identifier,
        escapejs(json.dumps(self.get_js_init_options(identifier, name, value_data))),
    )


def install() -> None:
    BaseChooser.render = render
