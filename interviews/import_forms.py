"""How a transcript arrives: a file, or a text pasted."""

from typing import Any

import nh3
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .transcript_messages import refusal_message
from .transcripts import EXTENSIONS, MAX_BYTES, Refusal, Source, read, read_pasted

SHOWN_TAGS = {
    "a", "b", "blockquote", "br", "div", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "i", "img",
    "li", "ol", "p", "pre", "span", "strong", "table", "tbody", "td", "tr", "ul",
}  # fmt: skip


class TranscriptForm(forms.Form):
    """One or the other; what is wrong is said beside it, and a pasted text is given back."""

    file = forms.FileField(
        label=gettext_lazy("A file"),
        required=False,
        help_text=gettext_lazy(".docx, .odt, .html, .md, .txt, .vtt or .srt, 20 MB at most."),
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or a text, pasted here"),
        required=False,
        strip=False,
        help_text=gettext_lazy(
            "From an e-mail, a word processor or a web page: bold, titles, lists and links are kept."
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    markup = forms.CharField(required=False, strip=False, widget=forms.Textarea(attrs={"hidden": True}))

    source: Source

    @property
    def shown_markup(self) -> str:
        """The pasted text as its box shows it again: nothing in it can run, or cover the page."""
        return nh3.clean(
            str(self["markup"].value() or ""),
            tags=SHOWN_TAGS,
            attributes={"*": {"style"}, "a": {"href"}, "img": {"src", "alt"}},
            url_schemes={"http", "https", "mailto", "data"},
            filter_style_properties={"font-weight", "font-style"},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, text, markup = cleaned.get("file"), cleaned.get("text", ""), cleaned.get("markup", "")
        # A box that was emptied keeps a line break.
        pasted = nh3.clean(markup, tags={"img"}).strip()
        if "file" in self.errors:
            return cleaned
        if file and (pasted or text.strip()):
            self.add_error("file", _("Either a file or a text: empty one of the two."))
        elif file:
            self._read("file", lambda: read(file.name, file.read(MAX_BYTES + 1)))
        elif pasted:
            self._read("text", lambda: read_pasted(markup))
        elif text.strip():
            self._read("text", lambda: read("text.txt", text.encode()))
        else:
            self.add_error("file", _("Choose a file, or paste a text below."))
        return cleaned

    def _read(self, field: str, reader: Any) -> None:
        try:
            self.source = reader()
        except Refusal as refusal:
            self.add_error(field, refusal_message(refusal))
