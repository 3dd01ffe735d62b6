"""Comments that were made elsewhere, stored as they were: who, when, in answer to what, and what was decided."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from almacms.publications.models import Publication

from .. import rules
from ..freshness import conversation_changed
from ..models import Comment, Thread
from .threads import thread_of

BATCH = 500
"""Rows to a statement."""
LONGEST_NAME = 255
LONGEST_ADDRESSES = {"email": 254, "website": 500}
"""Characters of each column."""


@dataclass(frozen=True)
class Imported:
    """A comment as another site had it. Texts are plain: what was HTML there is words here."""

    source: str
    """What names it among all that is imported, whatever the day: "wordpress:blog.example:12"; up to 255 characters."""
    created_at: datetime
    text: str
    status: Comment.Status = Comment.Status.APPROVED
    """What was thrown away is `REJECTED`: as there, it is gone after thirty days, counted from its arrival here."""
    parent: str = ""
    """The `source` of what it answers; empty when it answers nothing."""
    name: str = ""
    email: str = ""
    website: str = ""
    kind: Comment.Kind = Comment.Kind.COMMENT
    is_team: bool = False

    def __post_init__(self) -> None:
        """As the database gives it back, to be compared with it: no null character, nothing longer than its column."""
        said = {name: getattr(self, name).replace("\0", "").strip() for name in ("name", "email", "website", "text")}
        # On one line, as those of the form: names are in the subjects of letters.
        said["name"] = " ".join(said["name"].split())
        # Half of an address leads elsewhere.
        whole = {name: "" if len(said[name]) > longest else said[name] for name, longest in LONGEST_ADDRESSES.items()}
        for name, value in {**said, **whole, "name": said["name"][:LONGEST_NAME]}.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "created_at", self.created_at.astimezone(UTC))

    @property
    def digest(self) -> str:
        """What changes as soon as it does, 64 hexadecimal digits."""
        said = (self.created_at, self.text, self.status, self.name, self.email, self.website, self.kind, self.is_team)
        return hashlib.sha256(repr([str(each) for each in said]).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass
class Stored:
    """What became of the comments of a publication, and what was amiss. The first four add up to what was read."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    """Changed there, and moderated, edited or erased here since: left as they are here."""
    without_parent: int = 0
    """Stand by themselves, because what they answer is nowhere."""
    in_a_circle: int = 0
    """Stand by themselves, because they answer what answers them."""


@transaction.atomic
def store_imported(
    *, publication: Publication, comments: Iterable[Imported], state: Thread.State | None = None
) -> Stored:
    """Store the comments of a publication; done again, nothing doubles, and what was decided here since stands.

    Nobody is written to and no limit applies. A thousand comments cost some thirty statements.

    Args:
        publication: what they are about.
        comments: all of them, in any order, each source once.
        state: how the conversation stands there; taken only the first time, when it is not known here.
    """
    given = {each.source: each for each in comments}
    report = Stored()
    is_known = Thread.objects.filter(publication=publication).exists()
    thread = Thread.objects.select_for_update().get(pk=thread_of(publication).pk)
    if state is not None and not is_known and thread.state != state:
        thread.state = state
        thread.save(update_fields=["state"])
    known = {row.source: row for row in thread.comments.exclude(source="").order_by("pk")}
    new = [_row(thread, each) for source, each in given.items() if source not in known]
    # The same place in the conversation, whatever the order in which they were read.
    new.sort(key=lambda row: (row.created_at, row.source))
    Comment.objects.bulk_create(new, batch_size=BATCH)
    report.created = len(new)
    rows = {**known, **{row.source: row for row in new}}
    _place(new, rows, given, report)
    _update(known, given, report)
    conversation_changed(publication.pk)
    return report


def _row(thread: Thread, each: Imported) -> Comment:
    row = Comment(thread=thread, source=each.source)
    _fill(row, each)
    return row


def _fill(row: Comment, each: Imported) -> None:
    row.created_at, row.text, row.status, row.kind = each.created_at, each.text, each.status, each.kind
    row.name, row.email, row.website, row.is_team = each.name, each.email, each.website, each.is_team
    row.digest, row.imported_digest = rules.digest_of(each.text), each.digest
    if each.status == Comment.Status.APPROVED:
        row.first_shown_at = each.created_at


def _place(new: list[Comment], rows: dict[str, Comment], given: dict[str, Imported], report: Stored) -> None:
    """Put new comments under what they answer, however they are ordered and however deep they lie."""
    placed = {source for source, row in rows.items() if row.path}
    for row in new:
        above: list[Comment] = []
        seen: set[str] = set()
        current = row
        while current.source not in placed:
            seen.add(current.source)
            above.append(current)
            parent = given[current.source].parent
            if not parent:
                break
            if parent in seen:
                report.in_a_circle += 1
                break
            if parent not in rows:
                report.without_parent += 1
                break
            current.parent = rows[parent]
            current = rows[parent]
        for each in reversed(above):
            each.settle()
            placed.add(each.source)
    Comment.objects.bulk_update(new, ["parent", "depth", "path"], batch_size=BATCH)


def _update(known: dict[str, Comment], given: dict[str, Imported], report: Stored) -> None:
    """Take what changed there, where nothing was decided here since."""
    changed = []
    for source, row in known.items():
        each = given.get(source)
        if each is None:
            continue
        if row.imported_digest == each.digest:
            report.unchanged += 1
        elif row.erased_at is None and row.imported_digest == _as_it_is(row).digest:
            _fill(row, each)
            changed.append(row)
            report.updated += 1
        else:
            report.kept += 1
    fields = ["created_at", "text", "status", "kind", "name", "email", "website", "is_team"]
    fields += ["digest", "imported_digest", "first_shown_at"]
    Comment.objects.bulk_update(changed, fields, batch_size=BATCH)


def _as_it_is(row: Comment) -> Imported:
    """A comment of ours in the words of what is imported, to be compared."""
    return Imported(
        source=row.source,
        created_at=row.created_at,
        text=row.text,
        status=Comment.Status(row.status),
        name=row.name,
        email=row.email,
        website=row.website,
        kind=Comment.Kind(row.kind),
        is_team=row.is_team,
    )
