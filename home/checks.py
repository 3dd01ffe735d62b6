"""What `manage.py check --deploy --database default` says of the site's address."""

from typing import Any

from django.core import checks
from django.db import DatabaseError
from wagtail.models import Site

from .address import public_address


# Among those of the database, as it must not run where there is none.
@checks.register(checks.Tags.database, deploy=True)
def check_site_address(databases: Any = None, **_others: Any) -> list[checks.CheckMessage]:
    """The addresses told to search engines and social networks are made of the site's host, not of the request's."""
    if not databases:
        return []
    try:
        site = Site.objects.filter(is_default_site=True).first()
    except DatabaseError:
        # Not migrated yet: there is no site to be wrong.
        return []
    host, port = public_address()
    if site is None or (site.hostname, site.port) == (host, port):
        return []
    return [
        checks.Warning(
            f"The default site is {site.hostname}:{site.port}, while ALMACMS_BASE_URL says {host}:{port}.",
            hint="Correct the variable, or the site in the interface: Settings, Sites.",
            id="home.W001",
        )
    ]
