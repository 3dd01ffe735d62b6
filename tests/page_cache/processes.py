"""Real processes for the tests: a Redis, and web servers of the site, on the loopback address."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
MISSING = "no redis-server here: on Debian and Ubuntu, apt install redis-server"
PATIENCE = 60


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def find_redis() -> str:
    """The command; a test that needs it is skipped without one, and fails where nothing may be."""
    found = shutil.which("redis-server")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return found


class Process:
    """One that is started, waited for, and ended."""

    def __init__(self, command: list[str], environment: dict[str, str] | None = None, log: Path | None = None) -> None:
        self.log = log
        output = log.open("ab") if log else subprocess.DEVNULL
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def until(self, ready: object, what: str) -> None:
        """Wait until a function no longer raises."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                ready()  # type: ignore[operator]
            except (OSError, urllib.error.URLError) as error:
                if self.process.poll() is not None or time.monotonic() > end:
                    said = self.log.read_text(errors="replace")[-3000:] if self.log else ""
                    raise AssertionError(f"{what} does not start: {error}\n{said}") from error
            else:
                return


class RedisServer(Process):
    """A Redis that keeps nothing on disk."""

    def __init__(self, port: int = 0) -> None:
        self.port = port or free_port()
        arguments = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        super().__init__([find_redis(), *arguments])
        self.until(self.ping, "redis-server")

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def ping(self) -> None:
        with socket.create_connection(("127.0.0.1", self.port), 1) as connection:
            connection.sendall(b"PING\r\n")
            if not connection.recv(16).startswith(b"+PONG"):
                raise OSError("not ready")


class WebServer(Process):
    """One worker of the production server."""

    def __init__(self, environment: dict[str, str], log: Path, port: int = 0) -> None:
        self.port = port or free_port()
        command = [sys.executable, "-m", "gunicorn", "almacms.wsgi", f"--bind=127.0.0.1:{self.port}"]
        super().__init__([*command, "--workers=1", "--threads=4", "--timeout=120"], environment, log)
        self.until(lambda: self.get("/-/health/live"), "gunicorn")

    def get(self, path: str) -> tuple[str, str]:
        """What an address says, and whether it was kept: `hit`, `miss`."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as response:
            return response.read().decode(), response.headers.get("X-Page-Cache", "")
