"""Who may reach the site, and what its pages may do: hosts, HTTPS, cookies, and the policies that browsers enforce."""

from typing import Any
from urllib.parse import urlsplit

from . import environment as env

SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
BASE_URL = env.text("ALMACMS_BASE_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(BASE_URL))]

SECURE_SSL_REDIRECT = env.flag("ALMACMS_SSL_REDIRECT", default=True)
if env.flag("ALMACMS_BEHIND_PROXY", default=False):
    # Only where the proxy overwrites the header: anybody could claim HTTPS otherwise.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.number("ALMACMS_HSTS_SECONDS", 365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("ALMACMS_HSTS_SUBDOMAINS", default=False)
# W005 and W021 ask to bind every subdomain to HTTPS for a year: only the owner of the domain can promise that.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True

# Servers of PeerTube whose films an article may show.
PEERTUBE_HOSTS = ["framatube.org", *env.words("ALMACMS_PEERTUBE_HOSTS")]
# Who may be framed by an article, once the reader has asked for it.
EMBED_FRAME_HOSTS = [
    *("www.youtube-nocookie.com", "player.vimeo.com", "geo.dailymotion.com"),
    *PEERTUBE_HOSTS,
    *("w.soundcloud.com", "open.spotify.com", "widget.deezer.com"),
    *("www.openstreetmap.org", "umap.openstreetmap.fr"),
]
_embed_origins = [f"https://{host}" for host in EMBED_FRAME_HOSTS]

# Public pages: nothing is allowed but what is listed, and nothing inline.
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "frame-src": _embed_origins,
        "img-src": ["'self'"],
        "manifest-src": ["'self'"],
        "media-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
    },
}
# The editorial interface and its previews: Wagtail's scripts need nothing inline once our templates/wagtailadmin/ is in
# place; its rich text editor and its pickers write style elements and attributes.
ADMIN_CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        **CONTENT_SECURITY_POLICY["DIRECTIVES"],
        "frame-src": ["'self'", *_embed_origins],
        "img-src": ["'self'", "blob:", "data:"],
        "style-src": ["'self'", "'unsafe-inline'"],
    },
}
# The paths of people who are signed in: never cached, under the policy above.
PRIVATE_PATHS = ("/admin/", "/footnotes/")

_embed_features = " ".join(["self", *(f'"{origin}"' for origin in _embed_origins)])
PERMISSIONS_POLICY = ", ".join(
    [
        *(f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")),
        *(f"{feature}=({_embed_features})" for feature in ("autoplay", "fullscreen", "picture-in-picture")),
    ]
)
