"""What becomes of a site on which comments are poured: `make bench BENCH_ARGS=--flood`. The limits are issue 6's."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import quantiles
from urllib.parse import urlencode

from . import figures
from .pages import pages
from .sites import Site

PER_MINUTE = 10_000
HANDS = 24
"""Connections that post."""
OPENED_FOR = 4
"""Seconds for which a form is open before it is sent: less is taken for a program."""


@dataclass
class Seen:
    """What one kind of request was answered, and how fast."""

    statuses: Counter[int] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)

    def ask(self, port: int, path: str, form: dict[str, str] | None = None, place: str = "192.0.2.1") -> bytes:
        """One request; with a form, a POST from a network address."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {"X-Forwarded-For": place, "Content-Type": "application/x-www-form-urlencoded"}
        begun = time.monotonic()
        if form is None:
            connection.request("GET", path)
        else:
            connection.request("POST", path, urlencode(form), headers)
        answer = connection.getresponse()
        body = answer.read()
        self.milliseconds.append(1000 * (time.monotonic() - begun))
        self.statuses[answer.status] += 1
        connection.close()
        return body

    def row(self, name: str) -> list[str]:
        cuts = quantiles(self.milliseconds, n=100) if len(self.milliseconds) > 1 else [0.0] * 99
        told = ", ".join(f"{count} × {status}" for status, count in sorted(self.statuses.items()))
        return [name, str(len(self.milliseconds)), figures.time(cuts[49]), figures.time(cuts[98]), told]


class Flood:
    """Posts from as many networks as there are posts, at a pace, while somebody reads."""

    def __init__(self, port: int, article: str) -> None:
        self.port = port
        self.form_path = f"{article}conversation/ecrire/"
        self.read = {"an article": article, "a search": "/recherche/?q=atelier&page=2"}
        self.posts = Seen()
        self.calm: dict[str, Seen] = defaultdict(Seen)
        self.meanwhile: dict[str, Seen] = defaultdict(Seen)
        self.over, self.begun, self.lasted = threading.Event(), 0.0, 0.0
        self.numbers = iter(range(10**9))

    def run(self, seconds: int) -> None:
        found = re.search(rb'name="stamp" value="([^"]+)"', Seen().ask(self.port, self.form_path))
        if found is None:
            raise RuntimeError(f"no form at {self.form_path}")
        self.stamp = found[1].decode()
        for name, path in self.read.items():
            for _time in range(20):
                self.calm[name].ask(self.port, path)
        time.sleep(OPENED_FOR)
        threads = [
            *(threading.Thread(target=self._post) for _hand in range(HANDS)),
            *(threading.Thread(target=self._read, args=[name]) for name in self.read),
        ]
        self.begun = time.monotonic()
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        self.over.set()
        for thread in threads:
            thread.join()
        self.lasted = time.monotonic() - self.begun

    def written(self) -> str:
        rows = [
            *(seen.row(f"{name}, before") for name, seen in self.calm.items()),
            self.posts.row(f"posts ({60 * len(self.posts.milliseconds) / self.lasted:.0f} a minute)"),
            *(seen.row(f"{name}, meanwhile") for name, seen in self.meanwhile.items()),
        ]
        return figures.table(["milliseconds", "asked", "median", "99 %", "answers"], rows)

    def _post(self) -> None:
        while not self.over.is_set():
            number = next(self.numbers)
            time.sleep(max(0.0, self.begun + number * 60 / PER_MINUTE - time.monotonic()))
            place = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
            said = {"name": "Réclame", "email": f"r{number}@example.net", "text": f"Achetez, numéro {number}"}
            self.posts.ask(self.port, self.form_path, {**said, "website": "", "stamp": self.stamp}, place)

    def _read(self, name: str) -> None:
        while not self.over.is_set():
            self.meanwhile[name].ask(self.port, self.read[name])
            time.sleep(0.05)


def flood(site: Site, seconds: int) -> str:
    """Pour comments on a site for so long, then moderate them; returns two tables."""
    article = next(page.path for page in pages(site.publications) if page.name == "article")
    with site.server(cached=True, ALMACMS_BEHIND_PROXY="true") as server:
        poured = Flood(server.port, article)
        poured.run(seconds)
    return f"{poured.written()}\n\n{site.run('bench.moderation')}"
