"""French typography, applied when a text is shown; what was typed is stored as it was typed.

When shown and not when saved, so that a reviewer approves, and search reads, the author's own characters; and
so that a rule that is mended is mended everywhere at once. Pages in another language than French are left as they are.

The rules (`rules`) are those of the Imprimerie nationale, Lexique des règles typographiques, 2002. They change the kind
of a space and never add one; of other characters, they change the three that keyboards lack: the apostrophe, the
ellipsis, and straight quotation marks that stand in pairs. So code, addresses and deliberate choices stay whole.
"""

from .dates import long_date, number, short_date
from .html import french_html
from .rules import french

__all__ = ["french", "french_html", "long_date", "number", "short_date"]
