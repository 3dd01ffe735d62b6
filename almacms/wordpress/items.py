"""One post or one page: what becomes of it, in the transaction that its import gives it."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from articles.models import ArticlePage
from home.models import ContentPage
from interviews.models import InterviewPage

from .desk import Desk, about
from .drafts import UNFINISHED, PageDraft, draft_of, read_digest
from .interviews import InterviewDraft, NotAnInterview, as_interview, fill_interview, is_meant
from .models import Origin
from .reasons import Reason
from .tally import Outcome
from .threads import import_comments, leave_comments
from .writing import create, fill, release, written_digest
from .wxr import Item, Spool

OURS = {"post": "articles", "page": "pages"}
MADE = {ArticlePage: "articles", InterviewPage: "interviews", ContentPage: "pages"}


def objection(item: Item, rank: int, spool: Spool) -> tuple[Reason, str] | None:
    """Why an item is not to be imported, if it is not."""
    if item.type not in OURS:
        return Reason.OTHER_TYPE, item.type
    if item.status == "trash":
        return Reason.TRASHED, ""
    if item.status in UNFINISHED:
        return Reason.UNFINISHED, item.status
    if not item.number:
        return Reason.NO_NUMBER, ""
    if not spool.is_first(rank, item.number):
        return Reason.TWICE, ""
    return None


def import_item(item: Item, rank: int, desk: Desk, outcome: Outcome) -> None:
    """Write a post or a page if it is new, or changed and not edited here; then its comments."""
    kind = OURS.get(item.type, "others")
    if refused := objection(item, rank, desk.spool):
        reason, detail = refused
        outcome.skip(kind, reason, about(item), detail)
        leave_comments(rank, desk, outcome, Reason.POST_LEFT_OUT)
        return
    origin = Origin.objects.filter(site=desk.site, source="item", key=str(item.number)).first()
    if origin is None:
        page = _import_new(item, kind, desk, outcome)
    else:
        page = _import_again(item, kind, origin, desk, outcome)
    if page is None and outcome.fate == "skipped":
        leave_comments(rank, desk, outcome, Reason.POST_LEFT_OUT)
    else:
        import_comments(item, rank, page, desk, outcome)


def _drafted(item: Item, desk: Desk, *, has_footnotes: bool = True) -> PageDraft | None:
    """The draft of an item, None when it is longer than any text."""
    try:
        return draft_of(item, desk.around, has_footnotes=has_footnotes)
    except ValueError:
        desk.around.settle()
        return None


def _import_new(item: Item, kind: str, desk: Desk, outcome: Outcome) -> Page | None:
    draft = _drafted(item, desk, has_footnotes=kind != "pages")
    if draft is None:
        outcome.skip(kind, Reason.BODY_TOO_LONG, about(item))
        return None
    wanted: type[Page] = ContentPage if kind == "pages" else ArticlePage
    interview = _as_interview(item, desk, outcome) if kind == "articles" else None
    if interview is not None:
        kind, wanted, draft = "interviews", InterviewPage, interview
    _warn(kind, item, draft, desk, outcome)
    if desk.is_dry:
        outcome.count(kind, "created")
        return None
    try:
        page = _write_new(item, wanted, draft, desk, kind, outcome)
    except NotAnInterview as reason:
        outcome.warn("articles", Reason.INTERVIEW_AS_ARTICLE, about(item), str(reason))
        kind, draft = "articles", _drafted(item, desk) or draft
        page = _write_new(item, ArticlePage, draft, desk, kind, outcome)
    outcome.count(kind, "created")
    return page


def _as_interview(item: Item, desk: Desk, outcome: Outcome) -> InterviewDraft | None:
    meant = is_meant(item, desk.mapping)
    if not meant and not desk.mapping.recognise:
        return None
    plain = _drafted(item, desk, has_footnotes=True)
    if plain is None:
        return None
    if not plain.notes:
        interview = as_interview(plain, is_meant=meant)
        if interview is not None:
            return interview
    if meant:
        outcome.warn("articles", Reason.INTERVIEW_AS_ARTICLE, about(item))
    return None


@transaction.atomic
def _write_new(item: Item, kind: type[Page], draft: PageDraft, desk: Desk, name: str, outcome: Outcome) -> Page:
    page = kind()
    if isinstance(draft, InterviewDraft):
        fill_interview(page, draft, desk.user)
    with disable_reference_index_auto_update():
        page = create(page, draft, desk.parent_for(item, kind), desk.user)
    if page.slug != draft.slug:
        outcome.warn(name, Reason.SLUG_CHANGED, about(item), page.slug)
    origin = Origin(site=desk.site, source="item", key=str(item.number), kind=Origin.Kind.PAGE, target=page.pk)
    _release(item, page, draft, origin, desk, name, outcome)
    return page


def _release(item: Item, page: Page, draft: PageDraft, origin: Origin, desk: Desk, name: str, outcome: Outcome) -> None:
    """Bring a page to its state, and remember what was done."""
    with disable_reference_index_auto_update():
        # Once at the end, and not at each of the times that Wagtail saves it.
        _release_unindexed(item, page, draft, desk, name, outcome)
    ReferenceIndex.create_or_update_for_object(Page.objects.get(pk=page.pk).specific)
    origin.read_digest = read_digest(item, desk.mapping)
    origin.draft_digest = draft.digest()
    origin.written_digest = written_digest(page.pk)
    origin.is_resolved = draft.is_resolved
    origin.save()


def _release_unindexed(item: Item, page: Page, draft: PageDraft, desk: Desk, name: str, outcome: Outcome) -> None:
    problems = page.publication_problems() if draft.status in {"live", "scheduled"} else []
    if problems and isinstance(draft, InterviewDraft):
        raise NotAnInterview(" ".join(problems))
    if problems:
        outcome.warn(name, Reason.INVALID, about(item), " ".join(problems))
    if not release(page, draft, user=desk.user, site=desk.site):
        outcome.warn(name, Reason.SUBMISSION_FAILED, about(item))


def _import_again(item: Item, kind: str, origin: Origin, desk: Desk, outcome: Outcome) -> Page | None:
    page = Page.objects.filter(pk=origin.target).first()
    if page is None:
        outcome.skip(kind, Reason.DELETED_HERE, about(item))
        return None
    kind = MADE.get(page.specific_class, kind)
    if origin.read_digest == read_digest(item, desk.mapping):
        outcome.count(kind, "unchanged")
        return page
    if written_digest(page.pk) != origin.written_digest:
        outcome.skip(kind, Reason.EDITED_HERE, about(item))
        return page
    draft = redrafted(item, page, desk)
    if draft is None:
        outcome.skip(kind, Reason.INTERVIEW_NO_MORE if kind == "interviews" else Reason.BODY_TOO_LONG, about(item))
        return page
    if draft.digest() == origin.draft_digest:
        outcome.count(kind, "unchanged")
        if not desk.is_dry:
            Origin.objects.filter(pk=origin.pk).update(read_digest=read_digest(item, desk.mapping))
        return page
    _warn(kind, item, draft, desk, outcome)
    outcome.count(kind, "updated")
    if not desk.is_dry:
        rewrite(item, page, draft, origin, desk, kind, outcome)
    return page


def redrafted(item: Item, page: Page, desk: Desk) -> PageDraft | None:
    """The draft of an item that is a page already, and stays of its type; None when it cannot be."""
    draft = _drafted(item, desk, has_footnotes=page.specific_class is not ContentPage)
    if draft is not None and page.specific_class is InterviewPage:
        # Interviews have no footnotes, here as when it came.
        return None if draft.notes else as_interview(draft, is_meant=True)
    return draft


def rewrite(item: Item, page: Page, draft: PageDraft, origin: Origin, desk: Desk, kind: str, outcome: Outcome) -> None:
    """Give a page that nobody edited what the blog says now."""
    specific = page.specific.get_latest_revision_as_object()
    fill(specific, draft)
    if isinstance(draft, InterviewDraft):
        fill_interview(specific, draft, desk.user)
    _release(item, specific, draft, origin, desk, kind, outcome)


def settle_links(item: Item, desk: Desk, outcome: Outcome) -> None:
    """Write again a page whose links could not be followed when it was written, if they can now."""
    origin = Origin.objects.filter(site=desk.site, source="item", key=str(item.number), is_resolved=False).first()
    page = Page.objects.filter(pk=origin.target).first() if origin else None
    if origin is None or page is None or desk.is_dry or written_digest(page.pk) != origin.written_digest:
        return
    draft = redrafted(item, page, desk)
    if draft is not None and draft.digest() != origin.draft_digest:
        rewrite(item, page, draft, origin, desk, MADE.get(page.specific_class, "pages"), outcome)
    elif draft is not None and draft.is_resolved:
        Origin.objects.filter(pk=origin.pk).update(is_resolved=True)


def _warn(kind: str, item: Item, draft: PageDraft, desk: Desk, outcome: Outcome) -> None:
    for reason, detail in draft.warnings:
        outcome.warn(kind, reason, about(item), detail)
    if item.creator and kind != "pages" and not draft.people:
        outcome.warn(kind, Reason.UNKNOWN_AUTHOR, about(item), item.creator)
    if item.number in desk.mended and kind == "pages":
        outcome.warn(kind, desk.mended[item.number], about(item))
