"""Feeds: Atom (RFC 4287), RSS 2.0 with whole contents, JSON Feed 1.1."""

from .entries import Author, Entry, entry_of
from .formats import FORMATS, Channel, Format

__all__ = ["FORMATS", "Author", "Channel", "Entry", "Format", "entry_of"]
