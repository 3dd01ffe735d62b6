"""A line of the log is one JSON object, and tells nothing that a reader typed."""

import json
import logging
import sys

from django.test import RequestFactory

from almacms.operations.logs import JSONFormatter


def record(message: str, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("almacms", logging.WARNING, __file__, 1, message, ("été",), None)
    vars(made).update(extra)
    return made


def test_one_line_with_the_accents_kept() -> None:
    line = JSONFormatter().format(record("une\n%s"))
    assert "\n" not in line
    assert "été" in line
    assert json.loads(line)["message"] == "une\nété"


def test_the_request_without_its_query() -> None:
    request = RequestFactory().get("/articles/", {"email": "lectrice@alma.example"})
    line = JSONFormatter().format(record("%s", request=request, status_code=404))
    assert {"method": "GET", "path": "/articles/", "status": 404}.items() <= json.loads(line).items()
    assert "lectrice" not in line


def test_the_traceback() -> None:
    try:
        raise ValueError("raison")
    except ValueError:
        failed = record("%s", exc_info=sys.exc_info())
    assert "ValueError: raison" in json.loads(JSONFormatter().format(failed))["exception"]
