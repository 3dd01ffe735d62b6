"""Measures the site: how many pages a second, how long each takes, and what that is of the most one could hope for."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from . import nginx, wrk
from .answers import keep, warm
from .flood import flood
from .nginx import Nginx
from .pages import pages
from .postgres import PostgresError, Server
from .report import written
from .rounds import Plan
from .sites import WORKERS, Gunicorn, Site

SEARCHES = 15
"""How often each is asked for."""
FLOODED_FOR = 15
"""Seconds."""
FOLDER = Path("/var/tmp") / f"almacms-bench-{os.getuid()}"  # noqa: S108 (of this account, and kept from one run to the next)


def main(arguments: Sequence[str] | None = None) -> int:
    options = parse(arguments)
    if not wrk.is_here():
        print(wrk.MISSING, file=sys.stderr)
        return 1
    with ExitStack() as stack:
        try:
            sites = prepare(options, stack)
            if options.search:
                for site in sites:
                    print(f"\n{site.name}\n\n{site.run('bench.search', str(SEARCHES))}", flush=True)
                return 0
            if options.flood:
                for site in sites:
                    print(f"\n{site.name}\n\n{flood(site, FLOODED_FOR)}", flush=True)
                return 0
            measure(start(sites, options, stack), options)
        except KeyboardInterrupt:
            print("\nInterrupted; what was loaded is kept.", file=sys.stderr)
            return 130
        except (RuntimeError, PostgresError, wrk.WrkError, OSError) as error:
            print(f"\n{error}", file=sys.stderr)
            return 1
    return 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--publications", type=positive, default=10_000, help="how many are made up (10000)")
    parser.add_argument("--rounds", type=positive, default=3, help="how often everything is measured (3)")
    parser.add_argument("--seconds", type=positive, default=2, help="of each measure (2)")
    parser.add_argument("--only", default="", help="pages to measure, with commas between: home,article")
    parser.add_argument("--search", action="store_true", help="measure search instead, in one process")
    parser.add_argument("--flood", action="store_true", help="pour comments on the site instead")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where databases are kept between two runs")
    parser.add_argument("--fresh", action="store_true", help="load everything again")
    return parser.parse_args(arguments)


def positive(text: str) -> int:
    """A number from 1."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("from 1")
    return number


def prepare(options: argparse.Namespace, stack: ExitStack) -> list[Site]:
    """A filled site on each database."""
    folder = folder_of(options)
    if options.fresh:
        shutil.rmtree(folder, ignore_errors=True)
    sites = [Site("SQLite", folder / "sqlite", options.publications, f"sqlite:///{folder / 'sqlite' / 'db.sqlite3'}")]
    postgres = start_postgres(folder / "postgres" / "cluster", stack)
    if postgres is not None:
        sites.append(Site("PostgreSQL", folder / "postgres", options.publications, postgres.url))
    fill(sites, postgres)
    return sites


def folder_of(options: argparse.Namespace) -> Path:
    """Where everything of a site of this size is."""
    folder: Path = options.folder / str(options.publications)
    return folder


def start(sites: Sequence[Site], options: argparse.Namespace, stack: ExitStack) -> Plan:
    """Start the servers, all of which end with the stack."""
    folder = folder_of(options)
    wanted = [name.strip() for name in options.only.split(",") if name.strip()]
    measured = [page for page in pages(options.publications) if not wanted or page.name.split(",")[0] in wanted]
    servers = {
        f"{site.name} {'cached' if cached else 'uncached'}": stack.enter_context(site.server(cached=cached))
        for site in sites
        for cached in (False, True)
    }
    print("Warming…", flush=True)
    for server in servers.values():
        warm(server.url, measured, times=6 * WORKERS)
    # What is compared must be what the cached page is: the last server started.
    last = list(servers.values())[-1]
    answers = folder / "answers"
    keep(last.url, measured, answers)
    bare = Gunicorn("bench.bare", {"ALMACMS_BENCH_ANSWERS": str(answers)}, folder / "bare.log")
    plan = Plan(measured, {name: server.url for name, server in servers.items()}, stack.enter_context(bare).url)
    start_nginx(plan, folder, sites[-1], last, answers, stack)
    return plan


def start_postgres(folder: Path, stack: ExitStack) -> Server | None:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        server = Server(folder)
        server.start()
    except PostgresError as error:
        print(f"SQLite only: {error}", file=sys.stderr)
        return None
    stack.callback(server.stop)
    return server


def fill(sites: Sequence[Site], postgres: Server | None) -> None:
    """Make and fill those that are not, side by side."""
    begun = time.monotonic()
    unfilled = [site for site in sites if not site.is_filled]
    for site in unfilled:
        site.empty(postgres)
    fillings = [(site, site.begin_filling()) for site in unfilled]
    try:
        if unfilled:
            print(f"Loading {unfilled[0].publications} publications…", flush=True)
        for site, filling in fillings:
            site.end_filling(filling)
    finally:
        for _site, filling in fillings:
            if filling.poll() is None:
                filling.terminate()
                filling.wait()
    for site in sites:
        site.gather()
    if unfilled:
        print(f"…in {time.monotonic() - begun:.0f} s", flush=True)


def start_nginx(plan: Plan, folder: Path, site: Site, behind: Gunicorn, answers: Path, stack: ExitStack) -> None:
    """nginx before the cached site, which also gives out the same bytes as files."""
    if not nginx.is_here():
        print(f"Without nginx; to measure it, install {nginx.MISSING}", file=sys.stderr)
        return
    shutil.rmtree(folder / "nginx", ignore_errors=True)
    front = Nginx(folder=folder / "nginx", data=site.data, application_port=behind.port, workers=WORKERS)
    configuration = nginx.with_files(nginx.render(nginx.CONFIGURATION.read_text(), front.place), answers)
    front.start(configuration)
    stack.callback(front.stop)
    plan.front, plan.static = front.url, front.url + nginx.FILES
    warm(front.url, [page for page in plan.pages if not page.has_query], times=2)


def measure(plan: Plan, options: argparse.Namespace) -> None:
    total = plan.count * options.rounds
    lasting = total * (options.seconds + 0.1) / 60
    print(f"{total} runs of {options.seconds} s, {WORKERS} workers: some {lasting:.0f} minutes.", flush=True)
    try:
        for number, target in enumerate(plan.run(options.rounds, options.seconds), start=1):
            line = f"{number}/{total} {target.page.name}, {target.name}, {target.connections} at a time"
            end = "\r" if sys.stdout.isatty() else "\n"
            if sys.stdout.isatty() or number % plan.count == 1:
                print(line.ljust(78), end=end, flush=True)
    finally:
        if plan.measured:
            print("\n" + written(plan), flush=True)


if __name__ == "__main__":
    sys.exit(main())
