"""Where readers find the site, as the settings say it."""

from urllib.parse import urlsplit

from django.conf import settings


def public_address() -> tuple[str, int]:
    """The host and port of ALMACMS_BASE_URL, as Wagtail keeps them of a site."""
    parts = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return parts.hostname or "localhost", parts.port or (443 if parts.scheme == "https" else 80)
