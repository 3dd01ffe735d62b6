"""Blocks that articles, interviews and plain pages share; each composes its own body from them."""

from .media import DocumentBlock, EmbedBlock, GalleryBlock, PictureBlock
from .text import CalloutBlock, FootnotedParagraphBlock, HeadingBlock, ParagraphBlock, QuotationBlock, TableBlock

__all__ = [
    "CalloutBlock",
    "DocumentBlock",
    "EmbedBlock",
    "FootnotedParagraphBlock",
    "GalleryBlock",
    "HeadingBlock",
    "ParagraphBlock",
    "PictureBlock",
    "QuotationBlock",
    "TableBlock",
]
