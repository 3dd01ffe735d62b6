"""Who may read an uploaded document: whoever may read a page that offers it, and the newsroom."""

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from .restrictions import visible

LIBRARY_ACTIONS = ["add", "change", "choose", "delete"]


def measure(document: AbstractDocument) -> None:
    """Note the size of a document's file, which Wagtail would otherwise write when the first reader sees it."""
    if document.file and document.file_size is None:
        document.file_size = document.file.size


def pages_offering(document: AbstractDocument) -> PageQuerySet:
    """The pages that link to a document, drafts that were never published included."""
    references = ReferenceIndex.get_references_to(document).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    return Page.objects.filter(pk__in=[int(pk) for pk in references.values_list("object_id", flat=True)])


def may_read(request: HttpRequest, document: AbstractDocument) -> bool:
    """Whether this person may have this document; one that no published page offers is the newsroom's own."""
    pages = pages_offering(document)
    # The cookie is looked at last, as an answer that depends on it cannot be kept by a cache.
    if visible(pages).exists():
        return True
    policy = policy_registry.get_by_type(type(document))
    if policy.user_has_any_permission_for_instance(request.user, LIBRARY_ACTIONS, document):
        return True
    return any(
        all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
        for page in pages.live()
        if page.get_view_restrictions()
    )
