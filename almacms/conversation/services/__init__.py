"""What happens to comments. Every act of the newsroom is in the site's history."""

from .following import confirm, follow, unfollow
from .importing import Imported, Stored, store_imported
from .moderation import (
    ANSWERED,
    APPROVED,
    EDITED,
    REJECTED,
    SPAM,
    THREAD_CHANGED,
    answer,
    edit,
    moderate,
    set_state,
)
from .posting import ANSWERS_NOTHING, NotTaken, TooFast, post_comment
from .privacy import ERASED, erase, everything_of, forget
from .threads import thread_of

__all__ = [
    "ANSWERED",
    "ANSWERS_NOTHING",
    "APPROVED",
    "EDITED",
    "ERASED",
    "REJECTED",
    "SPAM",
    "THREAD_CHANGED",
    "Imported",
    "NotTaken",
    "Stored",
    "TooFast",
    "answer",
    "confirm",
    "edit",
    "erase",
    "everything_of",
    "follow",
    "forget",
    "moderate",
    "post_comment",
    "set_state",
    "store_imported",
    "thread_of",
    "unfollow",
]
