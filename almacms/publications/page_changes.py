"""What a change to pages makes new: what readers had of them, what they have now, and the lists they move in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from threading import get_ident
from typing import Any

from django.conf import settings
from django.db.models import Count
from wagtail.models import Page

from almacms.page_cache.changes import EVERYTHING, Change, Place
from almacms.page_cache.services import Finding, changed, this_transaction

from .freshness import ALL, FILED, NAMED, TREE, place_of
from .models import Contribution, Publication, PublicationTopic
from .models.publication import WORDS_PER_MINUTE
from .restrictions import visible

TOO_MANY = 300
"""Pages that change at once and are better told as everything."""
KEY = "publications.pages"
UNSEEN = {
    "draft_title",
    "expired",
    "first_published_at",
    "go_live_at",
    "has_unpublished_changes",
    "last_published_at",
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "locked",
    "locked_at",
    "locked_by",
    "numchild",
    "owner",
    "path",
}
"""Fields of a page that nothing but its own page shows."""


@dataclass(frozen=True)
class Shown:
    """A page that readers may see, as far as other pages show it."""

    address: str
    title: str
    translation_key: str = ""
    brief: str = ""
    """What any page that names it, or shows its card, may show."""
    kind: str = ""
    place: Place | None = None
    """Of a publication, in every list."""
    lists: frozenset[str] = frozenset()


def difference(pk: int, before: Shown | None, after: Shown | None) -> Change:
    """What is told of a page that was saved: nothing when readers had and have nothing of it."""
    if before is None and after is None:
        return Change()
    tags, places = {f"page:{pk}"}, set()
    kinds = {each.kind for each in (before, after) if each}
    if before is None or after is None or before.brief != after.brief:
        tags.add(f"page.brief:{pk}")
    if kinds == {""} and (
        before is None or after is None or (before.title, before.address) != (after.title, after.address)
    ):
        tags |= {TREE, f"title:{pk}"}
    had = {(name, *before.place) for name in before.lists} if before and before.place else set()
    has = {(name, *after.place) for name in after.lists} if after and after.place else set()
    places = had ^ has
    if (before.lists if before else None) != (after.lists if after else None):
        tags |= {FILED, *(f"{FILED}:{kind}" for kind in kinds)}
    return Change(frozenset(tags), frozenset(places))


def states(pks: Iterable[int]) -> dict[int, Shown | None]:
    """These pages as readers have them now; None for those they do not have."""
    pks = list(pks)
    found: dict[int, Shown | None] = dict.fromkeys(pks)
    rows = list(visible(Page.objects.filter(pk__in=pks)).values(*_fields())) if pks else []
    published = [row["pk"] for row in rows if row["publication__kind"]]
    lists: dict[int, set[str]] = defaultdict(set)
    names: dict[int, list[str]] = defaultdict(list)
    if published:
        for pk, topic in PublicationTopic.objects.filter(publication__in=published).values_list("publication", "topic"):
            lists[pk].add(f"topic:{topic}")
        signed = Contribution.objects.filter(publication__in=published).order_by("pk")
        for pk, person, *shown in signed.values_list("publication", "person", "display_name", "role", "sort_order"):
            names[pk].append(f"{person} {shown}")
            if person is not None:
                lists[pk].add(f"person:{person}")
    for row in rows:
        pk, kind = row["pk"], row["publication__kind"] or ""
        # Cards say minutes: a few words more or less do not show.
        words = row.pop("publication__word_count")
        found[pk] = Shown(
            row["url_path"],
            row["title"],
            str(row["translation_key"]),
            brief=repr((*row.values(), ceil((words or 0) / WORDS_PER_MINUTE), *names[pk])),
            kind=kind,
            place=place_of(row["publication__publication_date"], pk) if kind else None,
            lists=frozenset({ALL, f"kind:{kind}", *lists[pk]}) if kind else frozenset(),
        )
    return found


@cache
def _fields() -> list[str]:
    """What every page has, and every publication, but for what readers see nothing of."""
    own = [field.attname for field in Page._meta.concrete_fields if field.name not in UNSEEN]
    shared = [field.attname for field in Publication._meta.local_concrete_fields if not field.primary_key]
    return ["pk", *own, *(f"publication__{name}" for name in shared)]


class PageChanges(Finding):
    """The pages that a transaction touches, as readers had them before."""

    def __init__(self) -> None:
        self.before: dict[int, Shown | None] = {}

    def remember(self, before: dict[int, Shown | None]) -> None:
        """Keep what was before the first change of the transaction."""
        self.before = {**before, **self.before}

    def found(self) -> Change:
        if len(self.before) > TOO_MANY:
            return Change(frozenset([EVERYTHING]))
        after = states(self.before)
        tags: set[str] = set()
        places: set[tuple[str, int, int]] = set()
        for pk, was in self.before.items():
            change = difference(pk, was, after[pk])
            tags |= change.tags
            places |= change.places
        if _names_come_or_go(places):
            tags.add(NAMED)
        pairs = [(was, after[pk]) for pk, was in self.before.items()]
        tags |= _moved_along(pairs) | _in_other_languages(pairs)
        return Change(frozenset(tags), frozenset(places))


def _names_come_or_go(places: set[tuple[str, int, int]]) -> bool:
    """Whether a person or a topic has its first publication now, or its last no longer."""
    moved = {name for name, _moment, _pk in places}
    shown = visible(Publication.objects.all())
    for kind, counted in (
        ("topic", PublicationTopic.objects.filter(publication__in=shown)),
        ("person", Contribution.objects.filter(publication__in=shown)),
    ):
        pks = [int(name.partition(":")[2]) for name in moved if name.startswith(f"{kind}:")]
        if pks:
            numbers = counted.filter(**{f"{kind}__in": pks}).order_by().values_list(kind)
            several = dict(numbers.annotate(Count("publication", distinct=True)))
            if any(several.get(pk, 0) < 2 for pk in pks):
                return True
    return False


def _moved_along(pairs: Sequence[tuple[Shown | None, Shown | None]]) -> set[str]:
    """The pages below one that has another address."""
    moved = [now.address for was, now in pairs if was and now and was.address != now.address and now.place is None]
    tags: set[str] = set()
    for address in moved:
        below = list(Page.objects.live().filter(url_path__startswith=address).values_list("pk", flat=True))
        if len(below) > TOO_MANY:
            return {EVERYTHING}
        tags |= {f"{name}:{pk}" for name in ("page", "page.brief") for pk in below}
    return tags


def _in_other_languages(pairs: Sequence[tuple[Shown | None, Shown | None]]) -> set[str]:
    """The translations of what came, went or moved: each names the others."""
    if not settings.WAGTAIL_I18N_ENABLED:
        return set()
    keys = {(now or was).translation_key for was, now in pairs if _address(was) != _address(now)}  # type: ignore[union-attr]
    return {f"page:{pk}" for pk in Page.objects.filter(translation_key__in=keys).values_list("pk", flat=True)}


def _address(shown: Shown | None) -> str:
    return shown.address if shown else ""


# --- What signals call

BEFORE = "_shown_before"
_moving: dict[tuple[int, int], dict[int, Shown | None]] = {}


def before_change(page: Page) -> None:
    """Read what readers have of a page that is about to change."""
    if page.pk:
        page.__dict__[BEFORE] = {**_unknown([page.pk]), **page.__dict__.get(BEFORE, {})}


def after_change(page: Page) -> None:
    """A page was written; what is different is looked at once that is committed."""
    _tell({page.pk: None, **page.__dict__.pop(BEFORE, {})} if not _is_known(page.pk) else {})


def before_change_below(page: Page, holder: object) -> None:
    """The same for a page and all that lies below it; kept on what causes the change."""
    holder.__dict__[BEFORE] = _unknown(_below(page))


def after_change_below(holder: object) -> None:
    _tell(holder.__dict__.pop(BEFORE, {}))


def before_move(page: Page) -> None:
    _moving[get_ident(), page.pk] = _unknown(_below(page))


def after_move(page: Page) -> None:
    _tell(_moving.pop((get_ident(), page.pk), {}))
    if not hasattr(page, "publication"):
        # The map of the site follows the order of the tree.
        changed(TREE)


def _tell(before: dict[int, Shown | None]) -> None:
    changed(finding=(KEY, PageChanges, lambda finding: finding.remember(before)))


def _below(page: Page) -> list[int]:
    found = Page.objects.live().filter(path__startswith=page.path).values_list("pk", flat=True)
    return list(found[: TOO_MANY + 1])


def _known() -> dict[int, Shown | None]:
    current = this_transaction()
    finding: Any = current.findings.get(KEY) if current else None
    return finding.before if finding else {}


def _is_known(pk: int) -> bool:
    return pk in _known()


def _unknown(pks: Iterable[int]) -> dict[int, Shown | None]:
    known, wanted = _known(), list(pks)
    if len(wanted) > TOO_MANY:
        return dict.fromkeys(wanted)
    return states(pk for pk in wanted if pk not in known)
