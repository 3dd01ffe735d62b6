"""An export of WordPress (WXR 1.0 to 1.2) read as a stream, without a framework.

`read` gives records in the order of the file; a `Spool` keeps them on disk, so that what comes late in the file can be
asked for early, whatever its size.
"""

from .reader import Unreadable, read
from .records import Author, Blog, Comment, Item, Term
from .spool import Spool

__all__ = ["Author", "Blog", "Comment", "Item", "Spool", "Term", "Unreadable", "read"]
