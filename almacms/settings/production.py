"""Production: `base` as it is, once everything it cannot do without has been given."""

from django.core.exceptions import ImproperlyConfigured

from . import environment as env
from .base import *

REQUIRED = {
    "SECRET_KEY": "the key that signs sessions, 50 characters at random",
    "ALLOWED_HOSTS": "the host names served, with commas between",
    "DATABASE_URL": "postgres://user:password@host:5432/name",
    "ALMACMS_BASE_URL": "the public address, such as https://alma.example",
}

DEBUG = False

if _missing := [f"{name} ({meaning})" for name, meaning in REQUIRED.items() if not env.text(name)]:
    raise ImproperlyConfigured("Production cannot start. Missing from the environment: " + "; ".join(_missing))
