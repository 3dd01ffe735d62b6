"""The least a Django application can do: answer bytes that it holds in memory. What a cached page is compared with."""

import json
import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

FOLDER = Path(os.environ["ALMACMS_BENCH_ANSWERS"])
"""Where `bench.answers` keeps what the site answered: bytes, and the headers that go with them."""

answers = {
    file.stem: (file.read_bytes(), json.loads(file.with_suffix(".json").read_text())) for file in FOLDER.glob("*.body")
}


def answer(_request: HttpRequest, name: str) -> HttpResponse:
    body, headers = answers[name]
    return HttpResponse(body, headers=headers)


urlpatterns = [path("<slug:name>", answer)]

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    LOGGING_CONFIG=None,
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY="nothing is signed here",  # noqa: S106
)
application = get_wsgi_application()
