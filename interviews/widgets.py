"""The editor's way of saying who speaks."""

from django import forms
from django.utils.functional import cached_property
from wagtail.admin.staticfiles import versioned_static


class SpeakerInput(forms.HiddenInput):
    """A button for each speaker declared on the page, also one added a moment ago; `speaker-input.js` draws them."""

    input_type = "hidden"
    template_name = "interviews/widgets/speaker_input.html"

    @property
    def is_hidden(self) -> bool:
        """The field is seen: it keeps its label and its errors."""
        return False

    @cached_property
    def media(self) -> forms.Media:
        return forms.Media(
            js=[
                versioned_static("interviews/js/declared-speakers.js"),
                versioned_static("interviews/js/speaker-input.js"),
                versioned_static("interviews/js/turn-tools.js"),
            ],
            css={"all": [versioned_static("interviews/css/speaker-input.css")]},
        )
