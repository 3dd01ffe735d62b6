"""The body of an interview: a stream of exchanges."""

import textwrap
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import get_text_for_indexing

from almacms.people.models import Person
from almacms.publications.blocks import EmbedBlock, HeadingBlock, PictureBlock

from .widgets import SpeakerInput

ANSWER_FEATURES = ["bold", "italic", "link", "code", "english", "ol", "ul"]


class SpeakerBlock(blocks.FieldBlock):
    """Who speaks: the identifier of a `Person` declared as a speaker of the page.

    Not a chooser: the editor offers the page's speakers and nobody else, and the page already has them loaded.
    """

    def __init__(self, required: bool = True, help_text: str | None = None, **kwargs: Any) -> None:
        self.is_required, self.help_text = required, help_text
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> forms.Field:
        return forms.IntegerField(
            widget=SpeakerInput(),
            error_messages={"required": _("Say who speaks.")},
            required=self.is_required,
            help_text=self.help_text or "",
        )

    def extract_references(self, value: int | None) -> Iterator[tuple[type[Person], str, str, str]]:
        """So that the library of people knows where each of them speaks."""
        if value is not None:
            yield Person, str(value), "", ""

    class Meta:
        icon = "user"
        label = _("Speaker")


class SamplePage:
    """What stands for the page when a block is shown in the picker: one speaker, who says everything."""

    def speaker(self, _person: int | None) -> SimpleNamespace:
        return SimpleNamespace(name="Camille", initials="Ca", key="camille", position=1, color=1)

    def speaker_keys(self, _exchange: object) -> str:
        return "1"


class SpokenBlock(blocks.StructBlock):
    """A block in which somebody speaks: knows the speaker as the page declares them."""

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        page = context.get("page")
        context["speaker"] = page.speaker(value.get("speaker")) if hasattr(page, "speaker") else None
        return context

    def get_preview_context(self, value, parent_context=None):
        return {**super().get_preview_context(value, parent_context), "page": SamplePage()}


class TurnBlock(SpokenBlock):
    """What one speaker says, at one go."""

    speaker = SpeakerBlock()
    text = blocks.RichTextBlock(label=_("Answer"), features=ANSWER_FEATURES)

    class Meta:
        icon = "openquote"
        label = _("Answer")
        label_format = "{text}"
        description = _("What one speaker says. Pick the speaker, then write.")
        template = "blocks/turn.html"
        preview_value = {"speaker": None, "text": "<p>Nous avons commencé à six, dans deux bureaux prêtés.</p>"}


class PullQuoteBlock(SpokenBlock):
    """A sentence worth being seen from afar, and who said it."""

    text = blocks.TextBlock(label=_("Sentence"), rows=2, help_text=_("Without quotation marks: the page draws them."))
    speaker = SpeakerBlock()

    class Meta:
        icon = "openquote"
        label = _("Pull quote")
        label_format = "{text}"
        description = _("A sentence of the interview, drawn large.")
        template = "blocks/pull_quote.html"
        preview_value = {"speaker": None, "text": "Une coopérative, c’est une conversation qui dure."}


class RepliesBlock(blocks.StreamBlock):
    """What comes under a question."""

    turn = TurnBlock()
    picture = PictureBlock()
    pull_quote = PullQuoteBlock()

    class Meta:
        label = _("Answers")
        required = False


class ExchangeValue(blocks.StructValue):
    """A question with its replies."""

    def speakers(self) -> list[int]:
        """Identifiers of those who speak in it, each once, in order."""
        replies = (reply.value.get("speaker") for reply in self["replies"] if reply.block_type != "picture")
        return list(dict.fromkeys(speaker for speaker in replies if speaker is not None))

    def first_words(self, speaker: int, length: int) -> str:
        """The beginning of what a speaker answers, as plain text; of what they are quoted for when only quoted."""
        said = [
            (reply.block_type, reply.value["text"])
            for reply in self["replies"]
            if reply.block_type != "picture" and reply.value.get("speaker") == speaker
        ]
        turn = next((text for kind, text in said if kind == "turn"), None)
        quote = next((text for kind, text in said if kind == "pull_quote"), "")
        text = quote if turn is None else get_text_for_indexing(turn.source)
        return textwrap.shorten(text, length, placeholder="…", break_on_hyphens=False)


def exchange_key(block_id: str | None) -> str:
    """The last word of the address of an exchange: stands on the block's identity, so that editing keeps it."""
    return (block_id or "apercu")[:8]


def exchange_anchor(block_id: str | None) -> str:
    """What follows # in the address of an interview, to lead to an exchange."""
    return f"q-{exchange_key(block_id)}"


class ExchangeBlock(blocks.StructBlock):
    """A question and its answers, which move together."""

    question = blocks.CharBlock(label=_("Question"), max_length=400)
    replies = RepliesBlock(label=_("Answers"))

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        page = context.get("page")
        context["anchor"] = exchange_anchor(context.get("id"))
        context["permalink"] = page.permalink(context.get("id")) if hasattr(page, "permalink") else ""
        context["speaker_keys"] = page.speaker_keys(value) if hasattr(page, "speaker_keys") else ""
        return context

    def get_preview_context(self, value, parent_context=None):
        return {**super().get_preview_context(value, parent_context), "page": SamplePage()}

    class Meta:
        icon = "help"
        label = _("Question and answers")
        label_format = "{question}"
        description = _("A question, then what each speaker answers.")
        value_class = ExchangeValue
        template = "blocks/exchange.html"
        preview_value = {
            "question": "Comment décidez-vous à cinquante ?",
            "replies": [("turn", {"speaker": None, "text": "<p>En prenant le temps d’en parler avant.</p>"})],
        }


class InterludeBlock(blocks.RichTextBlock):
    """A text of the editor between two exchanges."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": ANSWER_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Interlude")
        description = _("A text of yours between two questions: context, a change of place.")
        template = "blocks/interlude.html"
        preview_value = "<p>La visite continue dehors, sous les noisetiers.</p>"


class InterviewBody(blocks.StreamBlock):
    """Exchanges, and what may stand between them."""

    exchange = ExchangeBlock()
    heading = HeadingBlock()
    interlude = InterludeBlock()
    picture = PictureBlock()
    embed = EmbedBlock()

    class Meta:
        # A page opens on its questions, not on a wall of answers.
        collapsed = True
