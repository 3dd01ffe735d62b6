"""Which requests may be given what was kept, and under which name it is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

from django.conf import settings

TRACKING = re.compile(r"(?:utm|mtm|pk|piwik|matomo)_[a-z_]{1,30}|fbclid|gclid|msclkid")
"""What newsletters and networks add to addresses, and no page reads."""
LONGEST = 300


class Key(NamedTuple):
    """What makes two requests one: everything that a public page may depend on."""

    scheme: str
    host: str
    path: str
    query: str

    @property
    def url(self) -> str:
        """The whole address, as readers write it."""
        path = quote(self.path.encode("latin-1", "replace"), safe="/:@!$&'()*+,;=~")
        return f"{self.scheme}://{self.host}{path}{'?' if self.query else ''}{self.query}"


class Addresses:
    """The rules of the settings, read once: they are asked at each request, before Django knows of it."""

    def __init__(self) -> None:
        self.session_cookie = f"{settings.SESSION_COOKIE_NAME}="
        self.parameters = frozenset(settings.PAGE_CACHE_PARAMETERS)
        self.never = tuple(settings.PAGE_CACHE_NEVER)
        proxy: tuple[str, str] = getattr(settings, "SECURE_PROXY_SSL_HEADER", None) or ("", "")
        self.scheme_header, self.secure_value = proxy

    def key(self, meta: Mapping[str, Any]) -> Key | None:
        """The name of the answer to a request; None for one that must be answered for itself.

        Args:
            meta: the WSGI environment, which is also Django's `request.META`.
        """
        path = meta.get("PATH_INFO", "")
        if (
            meta.get("REQUEST_METHOD") not in {"GET", "HEAD"}
            or self.session_cookie in meta.get("HTTP_COOKIE", "")
            or "HTTP_AUTHORIZATION" in meta
            # Programs that would rather have Markdown are answered so at the page's own address.
            or "text/markdown" in meta.get("HTTP_ACCEPT", "").lower()
            or path.startswith(self.never)
            or len(path) > LONGEST
        ):
            return None
        query = meta.get("QUERY_STRING", "")
        if query:
            known = self._known(query)
            if known is None:
                return None
            query = known
        host = meta.get("HTTP_HOST") or f"{meta.get('SERVER_NAME', '')}:{meta.get('SERVER_PORT', '')}"
        return Key(self._scheme(meta), host, f"{meta.get('SCRIPT_NAME', '')}{path}", query)

    def _scheme(self, meta: Mapping[str, Any]) -> str:
        # As `HttpRequest.scheme` has it.
        claimed = meta.get(self.scheme_header) if self.scheme_header else None
        if claimed is not None:
            return "https" if claimed.split(",", 1)[0].strip() == self.secure_value else "http"
        return meta.get("wsgi.url_scheme", "http")

    def _known(self, query: str) -> str | None:
        """The query in its only form; None when it holds what no page knows, or the same thing twice."""
        if len(query) > LONGEST:
            return None
        try:
            said = parse_qsl(query, keep_blank_values=True, max_num_fields=12, errors="strict")
        except ValueError:
            return None
        known = sorted((name, value) for name, value in said if not TRACKING.fullmatch(name))
        names = [name for name, _ in known]
        if len(set(names)) != len(names) or not self.parameters.issuperset(names):
            return None
        return urlencode(known)
