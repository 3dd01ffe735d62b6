"""Settings shared by every environment, production-grade; `dev` and `test` relax them, `production` checks them."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.utils.translation import gettext_lazy as _

from . import environment as env
from .caching import *
from .security import *

BASE_DIR = env.BASE_DIR
DATA_DIR = env.DATA_DIR

# --- What it is made of

INSTALLED_APPS = [
    "almacms.accounts",
    "almacms.images",
    "almacms.languages",
    "almacms.workflow",
    "almacms.operations",
    "almacms.mail",
    "almacms.page_cache",
    "almacms.sharing",
    "almacms.people",
    "almacms.publications",
    "almacms.search",
    "almacms.conversation",
    "articles",
    "interviews",
    "home",
    "almacms.wordpress",
    "almacms.demo",
    "wagtail_footnotes",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    # For its French: Wagtail says with it how long ago something was.
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]

MIDDLEWARE = [
    # First: a probe knows neither our host names nor HTTPS, and must be answered when everything below fails.
    "almacms.operations.middleware.HealthMiddleware",
    # Outside of all the others: what is kept has every header, and what is given again passes through none of them.
    "almacms.page_cache.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    # Outside of the session's middleware, to see whether the response came to depend on a cookie.
    "almacms.operations.middleware.CachingMiddleware",
    "almacms.operations.middleware.SecurityPolicyMiddleware",
    "almacms.languages.middleware.AddressLanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "almacms.publications.moved_addresses.MovedAddressMiddleware",
    "almacms.workflow.middleware.PersonalLinkMiddleware",
    "almacms.workflow.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "almacms.urls"
WSGI_APPLICATION = "almacms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.site",
            ],
        },
    },
]

# Lets templates/wagtailadmin/widgets/ take the place of Wagtail's own.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database

DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(env.text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'almacms.sqlite3'}")),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A connection that opens reads the whole schema again: 3 ms, a third of a page.
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    # Wagtail's publications are read-then-write: without IMMEDIATE, two at once end in "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    # psycopg's own pool: connections outlive a request, so Django must not keep them as well.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        connect_timeout=5,
        # Planning some of a page's queries takes the database longer than answering them: it keeps the plans of those
        # that come back, which it must be sent apart from their values.
        server_side_binding=True,
        prepare_threshold=3,
        pool={"min_size": 1, "max_size": env.number("ALMACMS_DATABASE_POOL", 8), "timeout": 5},
    )

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Seconds; the e-mail says "three days".
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600

# --- Language and time

LANGUAGE_CODE = "fr"
# What the site is read in (docs/operations.md, "A second language").
LANGUAGES = env.languages("ALMACMS_LANGUAGES", {"fr": _("French"), "en": _("English")})
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = len(LANGUAGES) > 1
if WAGTAIL_I18N_ENABLED:
    INSTALLED_APPS.append("wagtail.contrib.simple_translation")
# Apart, what packages leave in English: among our own messages, makemessages would call it obsolete.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "vendor"]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# --- Files

STATICFILES_DIRS = [BASE_DIR / "almacms" / "static"]
STATIC_URL = "/static/"
STATIC_ROOT: Path | None = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "almacms.operations.static_files.LastingStaticFilesStorage"},
}
# In production the web server gives out the media; `dev` lets Django do it.
SERVE_MEDIA = False

# A long interview is a form of several thousand fields; files do not count.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_PERMISSIONS = 0o644

# --- E-mail

# Stored with the action that wrote them, then sent by the scheduler: a mail server that is down fails nothing.
EMAIL_BACKEND = "almacms.mail.backend.OutboxBackend"
OUTBOX_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
# Seconds between two looks at the outbox.
OUTBOX_INTERVAL = 10
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL", default=False)
EMAIL_TIMEOUT = 10
EMAIL_SUBJECT_PREFIX = "[Alma] "
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Alma <ne-pas-repondre@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
ADMINS = [(address, address) for address in env.words("ALMACMS_ADMINS")]

# --- Read API

# Requests from one address; what a cache in front answers is not counted.
API_RATE = env.text("ALMACMS_API_RATE", "60/min")

# --- Operations

# The scheduler's rhythm; readiness fails when it has missed three beats.
SCHEDULER_INTERVAL = 60

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"require_debug_false": {"()": "django.utils.log.RequireDebugFalse"}},
    "formatters": {
        "json": {"()": "almacms.operations.logs.JSONFormatter"},
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json"},
        "mail_admins": {
            "class": "django.utils.log.AdminEmailHandler",
            # Not by the outbox: it is in the database, whose failure may be what there is to tell; and a mail server
            # that is down must not fill it.
            "email_backend": OUTBOX_DELIVERY_BACKEND,
            "level": "ERROR",
            "filters": ["require_debug_false"],
        },
    },
    "root": {"handlers": ["console"], "level": env.text("ALMACMS_LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.request": {"handlers": ["mail_admins"], "propagate": True},
        # It warns of every HEAD request: Django leaves it to the server to drop the body, and this one does.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        # Anybody can send a wrong Host header: worth a line, not an e-mail.
        "django.security.DisallowedHost": {"handlers": ["console"], "propagate": False},
    },
}

# --- Wagtail

# Days come first; the forms read them so too, in French.
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
# Readers who sign in or give a password; without a page to go back to, they begin at the front page.
WAGTAIL_FRONTEND_LOGIN_TEMPLATE = "home/sign_in.html"
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "home/password_required.html"
LOGIN_REDIRECT_URL = "/"
WAGTAILADMIN_USER_LOGIN_FORM = "almacms.accounts.forms.LoginForm"
WAGTAIL_SITE_NAME = "Alma"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français")]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "almacms.workflow.actions.publish_approved"
# What was approved for a later day goes live while a newer text is under review: that review goes on.
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "almacms.operations.search"}}
# The interface asks nothing of anybody else's servers.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

WAGTAILIMAGES_IMAGE_MODEL = "images.CustomImage"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "doc", "docx", "epub", "odp", "ods", "odt", "pdf", "ppt", "pptx", "rtf", "txt", "xls", "xlsx", "zip"),
    *("m4a", "mp3", "oga", "ogg", "wav"),
    *("m4v", "mp4", "ogv", "webm"),
]
# Exports of other sites while they are imported: they hold people's addresses, and are under no public address.
WORDPRESS_ROOT = DATA_DIR / "wordpress"
WAGTAIL_FOOTNOTES_REFERENCE_TEMPLATE = "components/footnote_reference.html"
