"""WSGI entry point."""

import os
from contextlib import suppress

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almacms.settings.production")

_django = get_wsgi_application()

from django.db import DatabaseError, connections  # noqa: E402 (these read the settings)

from almacms.operations.requests import in_our_encoding  # noqa: E402
from almacms.page_cache.fast_path import quick  # noqa: E402
from home.furniture import read_ahead  # noqa: E402

# A database that is away, or not yet migrated, is told by what is asked of it later.
with suppress(DatabaseError):
    read_ahead()
connections.close_all()

application = quick(in_our_encoding(_django))
