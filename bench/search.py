"""How long a page of results takes, in this process: `make bench BENCH_ARGS=--search`. The limits are issue 5's."""

from __future__ import annotations

import sys
from statistics import median
from time import perf_counter, process_time

import django

from .figures import table, time
from .writing import EVERYWHERE, ORDINARY, RARE

ASKED = {
    "an ordinary word (1 in 50)": {"q": ORDINARY},
    "a rare word (1 in 1000)": {"q": RARE},
    "two words": {"q": f"{ORDINARY} {EVERYWHERE}"},
    "a phrase": {"q": f'"{ORDINARY} vivante"'},
    "a wrong letter": {"q": "permacolture"},
    "a word in every one": {"q": EVERYWHERE},
    "the same, by date": {"q": EVERYWHERE, "tri": "date"},
    "the same, far away": {"q": EVERYWHERE, "page": "20"},
    "the same, narrowed": {"q": EVERYWHERE, "genre": "interview", "theme": "thematique-0"},
}


def main() -> None:
    django.setup()
    # After the settings are known: these need them.
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    rounds = int(sys.argv[1])
    client = Client(headers={"host": "127.0.0.1"})
    rows = []
    for name, asked in ASKED.items():
        with CaptureQueriesContext(connection) as captured:
            response = client.get("/recherche/", asked)
            queries = len(captured)
        taken, elapsed = [], []
        for _round in range(rounds):
            begun, at = process_time(), perf_counter()
            client.get("/recherche/", asked)
            taken.append(1000 * (process_time() - begun))
            elapsed.append(1000 * (perf_counter() - at))
        figures = [time(median(taken)), time(max(taken)), time(median(elapsed)), str(queries)]
        rows.append([name, str(response.status_code), *figures])
    # What a server of databases works is in what has elapsed, and in no process of ours.
    print(table(["search, ms of processing", "status", "median", "slowest", "elapsed", "queries"], rows))


if __name__ == "__main__":
    main()
