"""The form that an import begins with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .mapping import BadMapping, Mapping, read_mappings

LONGEST_MAPPING = 200_000


class ImportForm(forms.Form):
    """An export, and what to do with it."""

    export = forms.FileField(
        label=_("Export"), help_text=_("The .xml file that WordPress gives: Tools, Export, All content.")
    )
    mapping = forms.FileField(
        label=_("Mapping"),
        required=False,
        help_text=_("A .toml file that says which categories and tags are merged, renamed or left out."),
    )
    interviews = forms.CharField(
        label=_("Category of the interviews"),
        required=False,
        max_length=200,
        help_text=_("Its posts become interviews when they read as such. Left empty, all posts become articles."),
    )
    fetch_media = forms.BooleanField(
        label=_("Fetch pictures and files from the blog"),
        required=False,
        help_text=_("The blog must still be online. Otherwise, an operator imports with a copy of its files."),
    )
    is_dry = forms.BooleanField(
        label=_("Only say what would be done"), required=False, help_text=_("Nothing is written; the report tells.")
    )

    def clean_export(self) -> Any:
        """Refuse at once what is no XML: the rest is for the import itself to say."""
        export = self.cleaned_data["export"]
        start = export.read(200).lstrip(b"\xef\xbb\xbf \t\r\n")
        export.seek(0)
        if not start.startswith(b"<"):
            raise forms.ValidationError(_("This is no export of WordPress: it is not XML."))
        return export

    def clean_mapping(self) -> Mapping:
        file = self.cleaned_data.get("mapping")
        if not file:
            return Mapping()
        try:
            return read_mappings([file.read(LONGEST_MAPPING)])
        except BadMapping as error:
            raise forms.ValidationError(_("The mapping cannot be read: %(reason)s") % {"reason": error}) from error

    @property
    def chosen_mapping(self) -> Mapping:
        """The mapping with the category given beside it."""
        stored = self.cleaned_data["mapping"].to_json()
        if category := self.cleaned_data["interviews"].strip():
            stored["interview_categories"] = [*stored["interview_categories"], category]
        return Mapping.from_json(stored)
