"""Development and the first look at the site: plain HTTP, a throw-away key, e-mail on the console."""

from . import environment as env
from .base import *

# `make run` shows the site as its readers see it, with debug off; `make dev` has the debug pages.
DEBUG = env.flag("ALMACMS_DEBUG", default=True)
SECRET_KEY = env.text("SECRET_KEY", "development-only-key-never-used-in-production")
ALLOWED_HOSTS = ["*"]
# Templates are being written: a page kept would not show what was changed in them.
PAGE_CACHE = PAGE_CACHE and not DEBUG

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Static files come from where they are written, not from a collected copy.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
SERVE_MEDIA = True

if not env.text("EMAIL_HOST"):
    # Through the outbox all the same: the scheduler prints what it would have sent.
    OUTBOX_DELIVERY_BACKEND = "django.core.mail.backends.console.EmailBackend"
    LOGGING["handlers"]["mail_admins"]["email_backend"] = OUTBOX_DELIVERY_BACKEND
LOGGING["handlers"]["console"]["formatter"] = "plain"
