"""The front door: home page, plain pages, the site's settings and navigation."""

from collections.abc import Iterable
from functools import partial

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from almacms import languages
from almacms.images.models import CustomImage
from almacms.images.responsive import prefetch_renditions, social_url
from almacms.page_cache.recording import depends_on, not_recording
from almacms.page_cache.remembered import remembered
from almacms.prepared import Given, Prepared
from almacms.publications import cards, contents
from almacms.publications.forms import PageForm
from almacms.publications.freshness import TREE, depends_on_head, depends_on_links
from almacms.publications.index_pages import index_models
from almacms.publications.models import Publication
from almacms.publications.panels import plain_promote_panels
from almacms.publications.querysets import PublicationQuerySet
from almacms.publications.restrictions import RoutedPage
from almacms.publications.searchable import texts
from almacms.publications.sharing import DescribedPage
from almacms.workflow.pages import ReviewedPage
from almacms.workflow.permissions import KeptPagePermissionTester

from .blocks import ContentBody, NavigationLinks, SocialLinks

LATEST = 6
NEWEST: Prepared[Publication] = Prepared(
    lambda kind, limit, _language: _listed().of_kind(kind).newest_first().for_cards()[:limit]
)
CHOSEN: Prepared[Publication] = Prepared(
    lambda _language: _listed().filter(pk=Given("feature", models.IntegerField())).for_cards()
)


def _listed() -> PublicationQuerySet:
    return Publication.objects.listed(Given("now", models.DateTimeField()))


class HomePage(DescribedPage, RoutedPage, ReviewedPage):
    """The front page: a feature, the latest articles and interviews, an introduction."""

    introduction = RichTextField(
        _("introduction"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("Who we are, in a few sentences; shown on the front page."),
    )
    feature = models.ForeignKey(
        Publication,
        verbose_name=_("feature"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Opens the front page. Left empty, it is the newest publication."),
    )

    page_description = _("The front page; one for the site.")
    max_count = 1
    permission_tester = KeptPagePermissionTester
    base_form_class = PageForm
    content_panels = [FieldPanel("title", classname="title"), FieldPanel("feature"), FieldPanel("introduction")]
    promote_panels = plain_promote_panels
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        language, now = languages.current() if languages.several() else "", timezone.now()
        articles = NEWEST(Publication.Kind.ARTICLE, LATEST + 1, language, now=now)
        interviews = NEWEST(Publication.Kind.INTERVIEW, LATEST // 2 + 1, language, now=now)
        newest = sorted(articles + interviews, key=lambda p: (p.publication_date, p.pk), reverse=True)
        depends_on_head("kind:article", shown=articles, limit=LATEST + 1)
        depends_on_head("kind:interview", shown=interviews, limit=LATEST // 2 + 1)
        depends_on_links([self.feature_id] if self.feature_id else [])
        chosen = CHOSEN(language, feature=self.feature_id, now=now) if self.feature_id else []
        feature = next(iter([*chosen, *newest]), None)
        articles = [article for article in articles if article != feature][:LATEST]
        interviews = [interview for interview in interviews if interview != feature][: LATEST // 2]
        cards.prepare([*articles, *interviews], others=[feature] if feature else [])
        return {
            **context,
            "feature": feature,
            "latest_articles": articles,
            "latest_interviews": interviews,
            **remembered(("lists", self.pk), partial(self._lists, request)),
        }

    def _lists(self, request: HttpRequest) -> dict[str, str]:
        """The addresses of the lists, empty where the site has none."""
        kinds = {model._meta.label_lower: f"{model.kind}s_url" for model in index_models()}
        found = dict.fromkeys(kinds.values(), "")
        depends_on(TREE)
        with not_recording():
            children = list(self.get_children().live().select_related("content_type"))
        for page in children:
            label = f"{page.content_type.app_label}.{page.content_type.model}"
            if label in kinds:
                found[kinds[label]] = page.get_url(request)
        return found


class ContentPage(DescribedPage, RoutedPage, ReviewedPage):
    """A plain page: legal notice, accessibility statement, about."""

    lead = models.TextField(_("lead"), blank=True, max_length=600)
    body = StreamField(ContentBody(), verbose_name=_("body"), blank=True)

    page_description = _("A page that is no article: about, legal notice, accessibility.")
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage"]
    base_form_class = PageForm
    content_panels = [FieldPanel("title", classname="title"), FieldPanel("lead"), FieldPanel("body")]
    promote_panels = plain_promote_panels
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    template = "home/content_page.html"

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def searchable_texts(self) -> Iterable[str]:
        """What search reads of it beside its title and lead."""
        return texts(self.body.stream_block, self.body)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        entries = contents.table_of_contents(self.body)
        prefetch_renditions((image, "body") for image in contents.pictures(self.body))
        return {**super().get_context(request, *args, **kwargs), "table_of_contents": entries}


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    """What every page of the site shows: its name, its footer, its navigation."""

    name = models.CharField(_("name"), max_length=60, default="Alma")
    tagline = models.CharField(
        _("tagline"), max_length=160, blank=True, help_text=_("A line beside the name, at the top of every page.")
    )
    footer = RichTextField(_("footer"), blank=True, features=["bold", "italic", "link"])
    social_links = StreamField(SocialLinks(), verbose_name=_("social networks"), blank=True)
    social_picture = models.ForeignKey(
        CustomImage,
        verbose_name=_("default sharing picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Goes with shared links to pages that have no picture of their own."),
    )
    header_links = StreamField(NavigationLinks(), verbose_name=_("at the top of every page"), blank=True)
    footer_links = StreamField(NavigationLinks(), verbose_name=_("at the foot of every page"), blank=True)

    accessibility_entity = models.CharField(
        _("who answers for the site"),
        max_length=160,
        blank=True,
        help_text=_("The organisation that the accessibility statement speaks for; left empty, the site's name."),
    )
    accessibility_email = models.EmailField(
        _("e-mail address"),
        blank=True,
        help_text=_("Where somebody who cannot read something writes to. The law asks for a way to write to you."),
    )
    accessibility_contact = models.TextField(
        _("other ways to reach you"), blank=True, max_length=600, help_text=_("A telephone number, a postal address.")
    )
    accessibility_date = models.DateField(
        _("date of the statement"),
        null=True,
        blank=True,
        help_text=_("The day you last read it through; left empty, the day the pages were looked at."),
    )
    accessibility_notes = RichTextField(
        _("contents that are not accessible"),
        blank=True,
        features=["bold", "ul", "link"],
        help_text=_("What you know of your own contents, exemptions, and where your multi-year plan is published."),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel([FieldPanel("name"), FieldPanel("tagline")], heading=_("Name")),
                    FieldPanel("footer"),
                    FieldPanel("social_links"),
                    FieldPanel("social_picture"),
                ],
                heading=_("Identity"),
            ),
            ObjectList([FieldPanel("header_links"), FieldPanel("footer_links")], heading=_("Navigation")),
            ObjectList(
                [
                    FieldPanel("accessibility_entity"),
                    FieldPanel("accessibility_email"),
                    FieldPanel("accessibility_contact"),
                    FieldPanel("accessibility_date"),
                    FieldPanel("accessibility_notes"),
                ],
                heading=_("Accessibility"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("site settings")

    @property
    def social_picture_url(self) -> str:
        """Absolute address of the default sharing picture, empty when there is none."""
        return social_url(self.social_picture)
