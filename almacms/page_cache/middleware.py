"""The first to see a request, and the last to see its answer: whole pages, with every header, given and kept."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from .answers import STATE, Answer
from .cache import LOOKED, Asked, is_made_up, page_cache
from .recording import recording

CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")


class PageCacheMiddleware:
    """Answers with what is kept, if it holds; else has the page made, and keeps it.

    Before every other middleware but that of health: what is kept has passed through all of them once, host name and
    HTTPS included, and is given to the same scheme and host only.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.PAGE_CACHE:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_made_up(request):
            return self.get_response(request)
        pages = page_cache()
        asked = request.META.pop(LOOKED, None) or pages.asked(request.META)
        if asked is None:
            return self.get_response(request)
        answer = pages.answer(request.META, asked)
        if answer is not None:
            return _response(answer)
        if request.method == "HEAD":
            return self.get_response(request)
        return self._made(request, asked)

    def _made(self, request: HttpRequest, asked: Asked) -> HttpResponseBase:
        pages, begun = page_cache(), time.time()
        # The answer is made for everybody, then compared with what this reader has.
        conditions = {name: request.META.pop(name) for name in CONDITIONS if name in request.META}
        with recording() as record:
            response = self.get_response(request)
        request.META.update(conditions)
        entry = pages.keep(asked, response, record, begun=begun)
        if entry is not None:
            answer = _response(entry.answer(request.META))
            answer.headers[STATE] = "miss"
            return answer
        if (
            response.status_code == 200
            and "public" in response.get("Cache-Control", "")
            and not pages.still_holds(asked.position, record.close())
        ):
            # Something was committed meanwhile: nobody else should keep it either.
            response.headers["Cache-Control"] = "no-cache"
        return response


def _response(answer: Answer) -> HttpResponse:
    response = HttpResponse(answer.body, status=int(answer.status[:3]))
    for name in list(response.headers):
        del response.headers[name]
    for name, value in answer.headers:
        response.headers[name] = value
    return response
