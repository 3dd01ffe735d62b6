"""What readers can find: a row for each page, person and topic that they may see, and one for each answer.

The databases' own indexes stand on `Entry`'s terms and follow it by themselves: migration 0003 makes them, a full-text
table kept by triggers on SQLite, generated columns on PostgreSQL. A later migration that rebuilds the table on SQLite
must make the triggers again, and none may take `FACTS` away or call it otherwise.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from almacms.people.models import Person
from almacms.publications.models import Publication, Topic

FACTS = "search_entry_facts"
"""The index of what a search asks of each hit: SQLite is told to use it, by this name. PostgreSQL has no use for it."""


class Entry(models.Model):
    """Something that can be found, with the terms it is found by (`french.terms`), separated by spaces."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article")
        INTERVIEW = "interview", _("Interview")
        PERSON = "person", _("Person")
        TOPIC = "topic", _("Topic")
        PAGE = "page", _("Page")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=12, default="fr")
    publication = models.OneToOneField(
        Publication,
        verbose_name=_("publication"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="search_entry",
    )
    page = models.OneToOneField(
        Page, verbose_name=_("plain page"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), null=True, blank=True, on_delete=models.CASCADE, related_name="search_entries"
    )
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), null=True, blank=True, on_delete=models.CASCADE, related_name="search_entries"
    )
    moment = models.BigIntegerField(_("publication date"), default=0)
    """Seconds since 1970; 0 for what has no date."""
    expiry = models.BigIntegerField(_("expiry"), null=True, blank=True)
    """The same, when readers may no longer see it; empty for never."""
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    title = models.TextField(_("title or name"), blank=True)
    about = models.TextField(_("names, topics, other titles"), blank=True)
    """One on each line."""
    title_words = models.TextField(_("words of the title, with their endings"), blank=True)
    title_terms = models.TextField(_("terms of the title"), blank=True)
    lead_terms = models.TextField(_("terms of the lead, of the topics and of the people"), blank=True)
    salient_terms = models.TextField(_("terms of the headings, and that the body repeats"), blank=True)
    body_terms = models.TextField(_("terms of the body"), blank=True)
    text = models.TextField(_("text"), blank=True)
    """What extracts are taken from, a paragraph on each line."""
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), related_name="+", blank=True)
    authors = models.ManyToManyField(Person, verbose_name=_("authors"), related_name="+", blank=True)
    speakers = models.ManyToManyField(Person, verbose_name=_("speakers"), related_name="+", blank=True)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = [models.Index(fields=["id", "language", "expiry", "kind", "year", "moment"], name=FACTS)]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(publication__isnull=False, page=None, person=None, topic=None)
                | models.Q(publication=None, page__isnull=False, person=None, topic=None)
                | models.Q(publication=None, page=None, person__isnull=False, topic=None)
                | models.Q(publication=None, page=None, person=None, topic__isnull=False),
                name="search_entry_of_one_thing",
            ),
            models.UniqueConstraint(fields=["person", "language"], name="search_entry_person_once_a_language"),
            models.UniqueConstraint(fields=["topic", "language"], name="search_entry_topic_once_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.kind_label}: {self.title}"

    @property
    def kind_label(self) -> str:
        """« Article », « Personne »; Django's own way takes ten times as long."""
        return str(self.Kind(self.kind).label) if self.kind else ""


class Passage(models.Model):
    """An answer of an interview, so that whoever is found in it is led to its very question."""

    entry = models.ForeignKey(Entry, verbose_name=_("search entry"), on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveSmallIntegerField(_("position"))
    anchor = models.CharField(_("anchor"), max_length=60)
    """What follows # in the interview's address."""
    question = models.CharField(_("question"), max_length=400)
    speaker = models.CharField(_("speaker"), max_length=120, blank=True)
    text = models.TextField(_("text"), blank=True)
    terms = models.TextField(_("terms"), blank=True)
    """With a space before the first and after the last, so that whole ones can be looked for."""

    class Meta:
        verbose_name = _("search passage")
        verbose_name_plural = _("search passages")
        constraints = [models.UniqueConstraint(fields=["entry", "position"], name="search_passage_once_each")]

    def __str__(self) -> str:
        return self.question


class Word(models.Model):
    """A word that was met in what is indexed, for whoever misspells it.

    Whether a word is still to be found, how often, and how it is written is asked of the index before it is offered.
    Those that went with the last text that had them are taken out with it; a rebuilding finds what was missed.
    """

    MAX_LENGTH = 60

    language = models.CharField(_("language"), max_length=12, default="fr")
    word = models.CharField(_("word"), max_length=MAX_LENGTH)
    """In lower case, without accents."""

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="search_word_once_a_language")]

    def __str__(self) -> str:
        return self.word
