"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almacms.settings.production")

_django = get_wsgi_application()

from almacms.page_cache.fast_path import quick  # noqa: E402 (it reads the settings)

application = quick(_django)
