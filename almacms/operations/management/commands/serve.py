"""The whole site in one command: the web server, and the scheduler beside it."""

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

GRACE_SECONDS = 10


class Command(BaseCommand):
    help = "Serves the site and runs the scheduler beside it; both end together, on Ctrl-C too."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default="8000")
        parser.add_argument("--reload", action="store_true", help="restart when a file changes")
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="first migrate, load the demo into an empty database, create the site",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["prepare"]:
            self.prepare()
        address = f"http://{options['host']}:{options['port']}/"
        self.stdout.write(f"\n  {address}         the site\n  {address}admin/   the editorial interface")
        self.stdout.write("  Ctrl-C ends it.\n\n")
        self.stdout.flush()
        self.supervise([self.server(options), [sys.executable, "manage.py", "scheduler"]])

    def prepare(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Bringing the database up to date…")
            self.stdout.flush()
            call_command("migrate", interactive=False)
        call_command("demo", if_empty=True)
        call_command("create_site")
        connection.close()

    @staticmethod
    def server(options: dict[str, Any]) -> list[str]:
        address = f"{options['host']}:{options['port']}"
        if options["reload"]:
            return [sys.executable, "manage.py", "runserver", address]
        return [
            sys.executable,
            "-m",
            "gunicorn",
            "almacms.wsgi",
            f"--bind={address}",
            "--threads=8",
            # What is typed in the search box is in the address: however long, it is answered by a page.
            "--limit-request-line=0",
            "--log-level=warning",
        ]

    def supervise(self, commands: list[list[str]]) -> None:
        """Run them all until one ends or somebody asks; then end them all."""
        asked: list[int] = []
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda received, _frame: asked.append(received))
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        processes = [
            # Groups of their own: Ctrl-C reaches this process only, which ends them in order.
            subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, process_group=0)
            for command in commands
        ]
        try:
            while not asked and all(process.poll() is None for process in processes):
                time.sleep(0.2)
        finally:
            ended = [process.args for process in processes if process.poll() is not None]
            self.end(processes)
        if not asked:
            raise CommandError(f"ended by itself: {ended}")

    @staticmethod
    def end(processes: list[subprocess.Popen[bytes]]) -> None:
        for process in processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in processes:
            try:
                process.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
