"""Logs that a machine reads: one JSON object a line."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest


class JSONFormatter(logging.Formatter):
    """Time, level, logger, message; the request's method, path and status where there is one; the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if (status := getattr(record, "status_code", None)) is not None:
            entry["status"] = status
        # The development server's records have a socket there.
        if isinstance(request := getattr(record, "request", None), HttpRequest):
            # Never the query string: it may hold an address or a one-time key.
            entry["method"], entry["path"] = request.method, request.path
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)
