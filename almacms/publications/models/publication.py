"""What an article and an interview share."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from almacms.images.models import CustomImage
from almacms.images.responsive import SOCIAL, social_url
from almacms.people.models import Person
from almacms.workflow.pages import ReviewedPage

from .. import cards, contents, sharing_pictures
from ..cards import Voice, colour_for
from ..freshness import depends_on_neighbours
from ..linked_data import Around, Node
from ..neighbours import RELATED, Neighbours, neighbours_of
from ..passing_on import PassingOn
from ..plain import PlainWriter
from ..querysets import PublicationManager
from ..restrictions import RoutedPage
from ..searchable import SearchPassage, texts
from ..sharing import DescribedPage
from .contributions import Contribution, Contributor
from .topics import FILED, Topic

WORDS_PER_MINUTE = 230
"""Silent reading of French, adults: about 230 words a minute (Brysbaert, 2019, Journal of Memory and Language 109)."""


class Publication(DescribedPage, RoutedPage, ReviewedPage):
    """An article or an interview: what lists, feeds, search, topics and people's pages need to know of either.

    Concrete, so that all of them are one queryset and a card needs no `.specific()`; never created by itself.
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article")
        INTERVIEW = "interview", _("Interview")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, editable=False)
    word_count = models.PositiveIntegerField(_("number of words"), default=0, editable=False)
    lead = models.TextField(
        _("lead"),
        blank=True,
        max_length=600,
        help_text=_("Two or three sentences under the title that say what it is about and make one want to read on."),
    )
    publication_date = models.DateTimeField(
        _("publication date"),
        null=True,
        blank=True,
        help_text=_("Orders every list. Left empty, it is the moment of publication; it may be set in the past."),
    )
    cover = models.ForeignKey(
        CustomImage, verbose_name=_("cover picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    cover_alt = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it. Left empty, the library’s own text is used."),
    )
    cover_caption = models.CharField(_("caption"), max_length=255, blank=True)
    cover_credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Left empty, the credit in the library is used.")
    )
    listing_title = models.CharField(
        _("title in lists"), max_length=255, blank=True, help_text=_("Left empty, the title is used.")
    )
    listing_summary = models.TextField(
        _("summary in lists"), max_length=300, blank=True, help_text=_("Left empty, the lead is used.")
    )
    listing_image = models.ForeignKey(
        CustomImage,
        verbose_name=_("picture in lists"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Left empty, the cover is used."),
    )
    social_title = models.CharField(
        _("title when shared"), max_length=255, blank=True, help_text=_("Left empty, the title is used.")
    )
    social_summary = models.TextField(
        _("summary when shared"), max_length=300, blank=True, help_text=_("Left empty, the lead is used.")
    )
    social_image = models.ForeignKey(
        CustomImage,
        verbose_name=_("picture when shared"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Left empty, the cover is used."),
    )

    objects = PublicationManager()

    new_label: str | Promise = ""
    """What the button that begins one says; each kind has its own."""

    plain_writer: type[PlainWriter] = PlainWriter
    """What writes its body as plain content."""

    schema_type = "Article"
    """What it is in the vocabulary of https://schema.org."""

    is_as_published = False
    """Whether it was read at its address, from the rows that publishing wrote: no draft, no preview."""

    is_creatable = False
    search_fields = [*Page.search_fields, index.SearchField("lead", boost=2), index.FilterField("kind")]

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        # The order of every list: of everything, and of one kind.
        indexes = [
            models.Index(fields=["-publication_date", "-page_ptr"], name="publications_newest"),
            models.Index(fields=["kind", "-publication_date", "-page_ptr"], name="publications_newest_of_kind"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if args and args[0] and not kwargs:
            # Read from the database, it has nothing for the constructors in between, which look for child rows among
            # the keywords: a list would spend an eighth of its time there.
            models.Model.__init__(self, *args)
        else:
            super().__init__(*args, **kwargs)

    def save(self, *args, **kwargs) -> None:
        self.word_count = self.count_words()
        if self.live and self.publication_date is None:
            self.publication_date = self.first_published_at or timezone.now()
        super().save(*args, **kwargs)

    def count_words(self) -> int:
        """Words of the body, read off its searchable content."""
        body = getattr(self, "body", None)
        if body is None:
            return self.word_count
        return sum(len(text.split()) for text in body.stream_block.get_searchable_content(body))

    @property
    def kind_label(self) -> str:
        """« Article » or « Entretien », empty before it is first saved; Django's own way takes ten times as long."""
        return str(self.Kind(self.kind).label) if self.kind else ""

    @property
    def reading_minutes(self) -> int:
        """Minutes of reading, at least one."""
        return max(1, math.ceil(self.word_count / WORDS_PER_MINUTE))

    @property
    def cover_alt_text(self) -> str:
        """The cover's alternative text for this use, else the library's."""
        return self.cover_alt or (self.cover.default_alt_text if self.cover else "")

    @property
    def cover_credit_text(self) -> str:
        """Whom to credit for the cover, if anybody."""
        return self.cover_credit or (self.cover.credit if self.cover else "")

    @property
    def card_title(self) -> str:
        return self.listing_title or self.title

    @property
    def card_summary(self) -> str:
        return self.listing_summary or self.lead

    @property
    def card_image(self) -> CustomImage | None:
        return self.listing_image or self.cover

    @property
    def card_image_alt(self) -> str:
        """The alternative text of the card's picture."""
        return self.listing_image.default_alt_text if self.listing_image else self.cover_alt_text

    @cached_property
    def credits(self) -> list[Contribution]:
        """Who signed it or speaks in it, as last published; `cards.load_credits` loads them for several at once."""
        return list(self.contributions.all())

    @cached_property
    def voices(self) -> list[Voice]:
        """Who speaks in it, as last published, in the order they were declared."""
        spoken = (c for c in self.credits if c.role == Contribution.Role.SPEAKER)
        return [Voice(c.name, c.initials, colour_for(c.sort_order)) for c in sorted(spoken, key=lambda c: c.sort_order)]

    @cached_property
    def byline(self) -> list[Person]:
        """Who signs it, in order."""
        return [row.person for row in self.authorships.all().select_related("person__portrait")]

    @cached_property
    def topic_list(self) -> list[Topic]:
        """What it is about, in the editor's order."""
        if self.is_as_published:
            return FILED(publication=self.pk)
        return [row.topic for row in self.topic_links.all().select_related("topic")]

    @cached_property
    def chosen_ids(self) -> list[int]:
        """What the editor chose to read next; read along with a page that is found by its address."""
        return [link.related_id for link in self.related_links.all()]

    @cached_property
    def neighbours(self) -> Neighbours:
        """What it leads to."""
        found = neighbours_of(self, Publication)
        depends_on_neighbours(self, found, RELATED)
        return found

    @cached_property
    def related(self) -> list[Publication]:
        """What to read next: the editor's choice, else what shares a topic or a person with it."""
        return cards.loaded(self.neighbours.related)

    @classmethod
    def read_along(cls, publications: Iterable[Publication]) -> None:
        """Read what the plain content of several publications of this kind needs, all at once."""

    def contributors(self) -> Iterable[Contributor]:
        """Everyone who signed it or speaks in it, in order."""
        return [Contributor(Contribution.Role.AUTHOR, person) for person in self.byline]

    def searchable_texts(self) -> Iterable[str]:
        """What search reads of it beside its title and lead: the body, the cover's caption."""
        body = getattr(self, "body", None)
        if body is not None:
            yield from texts(body.stream_block, body)
        yield self.cover_caption

    def search_passages(self) -> Iterable[SearchPassage]:
        """The parts of it that search leads to by themselves: none, unless its kind has some."""
        return ()

    def pictures(self) -> Iterable[tuple[CustomImage, str]]:
        """Every picture its page shows, with the place (`almacms.images.responsive.PLACES`) it is shown in."""
        if self.cover:
            yield self.cover, "cover"
        for image in self.body_pictures:
            yield image, "body"
        for person in self.byline:
            if person.portrait is not None:
                yield person.portrait, "portrait"

    @cached_property
    def body_pictures(self) -> list[CustomImage]:
        """The pictures of the body, in order."""
        return contents.load_pictures(getattr(self, "body", None))

    @cached_property
    def table_of_contents(self) -> list[contents.Entry]:
        """The headings of the body."""
        return contents.table_of_contents(getattr(self, "body", None) or [])

    @cached_property
    def questions(self) -> list[contents.Entry]:
        """Those that were asked: none, but for interviews."""
        return []

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        # Before any block is drawn: pictures would be asked for by each of them, and headings are given their anchors.
        self.body_pictures  # noqa: B018
        self.table_of_contents  # noqa: B018
        context = super().get_context(request, *args, **kwargs)
        if self.is_as_published:
            cards.load_credits([self, *cards.undrawn(self.related)])
            self.byline = [c.person for c in self.credits if c.role == Contribution.Role.AUTHOR and c.person]
        cards.prepare(self.related, pictures=[*self.pictures(), (self.social_picture, SOCIAL)])
        return context

    @property
    def social_picture(self) -> CustomImage | None:
        """The picture that goes with a shared link."""
        return self.social_image or self.cover

    @cached_property
    def social_picture_url(self) -> str:
        """Absolute address of the picture that goes with a shared link, drawn for it when nobody chose one."""
        # Neither a preview nor a page under a password is found by the way that is every reader's.
        return social_url(self.social_picture) or sharing_pictures.picture_url(self, is_published=self.unrestricted)

    @property
    def passing_on(self) -> PassingOn:
        """The ways to pass it on."""
        return PassingOn(self.share_title, self.full_url)

    def schema_parts(self, _url: str, _around: Around) -> list[Node]:
        """Its parts as https://schema.org calls them: none, for a text of one piece."""
        return []
