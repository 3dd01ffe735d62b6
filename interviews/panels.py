"""What the editor of an interview shows beside its fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.panels import MultiFieldPanel, Panel
from wagtail.admin.staticfiles import versioned_static

from almacms.publications.cards import colour_for

from .forms import exchanges_of
from .rules import QUIET_PERCENTAGE, word_shares


class ConsentPanel(MultiFieldPanel):
    """What a speaker agreed to: folded as long as there is nothing to say of it."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        template_name = "interviews/admin/consent_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            fields = [self.form[name] for name in ("display_name", "consent_date", "consent_note")]
            is_filled = any(field.value() or field.errors for field in fields)
            return {**super().get_context_data(parent_context), "is_filled": is_filled}


class SpeechPanel(Panel):
    """How much each speaker says; `speech.js` counts on while one writes, and fills in who they were last time."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "interviews/admin/speech_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            names = {row.person_id: row.person.name for row in self.instance.speakers.all() if row.person_id}
            shares = word_shares(exchanges_of(self.instance.body), names)
            # Written once for the server and for the script, which fills the same places.
            words_text, one_text = _("{words} words, {share} %"), _("{words} word, {share} %")
            warning = _(
                "Says less than {percentage} % of the words: {names}. Check that this is meant; it prevents nothing."
            ).replace("{percentage}", str(QUIET_PERCENTAGE))
            quiet = ", ".join(names[share.speaker] for share in shares if share.is_quiet)
            context.update(
                quiet_percentage=QUIET_PERCENTAGE,
                words_text=words_text,
                one_text=one_text,
                warning_text=warning,
                quiet=warning.replace("{names}", quiet) if quiet else "",
                shares=[
                    {
                        "name": names[share.speaker],
                        "percentage": share.percentage,
                        "color": colour_for(position),
                        "text": (one_text if share.words < 2 else words_text)
                        .replace("{words}", str(share.words))
                        .replace("{share}", str(share.percentage)),
                    }
                    for position, share in enumerate(shares)
                ],
            )
            return context

        @property
        def media(self) -> forms.Media:
            return forms.Media(
                js=[
                    versioned_static("interviews/js/declared-speakers.js"),
                    versioned_static("interviews/js/speech.js"),
                ],
                css={"all": [versioned_static("interviews/css/speech.css")]},
            )
