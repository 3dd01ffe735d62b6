"""A PostgreSQL of the tests' own: `pytest -p tests.plugins.postgres` starts it, and stops it at the end.

Its data is in a temporary folder. With DATABASE_URL set, that server is used and none is started. The work happens on
import: pytest-django reads the settings before any fixture could run.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from bench.postgres import PostgresError, Server

WAYS_OUT = "Or set DATABASE_URL to a server on which a database may be created; or run `make test-sqlite`."


def begin() -> None:
    if os.environ.get("DATABASE_URL"):
        return
    folder = Path(tempfile.mkdtemp(prefix="almacms-postgres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    try:
        server = Server(folder)
        server.start()
    except PostgresError as error:
        raise pytest.UsageError(f"These tests need PostgreSQL: {error}\n{WAYS_OUT}") from error
    atexit.register(server.stop, "immediate")
    os.environ["DATABASE_URL"] = server.url


# xdist's workers inherit DATABASE_URL, and with it the one server.
if "PYTEST_XDIST_WORKER" not in os.environ:
    begin()


def pytest_report_header() -> str:
    return f"database: PostgreSQL at {os.environ['DATABASE_URL'].rpartition('@')[2]}"
