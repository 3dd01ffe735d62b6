"""Publications as plain content: what feeds, Markdown, the read API and search engines take away.

A page's templates draw for a browser that stands on the page: classes, buttons, pictures in ten sizes, addresses that
begin with `/`. Here a publication is a tree of parts, each a piece of bare HTML whose addresses are whole; and whatever
several publications point at is read at once, so that a feed of twenty costs no more queries than one of two.
"""

from .parts import Part, html_of
from .targets import Targets, gather
from .writer import PlainWriter

__all__ = ["Part", "PlainWriter", "Targets", "gather", "html_of"]
