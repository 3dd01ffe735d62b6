"""The body of an article."""

from wagtail import blocks

from almacms.publications.blocks import (
    CalloutBlock,
    CodeBlock,
    DocumentBlock,
    EmbedBlock,
    FootnotedParagraphBlock,
    GalleryBlock,
    HeadingBlock,
    HighlightBlock,
    KeptHTMLBlock,
    PictureBlock,
    QuotationBlock,
    TableBlock,
)


class ArticleBody(blocks.StreamBlock):
    """Everything an article can be made of."""

    paragraph = FootnotedParagraphBlock()
    heading = HeadingBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    quotation = QuotationBlock()
    callout = CalloutBlock()
    table = TableBlock()
    embed = EmbedBlock()
    document = DocumentBlock()
    highlight = HighlightBlock()
    code = CodeBlock()
    kept_html = KeptHTMLBlock()
