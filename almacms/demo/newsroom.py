"""Articles and interviews, written, submitted, scheduled and published as the newsroom would."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_footnotes.models import Footnote

from almacms.accounts.models import User
from almacms.publications.models import Publication, PublicationAuthor, PublicationTopic, RelatedPublication
from articles.models import ArticleIndexPage, ArticlePage
from home.models import HomePage
from interviews.models import InterviewIndexPage, InterviewPage, InterviewSpeaker

from . import sources
from .bodies import Body, note_id
from .library import DemoLibrary, Say
from .markup import inline
from .sources import Source

PLAIN_FIELDS = (
    "title",
    "slug",
    "lead",
    "cover_alt",
    "cover_caption",
    "cover_credit",
    "listing_title",
    "listing_summary",
)


@dataclass
class Newsroom:
    """Writes as the writer, publishes as the reviewer; leaves alone a page whose address is taken."""

    library: DemoLibrary
    say: Say
    writer: User
    reviewer: User

    def publish(self, home: HomePage) -> list[Publication]:
        """Write what is missing, then link, publish, schedule or submit it; gives what was written."""
        shelves = (
            ("articles", ArticleIndexPage.objects.child_of(home).get(), self.article),
            ("interviews", InterviewIndexPage.objects.child_of(home).get(), self.interview),
        )
        written: list[tuple[Source, Publication]] = []
        for name, parent, write in shelves:
            for source in sources.folder(name):
                if not parent.get_children().filter(slug=source.slug).exists():
                    self.say(_("Writing “%(title)s”…") % {"title": source.fields["title"]})
                    page = write(source)
                    self.file(source, page)
                    parent.add_child(instance=page)
                    log(instance=page, action="wagtail.create", user=self.writer)
                    written.append((source, page))
        # Only now, since a publication may lead to another that was written after it.
        for source, page in written:
            self.release(source, page)
        return [page for _source, page in written]

    def article(self, source: Source) -> ArticlePage:
        page = ArticlePage(**self.fields(source))
        page.body = self.stream(page, Body(source.slug, self.library).article(source.document))
        page.footnotes = [
            Footnote(uuid=str(note_id(source.slug, key)), text=f"<p>{inline(text)}</p>", sort_order=position)
            for position, (key, text) in enumerate(source.document.notes.items())
        ]
        return page

    def interview(self, source: Source) -> InterviewPage:
        page = InterviewPage(**self.fields(source))
        page.body = self.stream(page, Body(source.slug, self.library).interview(source.document))
        page.speakers = [
            InterviewSpeaker(
                person=self.library.person(entry["person"]),
                role=entry["role"],
                organisation=entry["organisation"],
                sort_order=position,
            )
            for position, entry in enumerate(source.fields["speakers"])
        ]
        return page

    def fields(self, source: Source) -> dict:
        """What an article and an interview have in common."""
        fields = {key: source.fields[key] for key in PLAIN_FIELDS if key in source.fields}
        if "cover" in source.fields:
            fields["cover"] = self.library.picture(source.fields["cover"])
        if source.state == "scheduled":
            fields["go_live_at"] = source.date
        elif source.state == "live":
            fields["first_published_at"] = source.date
        return {**fields, "publication_date": source.date, "owner": self.writer, "live": False}

    @staticmethod
    def stream(page: Page, blocks: list[dict]) -> object:
        return page.body.stream_block.to_python(blocks)

    def file(self, source: Source, page: Publication) -> None:
        """Say who signs a page and what it is about."""
        page.authorships = [
            PublicationAuthor(person=self.library.person(slug), sort_order=position)
            for position, slug in enumerate(source.fields["authors"])
        ]
        page.topic_links = [
            PublicationTopic(topic=self.library.topic(slug), sort_order=position)
            for position, slug in enumerate(source.fields["topics"])
        ]

    def release(self, source: Source, page: Publication) -> None:
        """Bring a page to its state."""
        page.related_links = [
            RelatedPublication(related=related, sort_order=position)
            for position, slug in enumerate(source.fields.get("related", []))
            if (related := Publication.objects.filter(slug=slug).first())
        ]
        revision = page.save_revision(user=self.writer)
        if source.state in {"live", "scheduled"}:
            # The reviewer approves; it is the workflow, not the person, that may publish.
            revision.publish(user=self.reviewer, skip_permission_checks=True)
        elif source.state == "review":
            page.get_workflow().start(page, self.writer)
        page.refresh_from_db()
