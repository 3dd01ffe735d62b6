"""Development: debug pages, a throw-away key, e-mail on the console."""

from .base import *

DEBUG = True
SECRET_KEY = "development-only-key-never-used-in-production"
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
