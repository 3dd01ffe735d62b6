"""The Nu validator: what it finds in pages and style sheets."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

VALIDATOR = Path(__file__).parent.parent / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
JAVA = shutil.which("java")
NOT_HERE = "no Nu validator here: install a Java runtime, then `make tools`"


def validator_is_here() -> bool:
    return JAVA is not None and VALIDATOR.exists()


def validator_is_required() -> bool:
    return os.environ.get("CI") == "true"


def errors_in(files: Mapping[str, str], folder: Path, suffix: str) -> list[str]:
    """What is wrong in these files, each with the name of the file; empty when nothing is.

    Args:
        files: what each file holds, by its name.
        folder: an empty one to write them in.
        suffix: what they are, ".html" or ".css".

    Raises:
        RuntimeError: the validator did not do its work.
    """
    for name, text in files.items():
        (folder / f"{name}{suffix}").write_text(text, encoding="utf-8")
    command = [str(JAVA), "-jar", str(VALIDATOR), "--errors-only", "--format", "json", "--exit-zero-always"]
    kind = ["--css"] if suffix == ".css" else []
    done = subprocess.run([*command, *kind, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode or not done.stderr.startswith("{"):
        raise RuntimeError(done.stderr[-2000:] or "The Nu validator says nothing")
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{Path(one['url']).stem}:{one.get('lastLine', '')}: {one['message']} {one.get('extract', '')!r}"
        for one in messages
    ]
