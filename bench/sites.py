"""Almacms in production's settings on the loopback address: a database, its files, and the server of deploy/."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Self

from .ports import free_port
from .postgres import Server

ROOT = Path(__file__).parent.parent
UNIT = ROOT / "deploy" / "almacms.service"
WORKERS = 2
GENERATOR = ["writing", "bodies", "made", "indexing", "loading", "fill"]


def server_options(unit: str) -> list[str]:
    """What production gives to gunicorn, read off its systemd unit; but where it listens and how many workers.

    Raises:
        ValueError: the unit starts no gunicorn.
    """
    command = next((line for line in unit.splitlines() if line.startswith("ExecStart=") and "gunicorn" in line), "")
    _program, *options = command.removeprefix("ExecStart=").split() or [""]
    if not options:
        raise ValueError("deploy/almacms.service no longer starts gunicorn")
    return [each for each in options if each.startswith("--") and not each.startswith(("--bind", "--workers"))]


def fingerprint() -> str:
    """What a filled database was made by: the generator and the migrations. Another one makes another database."""
    sources = [Path(__file__).parent / f"{name}.py" for name in GENERATOR]
    migrations = sorted(path for path in ROOT.glob("**/migrations/0*.py") if ".venv" not in path.parts)
    digest = hashlib.sha256()
    for path in [*sources, *migrations]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


class Gunicorn:
    """A WSGI application under the production server, with two workers."""

    def __init__(self, application: str, environment: dict[str, str], log: Path) -> None:
        self.application = application
        self.environment = environment
        self.log = log
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        command = [
            *(sys.executable, "-m", "gunicorn", self.application),
            *server_options(UNIT.read_text()),
            f"--bind=127.0.0.1:{self.port}",
            f"--workers={WORKERS}",
        ]
        with self.log.open("wb") as log:
            # A group of its own: Ctrl-C reaches only whoever measures, who ends it.
            self.process = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **self.environment}, stdout=log, stderr=log, process_group=0
            )
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait()
            self.process = None

    def _wait(self) -> None:
        for _try in range(300):
            if self.process is None or self.process.poll() is not None:
                raise RuntimeError(f"{self.application} does not start; see {self.log}")
            try:
                urllib.request.urlopen(self.url, timeout=10)
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"{self.application} does not answer; see {self.log}")


class Site:
    """A site of made-up publications on one database, kept from one run to the next."""

    def __init__(self, name: str, folder: Path, publications: int, database_url: str) -> None:
        self.name = name
        self.folder = folder
        self.publications = publications
        self.database_url = database_url
        self.data = folder / "data"
        self.marker = folder / "filled"

    def environment(self, *, cached: bool) -> dict[str, str]:
        return {
            "DJANGO_SETTINGS_MODULE": "almacms.settings.production",
            "SECRET_KEY": "only for measures on the loopback address, of nothing that anybody keeps",
            "ALLOWED_HOSTS": "127.0.0.1",
            "ALMACMS_BASE_URL": "http://127.0.0.1",
            "ALMACMS_SSL_REDIRECT": "false",
            "ALMACMS_LOG_LEVEL": "ERROR",
            "ALMACMS_DATA_DIR": str(self.data),
            "ALMACMS_PAGE_CACHE": str(cached),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": "",
            "ALMACMS_FRONT_CACHE": "",
        }

    @property
    def is_filled(self) -> bool:
        return self.marker.exists() and self.marker.read_text() == self._mark

    @property
    def _mark(self) -> str:
        return f"{self.publications} {fingerprint()}"

    def empty(self, postgres: Server | None) -> None:
        """Begin afresh, unless it was being filled in the same way when it was interrupted."""
        begun = self.folder / "begun"
        if begun.exists() and begun.read_text() == self._mark:
            return
        self.marker.unlink(missing_ok=True)
        shutil.rmtree(self.data, ignore_errors=True)
        for path in self.folder.glob("db.sqlite3*"):
            path.unlink()
        if postgres is not None and self.database_url == postgres.url:
            postgres.empty()
        self.folder.mkdir(parents=True, exist_ok=True)
        begun.write_text(self._mark)

    def begin_filling(self) -> subprocess.Popen[str]:
        """Start to make and fill the database, beside whatever else is done."""
        self.data.mkdir(parents=True, exist_ok=True)
        return subprocess.Popen(
            [sys.executable, "-m", "bench.fill", str(self.publications)],
            cwd=ROOT,
            env={**os.environ, **self.environment(cached=False)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            process_group=0,
        )

    def end_filling(self, filling: subprocess.Popen[str]) -> None:
        """Wait for it, and gather the static files.

        Raises:
            RuntimeError: it failed; says what it wrote.
        """
        output, _nothing = filling.communicate()
        if filling.returncode:
            raise RuntimeError(f"{self.name} could not be filled:\n{output}")
        self.marker.write_text(self._mark)

    def gather(self) -> None:
        """Static files as they are today, and no page kept from another run."""
        for name in ("cache", "page-cache"):
            shutil.rmtree(self.data / name, ignore_errors=True)
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
            cwd=ROOT,
            env={**os.environ, **self.environment(cached=False)},
            check=True,
        )

    def run(self, module: str, *arguments: str) -> str:
        """What one of our modules writes when it is run on this site."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env={**os.environ, **self.environment(cached=False)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return done.stdout

    def server(self, *, cached: bool, **more: str) -> Gunicorn:
        """The site under the production server; `more` are variables of its environment."""
        log = self.folder / f"gunicorn-{'cached' if cached else 'uncached'}.log"
        return Gunicorn("almacms.wsgi", {**self.environment(cached=cached), **more}, log)
