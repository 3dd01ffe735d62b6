"""An import, step by step: each is a transaction that also remembers it was made, so that any may be the last."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from home.models import HomePage
from home.services import ensure_tree

from .addresses import host_of, known_addresses
from .desk import Desk, about
from .fetching import Fetcher
from .files import Shelf, import_file
from .filing import file_author, file_term
from .items import OURS, import_item, settle_links
from .mapping import Mapping
from .models import HELD_FOR, Line, Origin, Run
from .reasons import Reason
from .redirects import redirect_archives, redirect_file, redirect_item
from .surroundings import SiteSurroundings
from .tally import Outcome, add, check
from .threads import leave_comments
from .tree import in_order
from .writing import LOG_ACTION
from .wxr import Author, Item, Spool, Term, Unreadable, read

logger = logging.getLogger(__name__)

PHASES = ("people", "topics", "files", "pages", "posts", "others", "links", "redirects", "finish")
Work = Callable[..., None]
"""Takes the keyword `outcome`, to which it tells what became of what."""
Works = Iterator[tuple[int, str, Work, Work]]
"""How far in the phase, about what, what to do, and what to count when that fails."""


def spool_path(run: Run) -> Path:
    return settings.WORDPRESS_ROOT / f"{run.pk}.sqlite3"


def take_in(run: Run, file: BinaryIO) -> Spool:
    """Read an export whole into a spool; what cannot be read is told in the report, and the rest stands."""
    path = spool_path(run)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    spool = Spool(path)
    outcome = Outcome()
    try:
        spool.fill(read(file))
    except Unreadable as unreadable:
        outcome.error(unreadable.why, unreadable.detail)
    if not (spool.blog.version or spool.count("item") or outcome.lines):
        outcome.error(Reason.NO_EXPORT)
    _name_what_is_missing(spool)
    mapping = Mapping.from_json(run.option("mapping", {}))
    spool.lead(known_addresses(spool, mapping))
    spool.note("whole", "1")
    run.site = (spool.blog.url or host_of(spool.blog.site_url) or "?")[:200]
    run.is_whole = not outcome.lines
    run.total = spool.count("author") + spool.count("term") + 3 * spool.count("item")
    with transaction.atomic():
        _write(run, outcome)
    return spool


def _name_what_is_missing(spool: Spool) -> None:
    """WXR 1.0 lists no authors, and an export of some posts lists not all of their terms."""
    authors: dict[str, Author] = {}
    terms: dict[tuple[str, str], Term] = {}
    for _rank, item in spool.each(*OURS):
        if item.creator:
            authors.setdefault(item.creator, Author(item.creator, item.creator))
        for taxonomy, slug, name in item.terms:
            if taxonomy in {"category", "post_tag"}:
                terms.setdefault((taxonomy, slug), Term(taxonomy, slug, name))
    spool.add_missing(authors.values(), terms.values())


def _write(run: Run, outcome: Outcome) -> None:
    add(run.counts, outcome)
    run.claimed_until = timezone.now() + HELD_FOR
    # Not its state: somebody may pause it meanwhile.
    run.save(update_fields=["site", "phase", "cursor", "done", "total", "counts", "is_whole", "claimed_until"])
    for line in outcome.lines:
        line.run = run
    Line.objects.bulk_create(outcome.lines)


def _left_out(kind: str, name: str, outcome: Outcome) -> None:
    outcome.skip(kind, Reason.FAILED, name)


def _nothing(outcome: Outcome) -> None:
    """What fails there counts for nothing: the line that says so is enough."""


class Import:
    """One import that can be carried on from where it was.

    Args:
        run: remembers it.
        spool: what was read of the export.
    """

    def __init__(self, run: Run, spool: Spool) -> None:
        self.run, self.spool = run, spool
        self.mapping = Mapping.from_json(run.option("mapping", {}))
        self.around = SiteSurroundings(spool, run.site)
        self.desk = Desk(spool, run.site, self.around, self.mapping, run.user, is_dry=run.is_dry)
        folder = run.option("media", "")
        blog = host_of(run.site)
        self.fetcher = Fetcher(settings.WORDPRESS_ROOT / "fetched", blog) if run.option("fetch_media") else None
        self.shelf = Shelf(Path(folder) if folder else None, self.fetcher, run.user)

    def steps(self) -> Iterator[None]:
        """Make what is left to make, one step each time it is asked for the next."""
        ensure_tree()
        run = self.run
        if run.phase not in PHASES:
            run.phase, run.cursor = PHASES[0], 0
        for phase in PHASES[PHASES.index(run.phase) :]:
            after = run.cursor if phase == run.phase else 0
            for cursor, name, work, failed in self._works(phase):
                if cursor > after:
                    self._fetch_ahead(phase, cursor)
                    self._step(phase, cursor, name, work, failed)
                    yield
        self._check()
        if self.fetcher is not None:
            self.fetcher.forget()
        run.state, run.finished_at, run.claimed_until = Run.State.DONE, timezone.now(), None
        run.save(update_fields=["state", "finished_at", "claimed_until"])

    def _step(self, phase: str, cursor: int, name: str, work: Work, failed: Work) -> None:
        run = self.run
        with transaction.atomic():
            outcome = Outcome()
            try:
                with transaction.atomic():
                    work(outcome=outcome)
            except (InterfaceError, OperationalError):
                # The database is what fails: this step is still to be made.
                raise
            except Exception:
                # Whatever is wrong with one thing, the others are imported; what it was is for who reads logs.
                logger.exception("import from WordPress: %s failed", name)
                self.around.settle()
                self.around.forget()
                outcome = Outcome()
                outcome.warn("file", Reason.FAILED, name)
                failed(outcome=outcome)
            run.phase, run.cursor, run.done = phase, cursor, run.done + 1
            _write(run, outcome)

    def _fetch_ahead(self, phase: str, rank: int) -> None:
        if phase == "files" and self.shelf.fetch is not None and not self.run.is_dry:
            item = self.spool.item(rank)
            if self.around.origin("attachment", item.number) is None:
                self.shelf.fetch_ahead(item)

    def _works(self, phase: str) -> Works:
        yield from getattr(self, f"_{phase}")()

    def _people(self) -> Works:
        for place, author in enumerate(self.spool.authors(), start=1):
            work = partial(file_author, author, site=self.run.site, mapping=self.mapping, is_dry=self.run.is_dry)
            yield place, author.login, work, partial(_left_out, "authors", author.login)

    def _topics(self) -> Works:
        for place, term in enumerate(self.spool.terms(), start=1):
            work = partial(file_term, term, site=self.run.site, mapping=self.mapping, is_dry=self.run.is_dry)
            yield place, term.slug, work, partial(_left_out, "topics", term.slug)

    def _files(self) -> Works:
        for rank in self.spool.ranks("attachment"):
            item = self.spool.item(rank)
            yield rank, about(item), partial(self._file, item, rank), self._failed("files", item, rank)

    def _file(self, item: Item, rank: int, outcome: Outcome) -> None:
        leave_comments(rank, self.desk, outcome, Reason.POST_LEFT_OUT)
        if not item.number or not self.spool.is_first(rank, item.number):
            outcome.skip("files", Reason.TWICE if item.number else Reason.NO_NUMBER, about(item))
        elif item.status == "trash":
            outcome.skip("files", Reason.TRASHED, about(item))
        else:
            import_file(item, site=self.run.site, shelf=self.shelf, is_dry=self.run.is_dry, outcome=outcome)

    def _failed(self, kind: str, item: Item, rank: int) -> Work:
        def tell(outcome: Outcome) -> None:
            outcome.skip(kind, Reason.FAILED, about(item))
            leave_comments(rank, self.desk, outcome, Reason.POST_LEFT_OUT)

        return tell

    def _pages(self) -> Works:
        order, self.desk.mended = in_order(self.spool.parents("page"))
        numbers = dict(order)
        ranks = [rank for rank, _above in order]
        # What has the number of another page is counted too.
        ranks += [rank for rank in self.spool.ranks("page") if rank not in numbers]
        for place, rank in enumerate(ranks, start=1):
            item = self.spool.item(rank)
            self.desk.above[item.number] = numbers.get(rank, 0)
            yield place, about(item), self._item(item, rank), self._failed("pages", item, rank)

    def _posts(self) -> Works:
        for rank in self.spool.ranks("post"):
            item = self.spool.item(rank)
            yield rank, about(item), self._item(item, rank), self._failed("articles", item, rank)

    def _others(self) -> Works:
        for rank in self.spool.other_ranks(*OURS, "attachment"):
            item = self.spool.item(rank)
            yield rank, about(item), self._item(item, rank), self._failed("others", item, rank)

    def _item(self, item: Item, rank: int) -> Work:
        return partial(import_item, item, rank, self.desk)

    def _links(self) -> Works:
        unsettled = Origin.objects.filter(site=self.run.site, source="item", is_resolved=False)
        waiting = set(unsettled.values_list("key", flat=True).iterator())
        for rank in self.spool.ranks(*OURS):
            item = self.spool.item(rank)
            if str(item.number) in waiting:
                yield rank, about(item), partial(settle_links, item, self.desk), _nothing

    def _redirects(self) -> Works:
        is_dry = self.run.is_dry
        terms, authors = self.spool.terms(), self.spool.authors()
        yield (
            1,
            "archives",
            partial(redirect_archives, terms, authors, self.mapping, self.around, is_dry=is_dry),
            _nothing,
        )
        for rank in self.spool.ranks(*OURS, "attachment"):
            item = self.spool.item(rank)
            lead = redirect_file if item.type == "attachment" else redirect_item
            yield rank + 1, about(item), partial(lead, item, self.around, is_dry=is_dry), _nothing

    def _finish(self) -> Works:
        yield 1, "sticky", self._put_forward, _nothing

    def _put_forward(self, outcome: Outcome) -> None:
        """The newest post that the blog kept at its top opens the front page, if nothing was chosen for it."""
        sticky = [item for _rank, item in self.spool.each("post") if item.is_sticky and item.status == "publish"]
        sticky.sort(key=lambda item: item.date, reverse=True)
        for item in sticky:
            outcome.warn("articles", Reason.STICKY, about(item))
        origin = self.around.origin("item", sticky[0].number) if sticky else None
        home = HomePage.objects.get()
        if origin is None or self.run.is_dry or home.feature_id or home.has_unpublished_changes:
            return
        home.feature_id = origin.target
        revision = home.save_revision(user=self.run.user)
        log(instance=home, action=LOG_ACTION, user=self.run.user, revision=revision, data={"blog": self.run.site})
        revision.publish(user=self.run.user, skip_permission_checks=True)

    def _check(self) -> None:
        """See that everything in the file is in the report, once."""
        spool = self.spool
        check(
            self.run.counts,
            [
                ("authors", spool.count("author")),
                ("topics", spool.count("term")),
                ("files+pages+articles+interviews+others", spool.count("item")),
                ("comments+pingbacks", spool.count_of_items_comments()),
            ],
        )
