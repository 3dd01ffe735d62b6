"""Writing a page: its fields, its rows, its state. Called in the transaction of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.urls import get_resolver
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail_footnotes.models import Footnote

from almacms.accounts.models import User
from almacms.people.names import slug_for
from almacms.publications.forms import first_parts
from almacms.publications.models import Publication, PublicationAuthor, PublicationTopic
from almacms.workflow.digests import content_digest
from articles.models import ArticlePage
from home.models import ContentPage

from .drafts import PageDraft
from .filing import digest_of

LOG_ACTION = "almacms.import_wordpress"
"""What a page's history is told: the exception to “nobody publishes alone”, by whom and from which blog."""


def fields_of(draft: PageDraft, kind: type[Page]) -> dict[str, Any]:
    """The plain fields of a page of this type."""
    fields: dict[str, Any] = {"title": draft.title, "lead": draft.lead}
    if issubclass(kind, Publication):
        fields |= {
            "publication_date": draft.date,
            "listing_summary": "" if draft.lead else draft.summary,
            "cover_id": draft.cover,
            "cover_alt": draft.cover_alt,
            "cover_caption": draft.cover_caption,
        }
    return fields


def fill(page: Page, draft: PageDraft) -> None:
    """Give a page what its draft says; rows that say the same keep their identity."""
    for name, value in fields_of(draft, type(page)).items():
        setattr(page, name, value)
    page.go_live_at = draft.date if draft.status == "scheduled" else None
    if isinstance(page, ArticlePage | ContentPage):
        page.body = page.body.stream_block.to_python(draft.blocks)
    if isinstance(page, Publication):
        page.authorships = merged(page.authorships.all(), "person_id", draft.people, PublicationAuthor)
        page.topic_links = merged(page.topic_links.all(), "topic_id", draft.topics, PublicationTopic)
    if isinstance(page, ArticlePage):
        texts = dict(draft.notes)
        page.footnotes = merged(page.footnotes.all(), "uuid", list(texts), Footnote)
        for footnote in page.footnotes.all():
            footnote.text = texts[str(footnote.uuid)]


def merged(rows: Iterable[Any], name: str, wanted: list[Any], make: Callable[..., Any]) -> list[Any]:
    """A row for each of these values, in their order: those that are there already keep their identity."""
    standing = {str(getattr(row, name)): row for row in rows}
    found = [standing.get(str(value)) or make(**{name: value}) for value in wanted]
    for place, row in enumerate(found):
        row.sort_order = place
    return found


def free_slug(slug: str, parent: Page, own: int | None = None) -> str:
    """An address under a page that nothing else has."""
    siblings = parent.get_children().filter(slug__startswith=slug[:90])
    taken = set(siblings.exclude(pk=own).values_list("slug", flat=True))
    if parent.depth == 2:
        taken |= reserved()
    return slug if slug not in taken else slug_for(slug, taken=taken)


def reserved() -> set[str]:
    """Under the front page, the addresses at which the site itself answers."""
    folders = {address.strip("/") for address in (settings.MEDIA_URL, settings.STATIC_URL)}
    return first_parts(get_resolver().url_patterns) | folders


def create(page: Page, draft: PageDraft, parent: Page, user: User | None) -> Page:
    """Add a page to the tree, as a draft that nobody reads yet."""
    fill(page, draft)
    page.slug = free_slug(draft.slug, parent)
    page.live, page.owner = False, user
    if draft.status == "live":
        page.first_published_at = draft.date
    parent.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=user)
    return page


def release(page: Page, draft: PageDraft, *, user: User | None, site: str) -> bool:
    """Bring a page to the state it had in the blog.

    What was published there is published here without another review: the one exception beside
    `almacms.workflow.unreviewed`, taken by whoever may run imports and written in the history of each page.

    Returns:
        Whether it is in that state; a review that cannot begin leaves a draft.
    """
    restrict(page, draft)
    was_live = page.live
    if draft.status != "scheduled":
        # What the blog withdrew since would still be published at its hour.
        page.revisions.update(approved_go_live_at=None)
    revision = page.save_revision(user=user)
    data = {"blog": site, "number": draft.number, "status": draft.status}
    log(instance=page, action=LOG_ACTION, user=user, revision=revision, data=data)
    if draft.status in {"live", "scheduled"}:
        revision.publish(user=user, skip_permission_checks=True)
        if draft.status == "live":
            date_back(page, draft)
    elif was_live:
        page.unpublish(user=user)
    elif draft.status == "review":
        return submit(page, user)
    return True


def submit(page: Page, user: User | None) -> bool:
    """Begin the review of what waited for one in the blog."""
    page = Page.objects.get(pk=page.pk).specific
    if page.workflow_in_progress:
        return True
    workflow = page.get_workflow()
    if workflow is None:
        return False
    workflow.start(page, user)
    return True


def date_back(page: Page, draft: PageDraft) -> None:
    """It was last changed when it was: feeds and maps of the site would call all of it new."""
    changed = max((date for date in (draft.date, draft.modified) if date is not None), default=None)
    if changed is not None and changed <= timezone.now():
        Page.objects.filter(pk=page.pk).update(last_published_at=changed)


def restrict(page: Page, draft: PageDraft) -> None:
    """Let read it those who could; before it is published, so that nobody else ever can."""
    kinds = {"login": PageViewRestriction.LOGIN, "password": PageViewRestriction.PASSWORD}
    standing = page.view_restrictions.first()
    if not draft.restriction:
        if standing is not None:
            standing.delete()
        return
    restriction = standing or PageViewRestriction(page=Page.objects.get(pk=page.pk))
    restriction.restriction_type = kinds[draft.restriction]
    restriction.password = draft.password
    restriction.save()


def written_digest(pk: int) -> str:
    """Of what a page says here now, and of which readers have it; changes when somebody edits or decides."""
    page = Page.objects.get(pk=pk)
    revision = Revision.objects.filter(pk=page.latest_revision_id).first()
    if revision is None:
        return ""
    is_out = page.live or page.revisions.filter(approved_go_live_at__isnull=False).exists()
    in_review = bool(page.current_workflow_state) and not is_out
    restrictions = sorted(page.view_restrictions.values_list("restriction_type", "password"))
    return digest_of(content_digest(revision.content), is_out, in_review, restrictions)
