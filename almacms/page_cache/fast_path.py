"""The quick way to what is kept: before Django makes a request of what the server hands it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from .cache import LOOKED, page_cache

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def quick(application: Application) -> Application:
    """The same WSGI application, but that pages which are kept and hold are answered without it."""
    if not settings.PAGE_CACHE:
        return application
    pages = page_cache()

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked = pages.asked(environ)
        if asked is not None:
            found = pages.answer(environ, asked)
            if found is not None:
                start_response(found.status, found.headers)
                return [found.body]
            environ[LOOKED] = asked
        return application(environ, start_response)

    return answer
