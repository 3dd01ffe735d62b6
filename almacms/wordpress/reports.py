"""The report of an import as plain data."""

from typing import Any

from .models import Run
from .reasons import words_for


def report_of(run: Run) -> dict[str, Any]:
    """The whole report as plain data."""
    return {
        "file": run.name,
        "blog": run.site,
        "dry_run": run.is_dry,
        "read_to_its_end": run.is_whole,
        "counts": run.counts,
        "lines": [
            {
                "kind": line.kind,
                "about": line.about,
                "weight": line.weight,
                "reason": line.reason,
                "words": words_for(line.reason),
                "detail": line.detail,
            }
            for line in run.lines.iterator()
        ],
    }
