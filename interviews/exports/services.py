"""Bringing a corrected document back to its page."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Page, Revision

from almacms.accounts.models import User

from ..models import InterviewPage
from .changes import NOTHING_IN_COMMON, Proposal, propose
from .document import Corrected
from .identity import Identity
from .lines import Links
from .outline import Unit, content_digest, links_of, names_of, outline, raw_body, set_raw_body
from .rebuilding import new_lead, new_title, rebuilt


class NotThisPageError(Exception):
    """The document is another interview's, or no interview's."""


class ChangedSinceReviewError(Exception):
    """Somebody saved the page while the differences were being read."""


@dataclass(frozen=True)
class Review:
    """A document beside the draft it would change."""

    proposal: Proposal
    links: Links
    """What the page stores for the links of both."""
    units: list[Unit]
    """The draft, part by part."""
    reviewed: str
    """The state of the draft that was compared; saving asks for the same one."""
    changed_meanwhile: bool
    """Whether the page is no longer what the document was made from."""
    origin_known: bool
    """Whether the state the document was made from is still known: if not, what was changed on the page since cannot be
    told from what was changed in the document."""


def review(*, page: InterviewPage, corrected: Corrected) -> Review:
    """Compare a document with a page's latest draft.

    Raises:
        NotThisPageError: the document does not belong to the page.
    """
    identity = corrected.identity
    if identity is not None and identity.page != page.pk:
        raise NotThisPageError
    links = links_of(page)
    units, digest = outline(page, links), content_digest(page)
    changed = identity is not None and identity.content != digest
    base = _origin(page, identity, links) if identity is not None and changed else units
    proposal = propose(corrected, units, base, names_of(page, units))
    if proposal.recognised < NOTHING_IN_COMMON * len(units):
        raise NotThisPageError
    return Review(
        proposal,
        links,
        units,
        digest,
        changed_meanwhile=changed,
        origin_known=identity is not None and base is not None,
    )


def _origin(page: InterviewPage, identity: Identity, links: Links) -> list[Unit] | None:
    """The page as it was exported, unless the revision was deleted, or written over by autosave."""
    revision = page.revisions.filter(pk=identity.revision).first()
    if revision is None:
        return None
    origin = revision.as_object()
    return outline(origin, links) if content_digest(origin) == identity.content else None


def bring_back(
    *, page: InterviewPage, corrected: Corrected, accepted: Collection[str], reviewed: str, user: User
) -> Revision:
    """Save the accepted changes as one new draft of the page; what is published stays as it is.

    Raises:
        NotThisPageError: the document does not belong to the page.
        ChangedSinceReviewError: the draft is no longer the one that was reviewed.
    """
    with transaction.atomic():
        # Held until the end: an editor who saves at the same moment waits, and is not written over.
        locked = Page.objects.select_for_update().get(pk=page.pk)
        draft = locked.specific.get_latest_revision_as_object()
        found = review(page=draft, corrected=corrected)
        if found.reviewed != reviewed:
            raise ChangedSinceReviewError
        set_raw_body(draft, rebuilt(raw_body(draft), found.proposal, accepted, found.links))
        draft.title = new_title(found.proposal, accepted, draft.title)
        draft.lead = new_lead(found.proposal, accepted, draft.lead)
        return draft.save_revision(user=user, log_action=True)
