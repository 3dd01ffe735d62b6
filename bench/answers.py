"""What the site answered, kept so that others may answer the very same bytes."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path

from .pages import Page

READER = {"Accept-Encoding": "gzip"}
"""What every measure sends: the one encoding that nginx passes on."""
PASSED_ON = {"Content-Type", "Content-Encoding", "Cache-Control", "Content-Security-Policy", "ETag", "Vary"}


def ask(url: str) -> tuple[bytes, dict[str, str]]:
    """The body of an answer as it came, and its headers.

    Raises:
        RuntimeError: the answer is an error; says which page it is, for people.
    """
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=READER), timeout=60) as answer:
            return answer.read(), dict(answer.headers.items())
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"{url} answers {error.code}; the server's log lies beside its database") from error


def keep(url: str, pages: Iterable[Page], folder: Path) -> None:
    """Write what a server answers for these pages: the bytes, and the headers that a bare view is to send too."""
    folder.mkdir(parents=True, exist_ok=True)
    for page in pages:
        body, headers = ask(url + page.path)
        (folder / f"{page.slug}.body").write_bytes(body)
        passed_on = {name: value for name, value in headers.items() if name in PASSED_ON}
        (folder / f"{page.slug}.json").write_text(json.dumps(passed_on))


def warm(url: str, pages: Iterable[Page], times: int) -> None:
    """Ask for pages until each worker has met them."""
    for page in pages:
        for _time in range(times):
            ask(url + page.path)
