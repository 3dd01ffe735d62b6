"""Every address of the site: the admin, people, topics and questions, then Wagtail's tree. Health is a middleware's."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from almacms.publications.views import serve as serve_page

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("footnotes/", include("wagtail_footnotes.urls")),
    path("", include("almacms.sharing.urls")),
    path("", include("almacms.publications.urls")),
    path("", include("almacms.search.urls")),
    path("", include("almacms.conversation.urls")),
    path("", include("home.urls")),
    path("", include("interviews.urls")),
]
if settings.SERVE_MEDIA:
    urlpatterns += [path("media/<path:path>", serve_file, {"document_root": settings.MEDIA_ROOT})]
urlpatterns += [
    # Wagtail's own addresses, but that the page tree is answered by our quicker view.
    path("", include([pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"])),
    re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
]
