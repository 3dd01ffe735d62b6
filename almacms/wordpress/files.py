"""Attachments: their files found beside the export, checked, and put in the library."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.template.defaultfilters import filesizeformat
from wagtail.documents import get_document_model

from almacms.accounts.models import User
from almacms.images.models import CustomImage
from interviews.imports import check_picture
from interviews.transcripts import Picture

from .bodies.inline import words
from .filing import digest_of
from .models import Origin
from .reasons import Reason
from .tally import Outcome
from .wxr import Item

logger = logging.getLogger(__name__)
LARGEST = 200 * 1024 * 1024

Fetch = Callable[[str], Path]


class Refused(Exception):  # noqa: N818 (the file is)
    """A file that is not taken."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


@dataclass
class Shelf:
    """Where files come from, and who puts them in the library.

    Args:
        folder: the blog's `uploads`, or what holds it.
        fetch: gets a file from the blog; None when nothing is fetched.
    """

    folder: Path | None = None
    fetch: Fetch | None = None
    user: User | None = None
    fetched: dict[int, Path | Refused] = field(default_factory=dict)
    """What the last `fetch_ahead` gave, by number."""

    def fetch_ahead(self, item: Item) -> None:
        """Fetch a file before the transaction that puts it in the library: nobody waits for the network in one."""
        self.fetched.clear()
        if self.fetch is not None and item.attachment_url:
            try:
                self.fetched[item.number] = self.fetch(item.attachment_url)
            except Refused as refused:
                self.fetched[item.number] = refused

    def find(self, item: Item) -> Path:
        """The file of an attachment.

        Raises:
            Refused: it is not there, or may not be had.
        """
        for relative in relative_names(item):
            for prefix in ("", "uploads", "wp-content/uploads"):
                if self.folder is not None and (found := within(self.folder, f"{prefix}/{relative}")):
                    return found
        fetched = self.fetched.get(item.number)
        if isinstance(fetched, Refused):
            raise fetched
        if fetched is not None:
            return fetched
        raise Refused(Reason.FILE_ABSENT, item.attachment_url)


def relative_names(item: Item) -> list[str]:
    """Where the file lies under `uploads`."""
    try:
        path = unquote(urlsplit(item.attachment_url).path)
    except ValueError:
        path = ""
    names = [item.meta.get("_wp_attached_file", ""), path.partition("/uploads/")[2], path.lstrip("/")]
    return [name for name in dict.fromkeys(names) if name and "\0" not in name]


def within(folder: Path, name: str) -> Path | None:
    """A file of a folder, links followed; nothing outside of it."""
    try:
        root = folder.resolve()
        path = (root / name.lstrip("/")).resolve()
        return path if path.is_relative_to(root) and path.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


def import_file(item: Item, *, site: str, shelf: Shelf, is_dry: bool, outcome: Outcome) -> None:
    """Put the file of an attachment in the library, once."""
    about = f"{item.number} {PurePosixPath(item.attachment_url).name}"
    fields = described(item)
    read = digest_of(fields, item.attachment_url)
    origin = Origin.objects.filter(site=site, source="attachment", key=str(item.number)).first()
    if origin is not None:
        _revise(origin, fields, read, about, is_dry=is_dry, outcome=outcome)
        return
    if is_dry and shelf.fetch is not None:
        # Whether it can be had is known by fetching it.
        outcome.count("files", "created")
        return
    try:
        path = shelf.find(item)
        kind = checked_kind(path)
    except Refused as refused:
        outcome.skip("files", refused.reason, about, refused.detail)
        return
    outcome.count("files", "created")
    if not is_dry:
        target = store(item, path, kind, fields, shelf.user)
        Origin.objects.create(
            site=site,
            source="attachment",
            key=str(item.number),
            kind=kind,
            target=target,
            read_digest=read,
            written_digest=digest_of(held(kind, fields)),
        )


def held(kind: str, fields: dict[str, str]) -> dict[str, str]:
    """What of it the library keeps: documents have no description."""
    return fields if kind == Origin.Kind.PICTURE else {"title": fields["title"]}


def described(item: Item) -> dict[str, str]:
    """What the library says of an attachment."""
    title = words(item.title) or PurePosixPath(item.attachment_url).stem or str(item.number)
    return {"title": title[:255], "description": words(item.meta.get("_wp_attachment_image_alt", ""))[:255]}


def checked_kind(path: Path) -> str:
    """Which library a file belongs to.

    Raises:
        Refused: it belongs to none, or is not what its name says.
    """
    extension = path.suffix.lower().lstrip(".")
    if path.stat().st_size > LARGEST:
        raise Refused(Reason.FILE_REFUSED, filesizeformat(path.stat().st_size))
    if extension in settings.WAGTAILIMAGES_EXTENSIONS:
        try:
            check_picture(Picture("", path.name, path.read_bytes(), ""))
        except ValidationError as error:
            raise Refused(Reason.FILE_REFUSED, " ".join(error.messages)) from error
        return Origin.Kind.PICTURE
    if extension in settings.WAGTAILDOCS_EXTENSIONS:
        return Origin.Kind.DOCUMENT
    raise Refused(Reason.FILE_REFUSED, f".{extension}")


def store(item: Item, path: Path, kind: str, fields: dict[str, str], user: User | None) -> int:
    """Keep a file; what was written of it is deleted when the row is not."""
    # A name that says where it comes from: what an import that was killed left behind is found again, and replaced.
    name = f"wp{item.number}-{path.name[-80:]}"
    instance: Any
    if kind == Origin.Kind.PICTURE:
        instance = CustomImage(
            **fields, uploaded_by_user=user, file=ImageFile(ContentFile(path.read_bytes()), name=name)
        )
    else:
        model = get_document_model()
        content = ContentFile(path.read_bytes(), name=name)
        instance = model(title=fields["title"], uploaded_by_user=user, file=content)
    _clear_remains(instance)
    try:
        instance.save()
    except BaseException:
        if instance.file._committed:
            instance.file.storage.delete(instance.file.name)
        raise
    return instance.pk


def _clear_remains(instance: Any) -> None:
    """Delete the file that an interrupted import wrote and no row knows."""
    field = instance._meta.get_field("file")
    name = field.generate_filename(instance, instance.file.name)
    storage = field.storage
    if storage.exists(name) and not type(instance).objects.filter(file=name).exists():
        storage.delete(name)


def _revise(origin: Origin, fields: dict[str, str], read: str, about: str, *, is_dry: bool, outcome: Outcome) -> None:
    """Follow what the blog says of a file, unless it was changed here."""
    model: Any = CustomImage if origin.kind == Origin.Kind.PICTURE else get_document_model()
    instance = model.objects.filter(pk=origin.target).first()
    if instance is None:
        outcome.skip("files", Reason.DELETED_HERE, about)
        return
    if origin.read_digest == read:
        outcome.count("files", "unchanged")
        return
    fields = held(origin.kind, fields)
    if digest_of({name: getattr(instance, name) for name in fields}) != origin.written_digest:
        outcome.skip("files", Reason.EDITED_HERE, about)
        return
    outcome.count("files", "updated")
    if not is_dry:
        for name, value in fields.items():
            setattr(instance, name, value)
        instance.save()
        Origin.objects.filter(pk=origin.pk).update(read_digest=read, written_digest=digest_of(fields))
