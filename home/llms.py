"""`/llms.txt` (https://llmstxt.org): what the site is and where its texts are in Markdown."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from almacms.publications.freshness import depends_on_head
from almacms.publications.models import Publication
from almacms.publications.plain.inline_markdown import escaped
from almacms.publications.typography import french

from .furniture import furniture_for
from .sitemaps import addresses_of, publications_of, site_of

LATEST = 100


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """The latest of each kind, with a sentence on each; the rest is in the site map and in the read API."""
    site, furniture = site_of(request), furniture_for(request)
    lines = [f"# {escaped(furniture.name)}", ""]
    if furniture.tagline:
        lines += [f"> {escaped(french(furniture.tagline))}", ""]
    publications, address_of = publications_of(site), addresses_of(site)
    for kind, title in (
        (Publication.Kind.ARTICLE, gettext("Articles")),
        (Publication.Kind.INTERVIEW, gettext("Interviews")),
    ):
        latest = publications.of_kind(kind).newest_first()
        rows = list(latest.only("title", "url_path", "lead", "publication_date")[:LATEST])
        depends_on_head(f"kind:{kind}", shown=rows, limit=LATEST)
        said = [_line(french(row.title), f"{address_of(row.url_path)}index.md", row.lead) for row in rows]
        lines += [f"## {title}", "", *said, ""] if said else []
    ways = [(gettext("Site map"), reverse("sitemap")), (gettext("Feed"), reverse("site_feed", args=["atom.xml"]))]
    lines += [f"## {gettext('Ways in')}", "", *(_line(name, f"{site.root_url}{path}", "") for name, path in ways)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _line(name: str, address: str, words: str) -> str:
    said = f": {escaped(french(' '.join(words.split())))}" if words.strip() else ""
    return f"- [{escaped(name)}]({address}){said}"
