"""Blocks that articles, interviews and plain pages share; each composes its own body from them."""

from .kept import CodeBlock, HighlightBlock, KeptHTMLBlock
from .media import DocumentBlock, EmbedBlock, GalleryBlock, PictureBlock
from .text import CalloutBlock, FootnotedParagraphBlock, HeadingBlock, ParagraphBlock, QuotationBlock, TableBlock

__all__ = [
    "CalloutBlock",
    "CodeBlock",
    "DocumentBlock",
    "EmbedBlock",
    "FootnotedParagraphBlock",
    "GalleryBlock",
    "HeadingBlock",
    "HighlightBlock",
    "KeptHTMLBlock",
    "ParagraphBlock",
    "PictureBlock",
    "QuotationBlock",
    "TableBlock",
]
