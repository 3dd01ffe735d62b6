"""The front page, the plain pages and the site's settings."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from almacms.accounts.models import User
from almacms.publications.models import Publication
from articles.models import ArticleIndexPage
from home.models import ContentPage, HomePage, SiteSettings
from interviews.models import InterviewIndexPage

from . import sources
from .bodies import Body
from .library import DemoLibrary, Say
from .markup import inline, rich_text


def furnish(home: HomePage, *, library: DemoLibrary, say: Say, editor: User) -> list[Page]:
    """Write the plain pages that are missing, and fill in what nobody has filled in; gives the new pages."""
    say(_("Front page, plain pages, navigation…"))
    table = sources.table("site")
    written = [
        _plain_page(home, source, library=library, editor=editor)
        for source in sources.folder("pages")
        if not home.get_children().filter(slug=source.slug).exists()
    ]
    if not home.introduction:
        home.introduction = rich_text(table["introduction"])
        home.feature = home.feature or Publication.objects.filter(slug=table["feature"], live=True).first()
        home.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)
    for model, key in ((ArticleIndexPage, "articles_introduction"), (InterviewIndexPage, "interviews_introduction")):
        index = model.objects.child_of(home).get()
        if not index.introduction:
            index.introduction = rich_text(table[key])
            index.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)
    _settings(home, table, library)
    return written


def _plain_page(home: HomePage, source: sources.Source, *, library: DemoLibrary, editor: User) -> ContentPage:
    page = ContentPage(title=source.fields["title"], slug=source.slug, lead=source.fields["lead"], live=False)
    page.owner = editor
    page.body = page.body.stream_block.to_python(Body(source.slug, library).article(source.document))
    home.add_child(instance=page)
    page.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)
    page.refresh_from_db()
    return page


def _settings(home: HomePage, table: dict, library: DemoLibrary) -> None:
    """Name the site and draw its menus, unless somebody has begun to."""
    site = Site.objects.filter(root_page=home).first() or Site.objects.get(is_default_site=True)
    settings = SiteSettings.for_site(site)
    if settings.tagline or settings.footer or settings.header_links or settings.footer_links or settings.social_links:
        return
    settings.name, settings.tagline = table["name"], table["tagline"]
    settings.footer = f"<p>{inline(table['footer'])}</p>"
    settings.social_picture = library.picture(table["social_picture"])
    settings.accessibility_entity = table["accessibility"]["entity"]
    settings.accessibility_email = table["accessibility"]["email"]
    settings.social_links = [("network", link) for link in table["social"]]
    settings.header_links = [("link", _link(home, entry)) for entry in table["header"]]
    settings.footer_links = [("link", _link(home, entry)) for entry in table["footer_links"]]
    settings.save()


def _link(home: HomePage, entry: dict[str, str]) -> dict:
    page = home.get_children().filter(slug=entry["page"]).first() if "page" in entry else None
    return {"page": page, "address": entry.get("address", ""), "label": entry.get("label", "")}
