"""What every response must carry, or must not: health, the security policies, the cache's instructions."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.cache import add_never_cache_headers, has_vary_header

from .health import readiness

GetResponse = Callable[[HttpRequest], HttpResponseBase]

LIVE = "/-/health/live"
READY = "/-/health/ready"

LASTING = {200, 301, 302, 304, 404, 410}
"""What may be answered to the next reader too; any other status tells of one request, or of a bad moment."""


def is_private(request: HttpRequest) -> bool:
    """Whether this address is one of the editorial interface."""
    return request.path_info.startswith(settings.PRIVATE_PATHS)


def is_inner_preview(request: HttpRequest) -> bool:
    """Wagtail draws a preview by sending a made-up request through the whole stack: only the real one gets headers."""
    return getattr(request, "is_dummy", False)


class HealthMiddleware:
    """`/-/health/live`: the process answers. `/-/health/ready`: what it depends on answers too."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == LIVE:
            return self._answer({"status": "ok"}, 200)
        if request.path_info == READY:
            return self._ready()
        return self.get_response(request)

    def _ready(self) -> HttpResponse:
        checks = readiness()
        ready = all(checks.values())
        return self._answer(
            {
                "status": "ok" if ready else "failed",
                "checks": {name: "ok" if passed else "failed" for name, passed in checks.items()},
            },
            200 if ready else 503,
        )

    @staticmethod
    def _answer(body: dict[str, object], status: int) -> HttpResponse:
        response = JsonResponse(body, status=status)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


class CachingMiddleware:
    """Public pages may be kept by anybody for a minute; what depends on a cookie, and what may not last, by nobody."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not is_inner_preview(request):
            self._instruct(request, response)
        return response

    def _instruct(self, request: HttpRequest, response: HttpResponseBase) -> None:
        if "no-store" in response.get("Cache-Control", ""):
            # It has said so itself: an `Expires` of this very second would only tell two answers apart.
            return
        if self._is_personal(request, response):
            add_never_cache_headers(response)
        elif not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = self._instruction(response.status_code == 200)

    @staticmethod
    def _instruction(is_whole: bool) -> str:
        """For how long an answer may be kept, and a whole page shown once it is old: longer while the site is down."""
        told = f"public, max-age={settings.PUBLIC_MAX_AGE}"
        if not is_whole:
            return told
        stale, without_us = settings.PUBLIC_STALE_AGE, settings.PUBLIC_ERROR_AGE
        return f"{told}, stale-while-revalidate={stale}, stale-if-error={without_us}"

    @staticmethod
    def _is_personal(request: HttpRequest, response: HttpResponseBase) -> bool:
        return (
            is_private(request)
            or request.method not in {"GET", "HEAD"}
            or response.status_code not in LASTING
            or bool(response.cookies)
            or has_vary_header(response, "Cookie")
        )


class SecurityPolicyMiddleware(CSPMiddleware):
    """One content security policy for public pages, one for the editorial interface, and the permissions policy."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        # None, when there is a second one to be tried out beside it.
        self.public_policy = None if build_policy(report_only=True) else build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if is_inner_preview(request):
            return response
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if self.public_policy is not None and self._has_public_policy(request, response):
            # As nearly every page has: the library writes it from its thirty directives each time.
            response.headers.setdefault(HEADER, self.public_policy)
            return response
        return super().process_response(request, response)

    @staticmethod
    def _has_public_policy(request: HttpRequest, response: HttpResponseBase) -> bool:
        return (
            response.status_code == 200
            and not is_private(request)
            and getattr(request, "_csp_nonce", None) is None
            # What the decorators of the library leave on a response that asks for something else.
            and not any(name.startswith("_csp_") for name in vars(response))
        )

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and is_private(request):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]
            # Wagtail frames its previews in the editor and says which they are; nothing else is framed by anybody.
            if response.get("X-Frame-Options") == "SAMEORIGIN":
                parts.replace = {**(parts.replace or {}), "frame-ancestors": ["'self'"]}
        return parts
