"""Serves the demo as production does and measures its main pages with Lighthouse, on the mobile profile.

    python tools/lighthouse.py [--port 8120] [--runs 1] [--output folder]

Everything it makes is in a folder of its own, removed at the end. Ends with an error when a score is below its target.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
LIGHTHOUSE = ROOT / "tools" / "node_modules" / ".bin" / "lighthouse"
# Of a feed, the newest publication.
PAGES = {
    "home": "/",
    "list": "/articles/",
    "article": "/flux/articles/feed.json",
    "interview": "/flux/entretiens/feed.json",
    "search": "/recherche/",
    "search results": "/recherche/?q=coop%C3%A9rative",
}
TARGETS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
# Results are kept out of search engines on purpose, which Lighthouse counts as a fault.
NOT_FOR_ENGINES = {"search results"}
CHROMIUM_FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic"
KILOBYTE = 1024
WAIT_SECONDS = 180


def main() -> None:
    arguments = parse()
    if not LIGHTHOUSE.exists():
        sys.exit("Lighthouse is not installed: make tools")
    with tempfile.TemporaryDirectory(prefix="almacms-lighthouse-") as folder:
        server = serve(arguments.port, Path(folder))
        try:
            address = f"http://127.0.0.1:{arguments.port}"
            wait_for(address, server)
            rows = {name: measure(page_at(address, path), arguments.runs, Path(folder)) for name, path in PAGES.items()}
            if arguments.output:
                Path(arguments.output).mkdir(parents=True, exist_ok=True)
                for report in Path(folder).glob("report-*.json"):
                    shutil.copy(report, arguments.output)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(30)
    print(table(rows))
    missed = [
        name
        for name, row in rows.items()
        for key, target in TARGETS.items()
        if row[key] < target and not (key == "seo" and name in NOT_FOR_ENGINES)
    ]
    for name in missed:
        print(f"{name}: {'; '.join(rows[name]['failed'])}")
    sys.exit(bool(missed))


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8120)
    parser.add_argument("--runs", type=int, default=1, help="of each page; the median is kept")
    parser.add_argument("--output", help="a folder for Lighthouse's own reports")
    return parser.parse_args()


def serve(port: int, folder: Path) -> subprocess.Popen[bytes]:
    """The demo in production's settings under gunicorn, its files collected and compressed; one group of processes."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "almacms.settings.production",
        "SECRET_KEY": "only for measures on the loopback address, of nothing that anybody keeps",
        "ALLOWED_HOSTS": "127.0.0.1",
        "ALMACMS_BASE_URL": f"http://127.0.0.1:{port}",
        "ALMACMS_SSL_REDIRECT": "false",
        "ALMACMS_LOG_LEVEL": "ERROR",
        "ALMACMS_DATA_DIR": str(folder / "data"),
        "DATABASE_URL": f"sqlite:///{folder / 'almacms.sqlite3'}",
        "REDIS_URL": "",
        "PYTHONPATH": str(ROOT),
    }
    (folder / "data").mkdir()
    for command in (["migrate", "--no-input"], ["demo"], ["create_site"], ["collectstatic", "--no-input"]):
        subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity=0"],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "tools.served",
        f"--bind=127.0.0.1:{port}",
        "--workers=2",
        "--threads=4",
    ]
    return subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Until the site answers.

    Raises:
        SystemExit: it ended, or does not within three minutes.
    """
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(f"{address}/-/health/live", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.5)
    sys.exit("The site did not start: try `make run` to see why.")


def page_at(address: str, path: str) -> str:
    """The address of a page; that of the newest publication, where the path is a feed's."""
    if not path.endswith("/feed.json"):
        return address + path
    with urlopen(address + path, timeout=10) as answer:
        return str(json.load(answer)["items"][0]["url"])


def measure(url: str, runs: int, folder: Path) -> dict:
    """Scores out of a hundred, weights in KB, and the audits that failed: the medians of several runs."""
    reports = [lighthouse(url, folder / f"report-{abs(hash((url, run)))}.json") for run in range(runs)]
    row: dict = {key: median(100 * report["categories"][key]["score"] for report in reports) for key in TARGETS}
    row["failed"] = failed(reports[-1])
    items = reports[-1]["audits"]["network-requests"]["details"]["items"]
    for name, kinds in {
        "html": {"Document"},
        "css": {"Stylesheet"},
        "js": {"Script"},
        "fonts": {"Font"},
        "pictures": {"Image"},
    }.items():
        row[name] = sum(item["transferSize"] for item in items if item.get("resourceType") in kinds) / KILOBYTE
    row["total"] = sum(item["transferSize"] for item in items) / KILOBYTE
    row["requests"] = len(items)
    row["lcp"] = median(report["audits"]["largest-contentful-paint"]["numericValue"] for report in reports) / 1000
    row["cls"] = median(report["audits"]["cumulative-layout-shift"]["numericValue"] for report in reports)
    return row


def failed(report: dict) -> list[str]:
    """The audits that count in a category and did not pass."""
    counted = {ref["id"] for key in TARGETS for ref in report["categories"][key]["auditRefs"] if ref["weight"]}
    return [
        f"{name}: {audit['title']} {audit.get('displayValue', '')}".strip()
        for name, audit in report["audits"].items()
        if name in counted and audit["score"] is not None and audit["score"] < 0.9
    ]


def lighthouse(url: str, path: Path) -> dict:
    """One report.

    Raises:
        SystemExit: twice no page was seen, which happens once in a while on a loaded machine.
    """
    chromium = os.environ.get("ALMACMS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    command = [
        str(LIGHTHOUSE),
        url,
        "--quiet",
        "--output=json",
        f"--output-path={path}",
        f"--only-categories={','.join(TARGETS)}",
        f"--chrome-flags={CHROMIUM_FLAGS}",
    ]
    for _attempt in range(2):
        done = subprocess.run(
            command,
            env={**os.environ, "CHROME_PATH": chromium or ""},
            capture_output=True,
            text=True,
            check=False,
        )
        report = json.loads(path.read_text()) if path.exists() else {}
        if report and not report.get("runtimeError"):
            return report
    sys.exit(f"Lighthouse saw nothing at {url}: {done.stderr[-500:]}")


def table(rows: dict[str, dict]) -> str:
    """The scores and the weights, as Markdown."""
    columns = ["page", "performance", "accessibility", "best practices", "SEO", "LCP, s", "CLS", "requests"]
    columns += [f"{name} KB" for name in ("HTML", "CSS", "JS", "fonts", "pictures", "total")]
    lines = [f"| {' | '.join(columns)} |", "| --- |" + " --: |" * (len(columns) - 1)]
    for name, row in rows.items():
        scores = " | ".join(f"{row[key]:.0f}" for key in TARGETS)
        weights = " | ".join(f"{row[key]:.1f}" for key in ("html", "css", "js", "fonts", "pictures", "total"))
        lines.append(f"| {name} | {scores} | {row['lcp']:.1f} | {row['cls']:.3f} | {row['requests']} | {weights} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
