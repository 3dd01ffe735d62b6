"""Every address of the site: the admin, people, topics and questions, then Wagtail's tree. Health is a middleware's."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from almacms.publications.api import router as api
from almacms.publications.plain.views import short_twin
from almacms.publications.serving import serve as serve_page
from home.sitemaps import robots

Patterns = list[URLPattern | URLResolver]


def addresses(*, with_languages: bool) -> Patterns:
    """Every address.

    Args:
        with_languages: whether what readers read also has addresses in the other languages of the site, after their
            code. Those of its own language have none before them: they stay what they are when another is added.
    """
    patterns: Patterns = [
        path("admin/", include(wagtailadmin_urls)),
        path("documents/", include(wagtaildocs_urls)),
        path("footnotes/", include("wagtail_footnotes.urls")),
        path("robots.txt", robots, name="robots"),
        path("api/v2/", api.urls),
        path("", include("almacms.sharing.urls")),
        # Wagtail's own addresses, but that the page tree is answered by our quicker view.
        path("", include([pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"])),
    ]
    if settings.SERVE_MEDIA:
        patterns += [path("media/<path:path>", serve_file, {"document_root": settings.MEDIA_ROOT})]
    read: Patterns = [
        path("", include("almacms.publications.urls")),
        path("", include("almacms.search.urls")),
        path("", include("almacms.conversation.urls")),
        path("", include("home.urls")),
        path("", include("interviews.urls")),
        # After the files of interviews, some of which end alike. No page has a dot in its address.
        re_path(r"^(?P<path>(?:[\w-]+/)*[\w-]+)\.md$", short_twin, name="short_twin"),
        re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
    ]
    return [*patterns, *(i18n_patterns(*read, prefix_default_language=False) if with_languages else read)]


urlpatterns = addresses(with_languages=settings.WAGTAIL_I18N_ENABLED)
