"""wrk (https://github.com/wg/wrk): asks for one address as fast as it is answered, and says how long that took."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass

MISSING = "wrk is not installed. On Debian and Ubuntu: apt install wrk. On macOS: brew install wrk."
TIMEOUT, PATIENCE = "30s", 20
"""How long an answer is waited for; how many seconds are given, once more, when none came at all."""
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}


class WrkError(Exception):
    """What was measured means nothing: answers were errors."""


class NoAnswerError(WrkError):
    """None came in the time that was given."""


@dataclass(frozen=True)
class Measure:
    """What one run found."""

    rate: float
    """Answers a second."""
    median: float
    """Milliseconds."""
    p99: float
    """The same, for the slowest of a hundred."""


def is_here() -> bool:
    return shutil.which("wrk") is not None


def measure(url: str, *, connections: int, seconds: int, headers: dict[str, str] | None = None) -> Measure:
    """Ask for an address for so long, over so many connections at once.

    Raises:
        WrkError: some answers were errors, or none came.
    """
    flags = [flag for name, value in (headers or {}).items() for flag in ("-H", f"{name}: {value}")]
    command = ["wrk", "--latency", "--timeout", TIMEOUT, "-t1", f"-c{connections}", f"-d{seconds}s", *flags, url]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise WrkError(f"{url}: {done.stderr.strip() or done.stdout.strip()}")
    try:
        return parse(done.stdout)
    except NoAnswerError:
        if seconds >= PATIENCE:
            raise
        return measure(url, connections=connections, seconds=PATIENCE, headers=headers)


def parse(output: str) -> Measure:
    """Read what wrk writes.

    Raises:
        WrkError: it tells of errors, or of no answer at all.
    """
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    broken = re.search(r"Socket errors: (.+)", output)
    if refused:
        raise WrkError(f"{refused[1]} answers were errors")
    if broken:
        raise WrkError(f"connections failed: {broken[1]}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", output)
    times = {
        percent: _milliseconds(*found) for percent, *found in re.findall(r"(\d+)%\s+([\d.]+)(us|ms|s|m)\b", output)
    }
    if rate is None or not {"50", "99"} <= times.keys() or not float(rate[1]):
        raise NoAnswerError(f"no answer came: {output.strip()}")
    return Measure(float(rate[1]), times["50"], times["99"])


def _milliseconds(value: str, unit: str) -> float:
    return float(value) * MILLISECONDS[unit]
