"""Posts that are interviews: the transcripts' own rules read them."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from html import escape
from typing import Any
from uuid import uuid5

from django.conf import settings
from django.utils.text import slugify

from almacms.accounts.models import User
from almacms.images.models import CustomImage
from interviews.imports import Importer, fitting
from interviews.matching import match_speakers
from interviews.models import InterviewPage, InterviewSpeaker
from interviews.transcript_messages import warning_message
from interviews.transcripts import Refusal, Transcript, read_pasted, transcript_of, understand
from interviews.transcripts.transcript import Doubt, PlacedPicture

from .bodies.convert import NAMESPACE
from .drafts import PageDraft
from .mapping import Mapping
from .reasons import Reason
from .wxr import Item

FEWEST_EXCHANGES = 3
PICTURE = b"\x89PNG\r\n\x1a\nlibrary:"
"""Stands for a picture of the library in the HTML that the rules read: they know pictures by their first bytes."""


class NotAnInterview(Exception):  # noqa: N818 (it is an article)
    """A post that cannot be published as an interview; the text says why."""


@dataclass
class InterviewDraft(PageDraft):
    """An interview as it will be written."""

    transcript: Transcript | None = None
    pictures: dict[str, Any] = field(default_factory=dict)
    embeds: list[dict[str, Any]] = field(default_factory=list)


def is_meant(item: Item, mapping: Mapping) -> bool:
    """Whether the post is in a category of interviews."""
    wanted = {slugify(name) for name in mapping.interview_categories}
    return any(taxonomy == "category" and {slug, slugify(name)} & wanted for taxonomy, slug, name in item.terms)


def as_interview(draft: PageDraft, *, is_meant: bool) -> InterviewDraft | None:
    """The same post as an interview; None when it does not read as one.

    Args:
        is_meant: somebody filed it as one: one exchange is enough.
    """
    try:
        source = read_pasted(_html(draft))
    except Refusal:
        return None
    transcript = transcript_of(understand(source, interviewers=[settings.WAGTAIL_SITE_NAME]))
    turns = [turn for exchange in transcript.exchanges for turn in exchange.turns]
    fewest = 1 if is_meant else FEWEST_EXCHANGES
    if len(transcript.exchanges) < fewest or not transcript.speakers or not all(turn.speaker for turn in turns):
        return None
    interview = InterviewDraft(**draft.__dict__)
    interview.transcript, interview.pictures = transcript, dict(source.pictures)
    interview.embeds = [block for block in draft.blocks if block["type"] == "embed"]
    if not interview.lead:
        interview.lead = fitting(transcript.lead, 600, by_sentence=True)[0]
    said = {warning_message(warning) for warning in transcript.warnings if warning.code is not Doubt.NO_TITLE}
    interview.warnings = [*draft.warnings, *((Reason.INTERVIEW_DOUBT, text) for text in sorted(said))]
    return interview


def _html(draft: PageDraft) -> str:
    """The blocks as plain HTML, in which the rules find questions and answers."""
    return "".join(_block_html(block["type"], block["value"]) for block in draft.blocks)


def _block_html(kind: str, value: Any) -> str:
    if kind == "paragraph":
        # The rules read links to the web alone.
        return re.sub(r"<a (?:id|linktype)=[^>]*>(.*?)</a>", r"\1", value)
    if kind == "heading":
        return f"<h{value['level']}>{escape(value['text'])}</h{value['level']}>"
    if kind == "picture":
        return _picture_html(value)
    if kind == "gallery":
        return "".join(_picture_html(item["value"]) for item in value["pictures"])
    if kind in {"quotation", "highlight"}:
        return value["text"] + (f"<p>{escape(value['source'])}</p>" if value["source"] else "")
    if kind == "table":
        rows = [[column["heading"] for column in value["columns"]], *(row["values"] for row in value["rows"])]
        return "".join(f"<p>{' | '.join(re.sub('</?p>', '', cell) for cell in row)}</p>" for row in rows)
    if kind == "code":
        return f"<pre>{escape(value['code'])}</pre>"
    return value.get("html", "") if kind == "kept_html" else ""


def _picture_html(value: dict[str, Any]) -> str:
    image = value["image"]
    data = b64encode(PICTURE + str(image["image"]).encode()).decode()
    caption = f"<figcaption>{escape(value['caption'])}</figcaption>" if value["caption"] else ""
    alt = escape(image["alt_text"])
    return f'<figure><img src="data:image/png;base64,{data}" alt="{alt}">{caption}</figure>'


class BlogImporter(Importer):
    """The transcripts' importer, for pictures that are in the library already."""

    def _image(self, placed: PlacedPicture) -> CustomImage | None:
        picture = self.pictures.get(placed.picture)
        number = picture.content.removeprefix(PICTURE) if picture else b""
        image = CustomImage.objects.filter(pk=int(number)).first() if number.isdigit() else None
        if image is not None and picture is not None:
            image.contextual_alt_text, image.decorative = picture.description, not picture.description
        return image

    def cast(self) -> list[InterviewSpeaker]:
        """The speakers, found among people or made."""
        for match in match_speakers(speaker.name for speaker in self.transcript.speakers):
            self._cast(match, {})
        return self._declared()

    def body(self) -> Any:
        """The exchanges, once the speakers are cast."""
        return self._body()


def fill_interview(page: InterviewPage, draft: InterviewDraft, user: User | None) -> None:
    """Give an interview its speakers and its exchanges; its blocks keep their identities at every import."""
    transcript = draft.transcript
    if transcript is None:
        raise NotAnInterview
    importer = BlogImporter(transcript, draft.pictures, user, [])
    declared = importer.cast()
    standing = {row.person_id: row for row in page.speakers.all()}
    for row in declared:
        if row.person_id in standing:
            standing[row.person_id].role = row.role
    page.speakers = [standing.get(row.person_id, row) for row in declared]
    page.body = importer.body()
    raw = list(page.body.get_prep_value())
    _name(raw, f"{draft.number}/interview")
    page.body = page.body.stream_block.to_python([*raw, *draft.embeds])


def _name(blocks: list[dict[str, Any]], path: str) -> None:
    for place, block in enumerate(blocks):
        block["id"] = str(uuid5(NAMESPACE, f"{path}/{place}"))
        if isinstance(block["value"], dict) and isinstance(block["value"].get("replies"), list):
            _name(block["value"]["replies"], f"{path}/{place}")
