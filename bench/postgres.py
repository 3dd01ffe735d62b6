"""A PostgreSQL of our own: the one installed on the machine, on a free port, with its data in a folder of ours."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any

from .ports import free_port

QUICK = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100", "shared_buffers=64MB"]
"""Nothing is written to disk that could be spared: what is in it can be made again."""
MISSING = "no `initdb` was found in PATH nor under /usr/lib/postgresql"
HINT = "On Debian and Ubuntu: apt install postgresql. On macOS: brew install postgresql."


class PostgresError(Exception):
    """PostgreSQL cannot be started; says why, for people."""


class Server:
    """A cluster: made when its folder is empty, started, stopped."""

    def __init__(self, folder: Path) -> None:
        self.binaries = find_binaries()
        self.folder = folder
        self.data = folder / "data"
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
        """Start it and wait until it answers.

        Raises:
            PostgresError: it does not start.
        """
        if not (self.data / "PG_VERSION").exists():
            flags = ["--auth=trust", "--username=almacms", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
            self.run("initdb", f"--pgdata={self.data}", *flags)
        options = [f"-p {self.port}", "-h 127.0.0.1", f"-k {self.folder}", *(f"-c {setting}" for setting in QUICK)]
        log = self.folder / "log"
        self.run("pg_ctl", f"--pgdata={self.data}", f"--log={log}", "--wait", "start", "-o", " ".join(options))

    def stop(self, mode: str = "fast") -> None:
        """Stop it; "immediate" for a cluster that nobody will start again."""
        self.run("pg_ctl", f"--pgdata={self.data}", f"--mode={mode}", "--wait", "stop")

    def empty(self) -> None:
        """Take everything out of its database."""
        self.run(
            "psql", "--quiet", f"--dbname={self.url}", "--command=DROP SCHEMA public CASCADE; CREATE SCHEMA public"
        )

    def run(self, command: str, *arguments: str) -> None:
        # To a file and not a pipe: the server keeps what pg_ctl was given for as long as it runs.
        with (self.folder / f"{command}.out").open("w+") as output:
            done = subprocess.run(
                [self.binaries / command, *arguments],
                stdout=output,
                stderr=output,
                cwd="/",
                check=False,
                # Ctrl-C is for whoever started it, who stops it.
                process_group=0,
                **self.account,
            )
            if done.returncode:
                output.seek(0)
                raise PostgresError(f"{command} failed:\n{output.read()}")


def has_account(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def find_binaries() -> Path:
    """Where PostgreSQL's commands are; Debian keeps them out of PATH, in a folder for each version.

    Raises:
        PostgresError: there are none.
    """
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if not versions:
        raise PostgresError(f"{MISSING}. {HINT}")
    return versions[-1].parent
