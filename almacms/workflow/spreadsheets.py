"""What people wrote, taken away as a file that a spreadsheet opens."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula (OWASP, CSV Injection)."""


class DisarmedExportMixin(SpreadsheetExportMixin):
    """Wagtail's exports, in whose CSV a name or a comment is never a formula; it disarms those of XLSX itself."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        text = super().preprocess_field_value(field, value, export_format)
        if export_format == self.FORMAT_CSV and isinstance(text, str) and text.startswith(FORMULA_SIGNS):
            return f"'{text}"
        return text
