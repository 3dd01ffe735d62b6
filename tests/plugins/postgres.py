"""A PostgreSQL of the tests' own: `pytest -p tests.plugins.postgres` starts it, and stops it at the end.

The server is the one installed on the machine, on a free port of the loopback address, with its data in a temporary
folder and nothing written to disk that could be spared. With DATABASE_URL set, that server is used and none is started.
The work happens on import: pytest-django reads the settings before any fixture could run.
"""

import atexit
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

QUICK = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50", "shared_buffers=64MB"]
MISSING = (
    "These tests need PostgreSQL: no `initdb` was found in PATH nor under /usr/lib/postgresql.\n"
    "On Debian and Ubuntu: apt install postgresql. On macOS: brew install postgresql.\n"
    "Or set DATABASE_URL to a server on which a database may be created; or run `make test-sqlite`."
)


class Server:
    """A cluster made, started, stopped and removed."""

    def __init__(self, binaries: Path) -> None:
        self.binaries = binaries
        self.folder = Path(tempfile.mkdtemp(prefix="almacms-postgres-"))
        self.data = self.folder / "data"
        self.port = free_port()
        # PostgreSQL refuses to run as root.
        self.account: dict[str, Any] = {}
        if os.geteuid() == 0:
            name = next((name for name in ("postgres", "nobody") if has_account(name)), "nobody")
            self.account = {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}
            shutil.chown(self.folder, name)

    @property
    def url(self) -> str:
        return f"postgres://almacms@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        flags = ["--auth=trust", "--username=almacms", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        self.run("initdb", f"--pgdata={self.data}", *flags)
        options = [f"-p {self.port}", "-h 127.0.0.1", f"-k {self.folder}", *(f"-c {setting}" for setting in QUICK)]
        log = self.folder / "log"
        self.run("pg_ctl", f"--pgdata={self.data}", f"--log={log}", "--wait", "start", "-o", " ".join(options))

    def stop(self) -> None:
        self.run("pg_ctl", f"--pgdata={self.data}", "--mode=immediate", "--wait", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, command: str, *arguments: str) -> None:
        # To a file and not a pipe: the server keeps what pg_ctl was given for as long as it runs.
        with (self.folder / f"{command}.out").open("w+") as output:
            done = subprocess.run(
                [self.binaries / command, *arguments],
                stdout=output,
                stderr=output,
                cwd="/",
                check=False,
                **self.account,
            )
            if done.returncode:
                output.seek(0)
                raise pytest.UsageError(f"{command} failed:\n{output.read()}")


def has_account(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def find_binaries() -> Path:
    """Where PostgreSQL's commands are; Debian keeps them out of PATH, in a folder for each version."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if not versions:
        raise pytest.UsageError(MISSING)
    return versions[-1].parent


def begin() -> None:
    if os.environ.get("DATABASE_URL"):
        return
    server = Server(find_binaries())
    server.start()
    atexit.register(server.stop)
    os.environ["DATABASE_URL"] = server.url


# xdist's workers inherit DATABASE_URL, and with it the one server.
if "PYTEST_XDIST_WORKER" not in os.environ:
    begin()


def pytest_report_header() -> str:
    return f"database: PostgreSQL at {os.environ['DATABASE_URL'].rpartition('@')[2]}"
