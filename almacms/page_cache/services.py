"""Telling what changed: gathered for as long as a transaction lasts, written to the journal once it is committed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models.signals import post_delete, post_init, post_save, pre_save

from .cache import journal, page_cache
from .changes import EVERYTHING, Change
from .journal import JournalError
from .recording import is_recording, saw

logger = logging.getLogger(__name__)


class Finding:
    """What has to be looked at after the commit to know what changed."""

    def found(self) -> Change:
        """What changed, as the database has it now."""
        raise NotImplementedError


Found = TypeVar("Found", bound=Finding)


@dataclass(eq=False)
class Transaction:
    """What one transaction has changed so far."""

    tags: set[str] = field(default_factory=set)
    findings: dict[Hashable, Finding] = field(default_factory=dict)
    is_over: bool = False

    def finding(self, key: Hashable, make: Callable[[], Found]) -> Found:
        """The only finding of this kind in the transaction, made when it is not there."""
        found: Any = self.findings.get(key)
        if found is None:
            found = self.findings[key] = make()
        return found

    def committed(self) -> None:
        """Write it all as one line of the journal, and have what is in front purged. Nothing here fails the caller."""
        self.is_over = True
        tags = set(self.tags)
        places: set[tuple[str, int, int]] = set()
        for finding in self.findings.values():
            try:
                change = finding.found()
            except Exception:
                logger.exception("page cache: what changed cannot be told: everything is made again")
                change = Change(frozenset([EVERYTHING]))
            tags |= change.tags
            places |= change.places
        announce(Change(frozenset(tags), frozenset(places)))


def announce(change: Change) -> None:
    """Tell every process and every cache in front, now, of what is committed already."""
    if not change:
        return
    try:
        journal().append(change)
    except JournalError:
        logger.exception("page cache: a change could not be told to the other processes")
    page_cache().fronts.tell(change)


def this_transaction(*, using: str = "default") -> Transaction | None:
    """The one under way on this connection, if it has changed something; None outside of any."""
    for _sids, call, _robust in transaction.get_connection(using).run_on_commit:
        owner = getattr(call, "__self__", None)
        if isinstance(owner, Transaction) and not owner.is_over:
            return owner
    return None


def changed(*tags: str, finding: tuple[Hashable, Callable[[], Found], Callable[[Found], None]] | None = None) -> None:
    """These are no longer what they were, once the transaction under way is committed; at once when there is none.

    Args:
        tags: what changed.
        finding: what must be looked at after the commit: its key in the transaction, how it is made, and what it is
            told.
    """
    current = this_transaction()
    is_new = current is None
    current = current or Transaction()
    current.tags.update(tags)
    if finding is not None:
        key, make, tell = finding
        tell(current.finding(key, make))
    if is_new:
        transaction.on_commit(current.committed)


def everything_changed() -> None:
    """Make the whole site new, once the transaction under way is committed: for what writes rows unsaved."""
    changed(EVERYTHING)


def watch(model: type[models.Model], name: str, *, by: str = "pk", whole: tuple[str, ...] = ()) -> None:
    """Have the rows of a model record that they are shown, and tell when they change.

    Args:
        model: whose rows answers show.
        name: the first half of the tags: `person`.
        by: the attribute that holds the second half, for rows that are a part of something else.
        whole: fields that few answers show; these say so (`depends_on("person:7")`), the others depend on the rest of
            the row only, under the tag `person.brief:7`.
    """
    uid = f"page_cache.{model._meta.label_lower}"
    brief = [field.attname for field in model._meta.concrete_fields if field.name not in whole] if whole else []
    recorded = f"{name}.brief" if whole else name

    def on_init(instance: models.Model, **_others: Any) -> None:
        if is_recording():
            saw(f"{recorded}:{instance.__dict__.get(by) if by != 'pk' else instance.pk}")

    def before_save(instance: models.Model, **_others: Any) -> None:
        instance.__dict__["_brief"] = model._base_manager.filter(pk=instance.pk).values(*brief).first()

    def on_change(instance: models.Model, raw: bool = False, **_others: Any) -> None:
        if raw:
            return
        tags = {f"{name}:{getattr(instance, by)}"}
        if brief and instance.__dict__.pop("_brief", None) != {field: getattr(instance, field) for field in brief}:
            tags.add(f"{recorded}:{instance.pk}")
        changed(*tags)

    post_init.connect(on_init, sender=model, weak=False, dispatch_uid=uid)
    if brief:
        pre_save.connect(before_save, sender=model, weak=False, dispatch_uid=uid)
    post_save.connect(on_change, sender=model, weak=False, dispatch_uid=uid)
    post_delete.connect(on_change, sender=model, weak=False, dispatch_uid=uid)
