"""Imports begun, carried on, paused and ended."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from almacms.accounts.models import User

from .importer import Import, spool_path, take_in
from .mapping import Mapping
from .models import HELD_FOR, Run
from .tally import FATES, KINDS, Inconsistent
from .wxr import Spool

PERMISSION = "wordpress.run_import"
Told = Callable[[Run], None]


def options_of(mapping: Mapping, *, media: Path | None = None, fetch_media: bool = False) -> dict[str, Any]:
    """What an import is told to do, as it is kept."""
    return {"mapping": mapping.to_json(), "media": str(media.resolve()) if media else "", "fetch_media": fetch_media}


def begin_upload(*, upload: File, user: User, options: dict[str, Any], is_dry: bool) -> Run:
    """Keep an export until the scheduler has imported it."""
    return Run.objects.create(
        name=Path(upload.name or "export.xml").name[-255:], upload=upload, user=user, options=options, is_dry=is_dry
    )


def import_now(
    *,
    file: BinaryIO,
    name: str,
    user: User | None,
    options: dict[str, Any],
    is_dry: bool = False,
    told: Told | None = None,
) -> Run:
    """Import an export to its end, in this process.

    Args:
        told: how far it is, after each step.
    """
    clear_remains()
    run = Run.objects.create(
        name=name[-255:],
        user=user,
        options=options,
        is_dry=is_dry,
        state=Run.State.RUNNING,
        claimed_until=timezone.now() + HELD_FOR,
    )
    try:
        with closing(take_in(run, file)) as spool:
            for _step in Import(run, spool).steps():
                if told is not None:
                    told(run)
    except BaseException:
        # What is made stays made; the next import finds it.
        Run.objects.filter(pk=run.pk).exclude(state=Run.State.DONE).update(
            state=Run.State.FAILED, finished_at=timezone.now(), claimed_until=None
        )
        raise
    finally:
        spool_path(run).unlink(missing_ok=True)
    return run


def advance(*, seconds: float) -> Run | None:
    """Carry on the oldest import that waits, for about so long; it is where it was if this process dies.

    Returns:
        The import, None when none waits.
    """
    run = _claim()
    if run is None:
        clear_remains()
        return None
    until = time.monotonic() + seconds
    try:
        with closing(_spool(run)) as spool:
            for _step in Import(run, spool).steps():
                if time.monotonic() > until or not _goes_on(run):
                    break
    except Inconsistent:
        Run.objects.filter(pk=run.pk).update(state=Run.State.FAILED, finished_at=timezone.now())
        raise
    finally:
        # A pause asked for meanwhile stands: the state is not written over.
        Run.objects.filter(pk=run.pk).update(claimed_until=None)
    run.refresh_from_db()
    if run.is_over:
        forget_files(run)
    return run


def clear_remains() -> None:
    """Let go of what a process that was killed left behind: what was read of an export holds people's addresses."""
    killed = Run.objects.filter(state=Run.State.RUNNING, upload="", claimed_until__lt=timezone.now())
    killed.order_by().update(state=Run.State.FAILED, finished_at=timezone.now(), claimed_until=None)
    over = [Run.State.DONE, Run.State.FAILED]
    needed = {spool_path(run) for run in Run.objects.exclude(state__in=over).only("pk")}
    for path in set(settings.WORDPRESS_ROOT.glob("*.sqlite3")) - needed:
        path.unlink(missing_ok=True)


def _claim() -> Run | None:
    """Take an import that nobody works on, so that two schedulers do not."""
    with transaction.atomic():
        free = Q(claimed_until=None) | Q(claimed_until__lt=timezone.now())
        waiting = Run.objects.filter(free, state__in=[Run.State.WAITING, Run.State.RUNNING]).exclude(upload="")
        run = waiting.select_for_update(of=("self",)).order_by("started_at").first()
        if run is not None:
            run.state, run.claimed_until = Run.State.RUNNING, timezone.now() + HELD_FOR
            run.save(update_fields=["state", "claimed_until"])
        return run


def _goes_on(run: Run) -> bool:
    return Run.objects.filter(pk=run.pk, state=Run.State.RUNNING).exists()


def _spool(run: Run) -> Spool:
    """What was read of the export, read again when that was not finished."""
    path = spool_path(run)
    if path.exists():
        spool = Spool(path)
        if spool.fact("whole"):
            return spool
        spool.close()
        run.counts = {}
        run.lines.all().delete()
    with run.upload.open("rb") as file:
        return take_in(run, file.file)


def pause(*, run: Run) -> bool:
    """Stop an import where it is; whether it was not over."""
    states = [Run.State.WAITING, Run.State.RUNNING]
    return bool(Run.objects.filter(pk=run.pk, state__in=states).update(state=Run.State.PAUSED))


def resume(*, run: Run) -> bool:
    """Let an import that was paused go on; whether it was."""
    return bool(Run.objects.filter(pk=run.pk, state=Run.State.PAUSED).update(state=Run.State.RUNNING))


def forget_files(run: Run) -> None:
    """Delete an export and what was read of it: they hold people's addresses."""
    spool_path(run).unlink(missing_ok=True)
    if run.upload:
        run.upload.delete(save=True)


def give_up(*, run: Run) -> None:
    """End an import where it is; what it made stays."""
    Run.objects.filter(pk=run.pk).exclude(state=Run.State.DONE).update(
        state=Run.State.FAILED, finished_at=timezone.now(), claimed_until=None
    )
    run.refresh_from_db()
    forget_files(run)


def table_of(run: Run) -> list[tuple[str, list[int]]]:
    """The counts of a run as rows: what a kind is called, and its figures in their order."""
    columns = ("read", *FATES, "warnings")
    return [
        (str(label), [run.counts[kind].get(column, 0) for column in columns])
        for kind, label in KINDS.items()
        if kind in run.counts
    ]
