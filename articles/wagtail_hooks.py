"""Articles in the editorial interface."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from almacms.publications.viewsets import PublicationFilterSet, PublicationListingViewSet

from .models import ArticlePage


class ArticleFilterSet(PublicationFilterSet):
    """Filters of the list of articles."""

    class Meta(PublicationFilterSet.Meta):
        model = ArticlePage


class ArticleListingViewSet(PublicationListingViewSet):
    """Every article, whatever its state."""

    model = ArticlePage
    icon = "doc-full"
    menu_label = _("Articles")
    menu_order = 110
    filterset_class = ArticleFilterSet


@hooks.register("register_admin_viewset")
def register_articles() -> ArticleListingViewSet:
    return ArticleListingViewSet("articles")
