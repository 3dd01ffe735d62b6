"""Tests: quick and alone. No file outside a temporary folder but the SQLite database, no mail, no cache but memory."""

from .base import *

DEBUG = False
SECRET_KEY = "tests-only-key-never-used-in-production"
ALLOWED_HOSTS = ["*"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://localhost"

# There for the tests of two languages (tests/languages/), which only turn it on.
if "wagtail.contrib.simple_translation" not in INSTALLED_APPS:
    INSTALLED_APPS.append("wagtail.contrib.simple_translation")

SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, so that `--reuse-db` has something to find.
    (DATA_DIR / "test").mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test" / "almacms.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
OUTBOX_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Most tests never commit, and what is never committed changes no page: those of the cache turn it on, and commit.
PAGE_CACHE = False
# tests/conftest.py gives each run a folder of its own.
PAGE_CACHE_DIR = DATA_DIR / "test" / "page-cache"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# tests/conftest.py puts it in a folder of its own, made for the run.
MEDIA_ROOT = DATA_DIR / "test" / "media"
SERVE_MEDIA = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

LOGGING["root"]["level"] = "WARNING"
LOGGING["handlers"]["console"]["formatter"] = "plain"
