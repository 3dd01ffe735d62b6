"""What a post or a page will be here, worked out before anything is written."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import unquote
from uuid import uuid5

from django.utils import timezone
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext

from almacms.people.models import Person
from almacms.people.names import slug_for
from almacms.publications.models import Topic
from interviews.imports import fitting

from .bodies import Source, Target, convert
from .bodies.convert import NAMESPACE
from .bodies.inline import text_html, words
from .filing import digest_of
from .mapping import Mapping
from .reasons import Reason
from .surroundings import SiteSurroundings
from .wxr import Item
from .wxr.reader import whole
from .wxr.records import moment, says_a_date

VERSION = 2
"""Of the rules that make a page of an item: raised when they change, so that what was imported follows."""
TITLE, LEAD, SUMMARY = 255, 600, 300
LIVE = {"publish", "private"}
STATUSES = {*LIVE, "draft", "pending", "future"}
UNFINISHED = {"auto-draft", "inherit"}


@dataclass
class PageDraft:
    """A page as it will be written."""

    number: int
    title: str
    slug: str
    lead: str = ""
    summary: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    date: datetime | None = None
    modified: datetime | None = None
    status: str = "draft"
    """“live”, “scheduled”, “review” or “draft”."""
    restriction: str = ""
    """“login” or “password”; empty for what anybody may read."""
    password: str = ""
    people: list[int] = field(default_factory=list)
    topics: list[int] = field(default_factory=list)
    cover: int | None = None
    cover_alt: str = ""
    cover_caption: str = ""
    warnings: list[tuple[str, str]] = field(default_factory=list)
    is_resolved: bool = True

    def digest(self) -> str:
        """Of what it says."""
        return digest_of({**self.__dict__, "warnings": None, "is_resolved": None})


def read_digest(item: Item, mapping: Mapping) -> str:
    """Of what the blog says of an item, under this mapping."""
    return digest_of(VERSION, item.to_json(), mapping.to_json())


def draft_of(item: Item, around: SiteSurroundings, *, has_footnotes: bool) -> PageDraft:
    """Work out a page.

    Raises:
        ValueError: its text is longer than any text.
    """
    draft = PageDraft(item.number, "", "")
    _date(item, draft, around)
    _status(item, draft)
    over = _title(item, draft)
    _body(item, draft, around, has_footnotes=has_footnotes)
    over += _lead(item, draft)
    draft.blocks[:0] = [_opening(item, place, text) for place, text in enumerate(over)]
    draft.slug = slug_for(unquote(item.slug) or draft.title)[:200]
    if has_footnotes:
        _filing(item, draft, around)
        _cover(item, draft, around)
    is_resolved, missing = around.settle()
    draft.is_resolved = draft.is_resolved and is_resolved
    draft.warnings += missing
    return draft


def _date(item: Item, draft: PageDraft, around: SiteSurroundings) -> None:
    zone = get_default_timezone()
    draft.date = moment(item.date_gmt, item.date, item.published, zone=zone)
    draft.modified = moment(item.modified_gmt)
    if draft.date is None and says_a_date(item.date_gmt, item.date, item.published):
        draft.warnings.append((Reason.ABSURD_DATE, item.date_gmt or item.date or item.published))
        if item.status in LIVE:
            # Of today, an old text would come first in every list.
            earlier = (moment(each.date_gmt, each.date, zone=zone) for each in around.spool.before(item.number))
            draft.date = next((date for date in earlier if date is not None and date <= timezone.now()), None)
    elif draft.date is not None and says_a_date(item.date_gmt) and moment(item.date_gmt) is None:
        draft.warnings.append((Reason.ABSURD_DATE, item.date_gmt))


def _status(item: Item, draft: PageDraft) -> None:
    is_later = draft.date is not None and draft.date > timezone.now()
    if item.status == "pending":
        draft.status = "review"
    elif item.status == "future" and draft.date is None:
        # For an hour that is not believed: nobody meant it to be read today.
        draft.status = "draft"
    elif item.status == "future" or (item.status in LIVE and is_later):
        # What was to be published by now was: the blog that was exported did not live to do it.
        draft.status = "scheduled" if is_later else "live"
    elif item.status in LIVE:
        draft.status = "live"
    if item.status == "private":
        draft.restriction = "login"
    elif item.password:
        draft.restriction, draft.password = "password", item.password[:255]


def _title(item: Item, draft: PageDraft) -> list[str]:
    text = words(item.title)
    if not text:
        draft.warnings.append((Reason.NO_TITLE, str(item.number)))
        day = timezone.localtime(draft.date) if draft.date else None
        text = (
            gettext("Untitled, %(day)s") % {"day": f"{day:%d/%m/%Y}"}
            if day
            else gettext("Untitled, %(number)s") % {"number": item.number}
        )
    draft.title, over = fitting(text, TITLE)
    if over:
        draft.warnings.append((Reason.TITLE_CUT, over))
    return [over] if over else []


def _lead(item: Item, draft: PageDraft) -> list[str]:
    draft.lead, over = fitting(words(re.sub(r"</p>|<br\s*/?>", " ", item.excerpt)), LEAD, by_sentence=True)
    if over:
        draft.warnings.append((Reason.LEAD_CUT, over))
    return [over] if over else []


def _opening(item: Item, place: int, text: str) -> dict[str, Any]:
    identity = str(uuid5(NAMESPACE, f"{item.number}/over/{place}"))
    return {"type": "paragraph", "value": f"<p>{text_html(text, breaks=False)}</p>", "id": identity}


def _body(item: Item, draft: PageDraft, around: SiteSurroundings, *, has_footnotes: bool) -> None:
    source = Source(item.content, item.number, f"{around.site}/{item.number}", notes_of(item))
    body = convert(source, around, Target(has_footnotes=has_footnotes))
    draft.blocks, draft.notes, draft.is_resolved = body.blocks, body.notes, body.is_resolved
    draft.warnings += body.warnings
    teaser, cut = fitting(body.teaser, SUMMARY - 2, by_sentence=True)
    draft.summary = f"{teaser} …" if cut else teaser


def notes_of(item: Item) -> tuple[tuple[str, str], ...]:
    """The block editor's footnotes, which it keeps beside the text."""
    try:
        stored = json.loads(item.meta.get("footnotes") or "[]")
    except (ValueError, RecursionError):
        return ()
    rows = stored if isinstance(stored, list) else []
    return tuple(
        (str(row["id"]), str(row.get("content", ""))) for row in rows if isinstance(row, dict) and row.get("id")
    )


def _filing(item: Item, draft: PageDraft, around: SiteSurroundings) -> None:
    author = around.origin("author", item.creator) if item.creator else None
    # Those who were deleted here since sign nothing.
    if author is not None and Person.objects.filter(pk=author.target).exists():
        draft.people = [author.target]
    found = [
        around.origin(taxonomy, slug) for taxonomy, slug, _name in item.terms if taxonomy in {"category", "post_tag"}
    ]
    targets = list(dict.fromkeys(origin.target for origin in found if origin is not None))
    here = set(Topic.objects.filter(pk__in=targets).values_list("pk", flat=True))
    draft.topics = [target for target in targets if target in here]


def _cover(item: Item, draft: PageDraft, around: SiteSurroundings) -> None:
    number = whole(item.meta.get("_thumbnail_id", ""))
    if not number:
        return
    picture = around.picture(number, "")
    if picture is None:
        draft.warnings.append((Reason.PICTURE_MISSING, f"#{number}"))
        draft.is_resolved = False
        return
    draft.cover, draft.cover_alt, draft.cover_caption = picture.pk, picture.alt[:255], words(picture.caption)[:255]
