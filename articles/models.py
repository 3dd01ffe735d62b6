"""Standard articles and the page that lists them."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_footnotes.widgets import ReadonlyUUIDInput

from almacms.publications.footnotes import Note, number_notes
from almacms.publications.index_pages import PublicationIndexPage
from almacms.publications.models import Publication
from almacms.publications.panels import cover_panel, tabs, title_panels
from almacms.publications.searchable import plain_text

from .blocks import ArticleBody


class ArticleIndexPage(PublicationIndexPage):
    """The list of articles."""

    kind = Publication.Kind.ARTICLE
    default_title = _("Articles")
    default_slug = "articles"
    page_description = _("The list of articles; one for the site.")
    subpage_types = ["articles.ArticlePage"]
    template = "articles/article_index_page.html"

    class Meta:
        verbose_name = _("list of articles")
        verbose_name_plural = _("lists of articles")


class ArticlePage(Publication):
    """A standard article, with its footnotes."""

    body = StreamField(ArticleBody(), verbose_name=_("body"), blank=True)

    new_label = _("New article")
    schema_type = "BlogPosting"
    page_description = _("Text, pictures, quotations, footnotes.")
    parent_page_types = ["articles.ArticleIndexPage"]
    subpage_types: list[str] = []
    template = "articles/article_page.html"
    edit_handler = tabs(
        [
            *title_panels,
            cover_panel,
            FieldPanel("body"),
            InlinePanel(
                "footnotes",
                heading=_("Footnotes"),
                label=_("Footnote"),
                panels=[
                    FieldPanel("text", heading=_("Text of the note")),
                    FieldPanel(
                        "uuid",
                        widget=ReadonlyUUIDInput,
                        heading=_("Mark in the text"),
                        help_text=_("The same six characters stand in the text, where the note is called."),
                    ),
                ],
                help_text=_("Put the cursor in the text and use its “Footnote” button: the note is made here."),
            ),
        ]
    )
    search_fields = [*Publication.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def save(self, *args, **kwargs) -> None:
        self.kind = Publication.Kind.ARTICLE
        super().save(*args, **kwargs)

    def searchable_texts(self) -> Iterable[str]:
        yield from super().searchable_texts()
        for footnote in self.footnotes.all():
            yield plain_text(footnote.text)

    @property
    def footnote_list(self) -> list[Note]:
        """The notes that the text refers to, in the order of their references; known once the body is drawn."""
        return number_notes(getattr(self, "footnotes_list", []))
