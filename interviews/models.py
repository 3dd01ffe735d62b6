"""Q&A interviews, their named speakers, and the page that lists them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from almacms.images.models import CustomImage
from almacms.people.models import Person
from almacms.people.revisions import ProtectedRow
from almacms.prepared import Given, Prepared
from almacms.publications.cards import COLOURS
from almacms.publications.contents import Entry
from almacms.publications.formsets import DistinctChooserPanel
from almacms.publications.index_pages import PublicationIndexPage
from almacms.publications.linked_data import Around, Node
from almacms.publications.models import Contribution, Contributor, Publication
from almacms.publications.panels import cover_panel, tabs, title_panels
from almacms.publications.searchable import SearchPassage, plain_text

from .agreement.models import (  # noqa: F401 (Django finds an app's models through this module)
    AgreementLetter,
    SpeakerAgreement,
    SpeakersAgreementTask,
    SpeakersAgreementTaskState,
)
from .appearance import Appearance  # noqa: F401 (as above)
from .blocks import ExchangeValue, InterviewBody, exchange_anchor, exchange_key
from .cast import Speaker
from .forms import InterviewPageForm, exchanges_of, sentence
from .linked import question_nodes
from .panels import ConsentPanel, SpeechPanel
from .plain import InterviewWriter
from .rules import problems
from .uploads import TranscriptPicture, TranscriptUpload  # noqa: F401 (as above)


class InterviewIndexPage(PublicationIndexPage):
    """The list of interviews."""

    kind = Publication.Kind.INTERVIEW
    filtered_role = Contribution.Role.SPEAKER
    default_title = _("Interviews")
    default_slug = "entretiens"
    page_description = _("The list of interviews; one for the site.")
    subpage_types = ["interviews.InterviewPage"]
    template = "interviews/interview_index_page.html"

    class Meta:
        verbose_name = _("list of interviews")
        verbose_name_plural = _("lists of interviews")


class InterviewPage(Publication):
    """An interview: questions, and what its declared speakers answered."""

    body = StreamField(InterviewBody(), verbose_name=_("questions and answers"), blank=True)

    new_label = _("New interview")
    page_description = _("Questions, and the answers of named speakers.")
    plain_writer = InterviewWriter
    parent_page_types = ["interviews.InterviewIndexPage"]
    subpage_types: list[str] = []
    template = "interviews/interview_page.html"
    edit_handler = tabs(
        [
            *title_panels,
            cover_panel,
            DistinctChooserPanel(
                "speakers",
                chooser_field_name="person",
                heading=_("Speakers"),
                label=_("Speaker"),
                help_text=_(
                    "Declare each speaker once, with the role they had that day; then pick them in the answers."
                ),
            ),
            SpeechPanel(heading=_("Words of each speaker")),
            FieldPanel("body"),
        ],
        base_form_class=InterviewPageForm,
    )
    search_fields = [*Publication.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")

    def save(self, *args, **kwargs) -> None:
        self.kind = Publication.Kind.INTERVIEW
        super().save(*args, **kwargs)

    def publication_problems(self) -> list[str]:
        """What keeps any page from readers, and the rules of an interview."""
        names = {row.person_id: row.person.name for row in self.speakers.all()}
        found = problems(exchanges_of(self.body), names)
        return [*super().publication_problems(), *(sentence(problem, names) for problem in found)]

    @classmethod
    def read_along(cls, publications: Iterable[Publication]) -> None:
        rows: dict[int, list[InterviewSpeaker]] = {publication.pk: [] for publication in publications}
        for row in InterviewSpeaker.objects.filter(page__in=rows).select_related("person").order_by("sort_order", "pk"):
            rows[row.page_id].append(row)
        for publication in publications:
            declared = enumerate(rows[publication.pk], start=1)
            publication._speakers_by_person = {row.person_id: row.as_shown(position) for position, row in declared}

    @cached_property
    def _speakers_by_person(self) -> dict[int, Speaker]:
        if self.is_as_published:
            declared = DECLARED(page=self.pk)
        else:
            declared = self.speakers.all().select_related("person__portrait")
        return {row.person_id: row.as_shown(position) for position, row in enumerate(declared, start=1)}

    @property
    def cast(self) -> list[Speaker]:
        """The declared speakers, in order."""
        return list(self._speakers_by_person.values())

    @property
    def voices_apart(self) -> list[Speaker]:
        """Those who can be listened to one by one: two at least, and no more than there are colours."""
        return self.cast if 1 < len(self.cast) <= COLOURS else []

    def speaker(self, person_id: int | None) -> Speaker | None:
        """The declared speaker that a turn names by identifier; None when nobody declared is meant."""
        return None if person_id is None else self._speakers_by_person.get(person_id)

    def speaker_keys(self, exchange: ExchangeValue) -> str:
        """The positions of those who speak in an exchange, as the style sheet's “Écouter” reads them."""
        heard = filter(None, (self.speaker(person_id) for person_id in exchange.speakers()))
        return " ".join(str(speaker.position) for speaker in heard)

    @cached_property
    def questions(self) -> list[Entry]:
        """The exchanges' questions, with the way to each."""
        return [
            Entry(block.value["question"], exchange_anchor(block.id), speaker_keys=self.speaker_keys(block.value))
            for block in self.body
            if block.block_type == "exchange"
        ]

    def exchange(self, key: str) -> ExchangeValue | None:
        """The exchange of this key; None when there is none, or no longer."""
        exchanges = (block for block in self.body if block.block_type == "exchange")
        return next((block.value for block in exchanges if exchange_key(block.id) == key), None)

    def permalink(self, block_id: str | None) -> str:
        """Where a question is shared from; empty as long as the page has no address."""
        return f"{self._address}q/{exchange_key(block_id)}/" if self._address else ""

    @cached_property
    def _address(self) -> str | None:
        return self.url

    def schema_parts(self, url: str, around: Around) -> list[Node]:
        return question_nodes(self, url, around)

    def contributors(self) -> Iterable[Contributor]:
        yield from super().contributors()
        for speaker in self.cast:
            yield Contributor(Contribution.Role.SPEAKER, speaker.person, speaker.display_name)

    def search_passages(self) -> Iterable[SearchPassage]:
        """One for each answer, with its question and who gives it as the page names them."""
        for block in self.body:
            if block.block_type == "exchange":
                yield from self._passages_of(block)

    def _passages_of(self, block: StreamValue.StreamChild) -> Iterable[SearchPassage]:
        for reply in block.value["replies"]:
            speaker = self.speaker(reply.value.get("speaker"))
            said = None if reply.block_type == "picture" else reply.value["text"]
            if said is not None:
                text = plain_text(said.source) if reply.block_type == "turn" else said
                yield SearchPassage(
                    exchange_anchor(block.id), block.value["question"], speaker.name if speaker else "", text
                )

    def pictures(self) -> Iterable[tuple[CustomImage, str]]:
        yield from super().pictures()
        for speaker in self.cast:
            if speaker.portrait is not None:
                yield speaker.portrait, "portrait"


class InterviewSpeaker(ProtectedRow, Orderable):
    """A speaker of an interview, with the role and organisation they had that day; the order gives the colour."""

    page = ParentalKey(InterviewPage, verbose_name=_("page"), on_delete=models.CASCADE, related_name="speakers")
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="interviews_given"
    )
    role = models.CharField(
        _("role that day"), max_length=160, blank=True, help_text=_("Left empty, nothing is shown.")
    )
    organisation = models.CharField(_("organisation that day"), max_length=160, blank=True)
    display_name = models.CharField(
        _("shown as"),
        max_length=120,
        blank=True,
        help_text=_(
            "For somebody who must not be known: “an employee”. Their name, portrait and page are then shown nowhere; "
            "mind the role, and what the texts say."
        ),
    )
    consent_date = models.DateField(_("consent given on"), null=True, blank=True)
    consent_note = models.CharField(
        _("how"),
        max_length=255,
        blank=True,
        help_text=_("By letter, by e-mail, aloud before somebody… Never shown to readers."),
    )

    panels = [
        FieldPanel("person"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("organisation")]),
        ConsentPanel(
            [FieldPanel("display_name"), FieldRowPanel([FieldPanel("consent_date"), FieldPanel("consent_note")])]
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints = [models.UniqueConstraint(fields=["page", "person"], name="interviews_speaker_once_each")]

    def as_shown(self, position: int) -> Speaker:
        """What readers see of them, at this place (from 1) among the speakers."""
        person = None if self.display_name else self.person
        return Speaker(person, self.role, self.organisation, position, self.display_name)


DECLARED: Prepared[InterviewSpeaker] = Prepared(
    lambda: InterviewSpeaker.objects.filter(page=Given("page", models.IntegerField())).select_related(
        "person__portrait"
    )
)
"""The speakers of an interview, in order."""


class Withdrawal(models.Model):
    """Somebody took back the consent to be named in an interview: their name must never come back to it."""

    page = models.ForeignKey(
        InterviewPage, verbose_name=_("interview"), on_delete=models.CASCADE, related_name="withdrawals"
    )
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn on"), auto_now_add=True)

    class Meta:
        verbose_name = _("withdrawal of consent")
        verbose_name_plural = _("withdrawals of consent")
        constraints = [models.UniqueConstraint(fields=["page", "person"], name="interviews_withdrawal_once_each")]

    def __str__(self) -> str:
        return f"{self.page} ({self.withdrawn_at:%Y-%m-%d})"
