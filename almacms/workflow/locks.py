"""One writer at a time for a page: what is decided about it, and what is saved of it, wait for each other."""

from __future__ import annotations

from wagtail.models import Page


def hold(page_id: int | str) -> Page:
    """Keep everybody else from saving or deciding about a page until the transaction is over.

    The first lock of every transaction that takes others (of a task's state, of a revision): two that take the same
    locks in another order would wait for each other for ever.

    Returns:
        The page as it is now, which may not be what was read before the lock.
    """
    return Page.objects.select_for_update().get(pk=page_id)
