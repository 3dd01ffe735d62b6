"""What an article and an interview share, the topics that file them, and who contributed to them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from almacms.images.models import CustomImage
from almacms.images.responsive import social_url
from almacms.people.models import Person
from almacms.people.names import initials, slug_for

from . import cards, contents
from .cards import Voice, colour_for
from .querysets import PublicationManager
from .restrictions import RoutedPage

WORDS_PER_MINUTE = 230
"""Silent reading of French, adults: about 230 words a minute (Brysbaert, 2019, Journal of Memory and Language 109)."""


class Topic(index.Indexed, models.Model):
    """What a publication is about; files it, and has a page of its own."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("The end of the address of this topic’s page. Made from the name when left empty."),
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("One or two sentences, shown on its page.")
    )

    panels = [TitleFieldPanel("name", targets=["slug"]), FieldPanel("description"), FieldPanel("slug")]
    search_fields = [index.SearchField("name", boost=3), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def full_clean(self, *args, **kwargs) -> None:
        """Give the topic an address first, so that it is checked with the rest."""
        self._set_slug()
        super().full_clean(*args, **kwargs)

    def save(self, *args, **kwargs) -> None:
        self._set_slug()
        super().save(*args, **kwargs)

    def _set_slug(self) -> None:
        if not self.slug:
            taken = Topic.objects.exclude(pk=self.pk).values_list("slug", flat=True)
            self.slug = slug_for(self.name, taken=set(taken))

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])


class Publication(RoutedPage, Page):
    """An article or an interview: what lists, feeds, search, topics and people's pages need to know of either.

    Concrete, so that all of them are one queryset and a card needs no `.specific()`; never created by itself.
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article")
        INTERVIEW = "interview", _("Interview")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, editable=False, db_index=True)
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
        db_index=True,
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

    is_creatable = False
    search_fields = [*Page.search_fields, index.SearchField("lead", boost=2), index.FilterField("kind")]

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

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
    def voices(self) -> list[Voice]:
        """Who speaks in it, as last published, in the order they were declared."""
        spoken = (c for c in self.contributions.all() if c.role == Contribution.Role.SPEAKER)
        return [
            Voice(c.name, c.initials, colour_for(c.sort_order), c.url)
            for c in sorted(spoken, key=lambda c: c.sort_order)
        ]

    @cached_property
    def byline(self) -> list[Person]:
        """Who signs it, in order."""
        return [row.person for row in self.authorships.all().select_related("person__portrait")]

    @cached_property
    def topic_list(self) -> list[Topic]:
        """What it is about, in the editor's order."""
        return [row.topic for row in self.topic_links.all().select_related("topic")]

    @cached_property
    def related(self) -> list[Publication]:
        """What the editor chose to read next, those that readers may see."""
        chosen = [link.related_id for link in self.related_links.all()]
        shown = Publication.objects.visible().for_cards().in_bulk(chosen) if chosen else {}
        return [shown[pk] for pk in chosen if pk in shown]

    def contributors(self) -> Iterable[Contributor]:
        """Everyone who signed it or speaks in it, in order."""
        return [Contributor(Contribution.Role.AUTHOR, person) for person in self.byline]

    def pictures(self) -> Iterable[tuple[CustomImage, str]]:
        """Every picture its page shows, with the place (`almacms.images.responsive.PLACES`) it is shown in."""
        if self.cover:
            yield self.cover, "cover"
        for image in contents.pictures(getattr(self, "body", None)):
            yield image, "body"
        for person in self.byline:
            if person.portrait is not None:
                yield person.portrait, "portrait"

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        cards.prepare(self.related, pictures=[*(image for image, _ in self.pictures()), self.social_picture])
        return context

    @property
    def social_picture(self) -> CustomImage | None:
        """The picture that goes with a shared link."""
        return self.social_image or self.cover

    @cached_property
    def social_picture_url(self) -> str:
        """Absolute address of the picture that goes with a shared link, empty when there is none."""
        return social_url(self.social_picture)


class PublicationAuthor(Orderable):
    """Who signs a publication, and in which order."""

    publication = ParentalKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="authorships"
    )
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="authorships")

    panels = [FieldPanel("person")]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [models.UniqueConstraint(fields=["publication", "person"], name="publications_author_once_each")]


class PublicationTopic(Orderable):
    """What a publication is filed under."""

    publication = ParentalKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="topic_links"
    )
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), on_delete=models.PROTECT, related_name="publication_links"
    )

    panels = [FieldPanel("topic")]

    class Meta(Orderable.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [models.UniqueConstraint(fields=["publication", "topic"], name="publications_topic_once_each")]


class RelatedPublication(Orderable):
    """What to read next, by the editor's choice."""

    publication = ParentalKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="related_links"
    )
    related = models.ForeignKey(Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("related")]

    class Meta(Orderable.Meta):
        verbose_name = _("related publication")
        verbose_name_plural = _("related publications")


@dataclass(frozen=True)
class Contributor:
    """Somebody who contributed to a publication: a person or, where they may not be known, the words shown instead."""

    role: str
    person: Person | None
    display_name: str = ""


class ContributionManager(models.Manager):
    """A contribution is never read without its person."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().select_related("person")


class Contribution(models.Model):
    """An index of who contributed to a publication as it was last published; rebuilt each time it is.

    It lets a person's page and a card name an interview's speakers without knowing what an interview is, and never
    tells of a draft. Somebody who may not be known is shown under other words, and their person is nowhere in it.
    """

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        SPEAKER = "speaker", _("Speaker")

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="contributions"
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="contributions",
    )
    display_name = models.CharField(_("shown as"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    sort_order = models.PositiveSmallIntegerField(_("order"))

    objects = ContributionManager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "person", "role"], name="publications_contribution_once_each"
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, display_name="")
                | (models.Q(person__isnull=True) & ~models.Q(display_name="")),
                name="publications_contribution_known_or_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()})"

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.display_name

    @property
    def initials(self) -> str:
        return self.person.initials if self.person else initials(self.display_name)

    @property
    def url(self) -> str:
        """The person's page; empty for somebody who may not be known."""
        return self.person.get_absolute_url() if self.person else ""
