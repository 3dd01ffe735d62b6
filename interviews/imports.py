"""From a transcript to a draft interview: people recognised, pictures put in the library, a page nobody reads yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from html import escape
from io import BytesIO
from typing import Any

import nh3
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from PIL import Image as PillowImage
from wagtail.images.fields import WagtailImageField
from wagtail.log_actions import log
from wagtail.rich_text import RichText

from almacms.accounts.models import User
from almacms.images.models import CustomImage
from almacms.people.models import Person
from almacms.people.names import slug_for

from .matching import Match, match_speakers
from .models import InterviewIndexPage, InterviewPage, InterviewSpeaker
from .transcripts.paragraphs import Picture
from .transcripts.transcript import (
    Doubt,
    Exchange,
    Heading,
    Interlude,
    PlacedPicture,
    Speaker,
    Transcript,
    TranscriptWarning,
    Turn,
)

TITLE_LENGTH, LEAD_LENGTH, QUESTION_LENGTH, HEADING_LENGTH, CAPTION_LENGTH = 255, 600, 400, 160, 255
MARKUP = {"p", "br", "b", "i", "a", "ul", "ol", "li"}
Block = tuple[str, Any]


@dataclass(frozen=True)
class Imported:
    """What an import wrote."""

    page: InterviewPage
    matches: tuple[Match, ...]
    created: tuple[Person, ...]
    warnings: tuple[TranscriptWarning, ...]


def import_transcript(
    *,
    transcript: Transcript,
    parent: InterviewIndexPage,
    pictures: Mapping[str, Picture] | None = None,
    people: Mapping[str, Person | None] | None = None,
    user: User | None = None,
) -> Imported:
    """Write a transcript as a draft interview, never published, all of it or nothing.

    Args:
        transcript: the interview, as it was understood and corrected.
        parent: the list it goes under.
        pictures: the source's pictures, by key.
        people: who a speaker's name means, where somebody chose, None for a new person even though one of that name
            exists; otherwise whoever bears exactly that name, or a new person.
        user: who imports it.
    """
    stored: list[CustomImage] = []
    try:
        with transaction.atomic():
            return Importer(transcript, dict(pictures or {}), user, stored).write(parent, dict(people or {}))
    except BaseException:
        # Files know no transaction.
        for image in stored:
            image.file.storage.delete(image.file.name)
        raise


@dataclass
class Importer:
    """One import under way."""

    transcript: Transcript
    pictures: dict[str, Picture]
    user: User | None
    stored: list[CustomImage]
    warnings: list[TranscriptWarning] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)

    def write(self, parent: InterviewIndexPage, chosen: dict[str, Person | None]) -> Imported:
        matches = match_speakers(speaker.name for speaker in self.transcript.speakers)
        created = [self._cast(match, chosen) for match in matches]
        body = self._body()
        title, rest_of_title = fitting(self.transcript.title or self._default_title(), TITLE_LENGTH)
        lead, rest_of_lead = fitting(self.transcript.lead, LEAD_LENGTH, by_sentence=True)
        before = [overflow(text) for text in (rest_of_title, rest_of_lead) if text]
        if before:
            self._warn(Doubt.TOO_LONG)
        taken = set(parent.get_children().values_list("slug", flat=True))
        page = InterviewPage(
            title=title,
            slug=slug_for(title, taken=taken),
            lead=lead,
            publication_date=noon(self.transcript.date),
            body=[*before, *body],
            live=False,
            owner=self.user,
        )
        page.speakers = self._declared()
        parent.add_child(instance=page)
        log(instance=page, action="wagtail.create", user=self.user)
        page.save_revision(user=self.user, log_action=True)
        return Imported(
            page,
            tuple(matches),
            tuple(person for person in created if person is not None),
            (*self.transcript.warnings, *self.warnings),
        )

    def _cast(self, match: Match, chosen: dict[str, Person | None]) -> Person | None:
        """Give a name its person.

        Returns:
            The person, if they had to be created.
        """
        person = chosen.get(match.name, match.person)
        if match.is_shared and match.name not in chosen:
            self._warn(Doubt.HOMONYMS, detail=match.name)
        self.people[match.name] = person or Person.objects.create(name=fitting(match.name, 120)[0])
        return None if person else self.people[match.name]

    def _declared(self) -> list[InterviewSpeaker]:
        """Each person once, even under two names."""
        rows: dict[int, Speaker] = {}
        for speaker in self.transcript.speakers:
            rows.setdefault(self.people[speaker.name].pk, speaker)
        return [
            InterviewSpeaker(person_id=pk, role=fitting(speaker.role, 160)[0], sort_order=place)
            for place, (pk, speaker) in enumerate(rows.items())
        ]

    def _default_title(self) -> str:
        names = ", ".join(speaker.name for speaker in self.transcript.speakers)
        return _("Interview with %(names)s") % {"names": names} if names else _("Untitled interview")

    def _body(self) -> list[Block]:
        blocks: list[Block] = []
        for part in self.transcript.body:
            if isinstance(part, Exchange):
                blocks += self._exchange(part)
            elif isinstance(part, Heading):
                text, rest = fitting(part.text, HEADING_LENGTH)
                blocks += [("heading", {"text": text, "level": "2"}), *self._rest(rest, part.paragraphs)]
            elif isinstance(part, Interlude):
                blocks.append(("interlude", RichText(safe(part.html))))
            else:
                blocks += self._picture(part)
        return blocks

    def _exchange(self, exchange: Exchange) -> list[Block]:
        # Of a question too long for its field, the end asks: what leads to it goes before.
        before, question = leading_to(exchange.question, QUESTION_LENGTH)
        replies: list[Block] = []
        after: list[Block] = []
        for reply in exchange.replies:
            if isinstance(reply, Turn):
                person = self.people.get(reply.speaker)
                replies.append(("turn", {"speaker": person.pk if person else None, "text": RichText(safe(reply.html))}))
            else:
                blocks = self._picture(reply)
                replies += [block for block in blocks if block[0] == "picture"]
                after += [block for block in blocks if block[0] != "picture"]
        return [
            *self._rest(before, exchange.paragraphs),
            ("exchange", {"question": question, "replies": replies}),
            *after,
        ]

    def _picture(self, placed: PlacedPicture) -> list[Block]:
        caption, rest = fitting(placed.caption, CAPTION_LENGTH)
        image = self._image(placed)
        if image is None:
            return [overflow(placed.caption)] if placed.caption else []
        return [("picture", {"image": image, "caption": caption}), *self._rest(rest, placed.paragraphs)]

    def _image(self, placed: PlacedPicture) -> CustomImage | None:
        picture = self.pictures.get(placed.picture)
        if picture is None:
            return None
        try:
            check_picture(picture)
        except ValidationError as error:
            self._warn(Doubt.PICTURE_LEFT_OUT, placed.paragraphs, detail=" ".join(error.messages))
            return None
        image = CustomImage(
            title=fitting(picture.description or picture.name, 255)[0],
            file=ImageFile(BytesIO(picture.content), name=picture.name),
            description=fitting(picture.description, 255)[0],
            uploaded_by_user=self.user,
        )
        image.save()
        self.stored.append(image)
        image.contextual_alt_text, image.decorative = image.description, False
        return image

    def _rest(self, text: str, paragraphs: tuple[str, ...]) -> list[Block]:
        if not text:
            return []
        self._warn(Doubt.TOO_LONG, paragraphs)
        return [overflow(text)]

    def _warn(self, code: Doubt, paragraphs: tuple[str, ...] = (), detail: str = "") -> None:
        self.warnings.append(TranscriptWarning(paragraphs[0] if paragraphs else "", code, detail))


def check_picture(picture: Picture) -> None:
    """Refuse what the library's own form would refuse, and what cannot be drawn to its end."""
    try:
        WagtailImageField().clean(SimpleUploadedFile(picture.name, picture.content))
        with PillowImage.open(BytesIO(picture.content)) as image:
            image.load()
    except (OSError, SyntaxError, ValueError, PillowImage.DecompressionBombError) as error:
        raise ValidationError(_("It is damaged.")) from error


def safe(markup: str) -> str:
    """What the editor may keep of HTML. The rules make no other; a transcript may come from elsewhere one day."""
    return nh3.clean(
        markup,
        tags=MARKUP,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def overflow(text: str) -> Block:
    """A text that its field had no room for, kept as an interlude."""
    return "interlude", RichText(f"<p>{escape(text)}</p>")


def fitting(text: str, length: int, *, by_sentence: bool = False) -> tuple[str, str]:
    """A text cut in two between words, or between sentences where it can be, so that the first part fits."""
    if len(text) <= length:
        return text, ""
    ends = [match.end() for match in re.finditer(r"[.!?…»](?=\s)", text[: length + 1])] if by_sentence else []
    at = ends[-1] if ends else text.rfind(" ", 1, length + 1)
    at = at if at > 0 else length
    return text[:at].rstrip(), text[at:].lstrip()


def leading_to(text: str, length: int) -> tuple[str, str]:
    """A text cut in two so that its last sentences fit; what leads to them comes first."""
    if len(text) <= length:
        return "", text
    starts = [match.end() for match in re.finditer(r"[.!?…»]\s+", text) if len(text) - match.end() <= length]
    if starts:
        return text[: starts[0]].rstrip(), text[starts[0] :]
    kept, rest = fitting(text[::-1], length)
    return rest[::-1], kept[::-1]


def noon(day: str | None) -> datetime | None:
    """Noon of a day, in the site's time zone: far from both midnights."""
    return datetime.combine(date.fromisoformat(day), time(12), get_default_timezone()) if day else None
