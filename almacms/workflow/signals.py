"""What moderation tells the rest of the site, beside Wagtail's own signals."""

from django.dispatch import Signal

published_without_review = Signal()
"""Sent after the exception was taken; `page`, `user`, `reason`, and `is_scheduled`."""

reassigned = Signal()
"""Sent after a review was given to others; `task_state`, `user` (who did it), `added` and `removed` (accounts)."""
