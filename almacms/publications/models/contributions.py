"""Who contributed to what, as last published."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from almacms.people.models import Person
from almacms.people.names import initials


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
        "publications.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="contributions",
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="contributions",
        db_index=False,
    )
    display_name = models.CharField(_("shown as"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    sort_order = models.PositiveSmallIntegerField(_("order"))

    objects = ContributionManager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        # What somebody contributed to is read off the index alone.
        indexes = [models.Index(fields=["person", "publication"], name="publications_person_parts")]
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
