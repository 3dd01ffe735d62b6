"""The public statement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from almacms.page_cache.recording import saw
from home.models import SiteSettings
from home.sitemaps import site_of

from . import STATEMENT
from .audit import read


@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """What the law asks every site to say of its accessibility, from the criteria and from the site's settings."""
    site = site_of(request)
    settings = SiteSettings.objects.filter(site=site).first() or SiteSettings(site=site)
    saw(STATEMENT)
    audit = read()
    context = {
        "audit": audit,
        "settings": settings,
        "entity": settings.accessibility_entity or settings.name,
        "day": settings.accessibility_date or audit.day,
        "address": site.hostname,
        "canonical_url": f"{site.root_url}{request.path}",
    }
    return render(request, "home/statement.html", context)
