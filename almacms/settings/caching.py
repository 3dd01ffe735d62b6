"""What is kept so that it is made once: Django's cache, whole pages for readers, the HTTP cache in front."""

from typing import Any

from . import environment as env
from .security import PRIVATE_PATHS

# Wagtail keeps the sites' roots here, so every process must see the same cache: files when there is no Redis, as
# local memory would leave the other workers and the scheduler with what is no longer true.
REDIS_URL = env.text("REDIS_URL")
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "almacms.page_cache.redis_cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "almacms",
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": env.DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}

# How long a browser or a cache in between may keep a public page before it asks again; for how much longer it may show
# it while it asks, and while the site does not answer. Seconds.
PUBLIC_MAX_AGE = env.number("ALMACMS_PUBLIC_MAX_AGE", 60)
PUBLIC_STALE_AGE = 60
PUBLIC_ERROR_AGE = 3600

# Whole pages, kept by the application for readers who are not signed in, and made new by what changes them.
PAGE_CACHE = env.flag("ALMACMS_PAGE_CACHE", default=True)
# Bytes of memory, for each process.
PAGE_CACHE_BYTES = env.number("ALMACMS_PAGE_CACHE_MB", 64) * 1024 * 1024
# Seconds: the last resort, should a change have been told to nobody.
PAGE_CACHE_LIFE = env.number("ALMACMS_PAGE_CACHE_LIFE", 3600)
# Where processes tell one another what changed, without Redis.
PAGE_CACHE_DIR = env.DATA_DIR / "page-cache"
# What public pages read off their addresses; any other parameter has the page made for its reader alone.
PAGE_CACHE_PARAMETERS = ["page", "personne", "theme", "annee", "q", "genre", "tri"]
# The read API counts its readers; the others are files, or for people who are signed in.
PAGE_CACHE_NEVER = (*PRIVATE_PATHS, "/api/", "/documents/", "/media/", "/static/", "/-/")

# nginx, Varnish or another cache in front, which is told to forget what changed.
if _front := env.text("ALMACMS_FRONT_CACHE"):
    WAGTAILFRONTENDCACHE = {"default": {"BACKEND": "almacms.page_cache.fronts.PurgeBackend", "LOCATION": _front}}
