"""What deploy/ says of folders and commands holds together."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

DEPLOY = Path(__file__).parent.parent.parent / "deploy"


def test_the_web_server_shows_a_page_and_not_its_template(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    call_command("write_error_pages")
    call_command("write_error_pages")
    content = (tmp_path / "errors" / "503.html").read_text()
    assert "{%" not in content
    assert "<!DOCTYPE html>" in content
    assert re.search(r'<link rel="stylesheet"\s+href="/static/almacms/css/site[^"]*\.css"', content)
    assert [path.name for path in (tmp_path / "errors").iterdir()] == ["503.html"]
    assert "root /srv/almacms/data/errors;" in (DEPLOY / "nginx.conf").read_text()


@pytest.mark.parametrize("name", ["speakers_agreement", "shared_draft"])
def test_the_web_server_logs_no_personal_link(name: str) -> None:
    unlogged = re.search(r'"~(\S+)" 0;', (DEPLOY / "nginx.conf").read_text())

    assert unlogged
    address = reverse(name, kwargs={"secret": "x"})
    assert re.match(unlogged[1], address)
    assert re.match(unlogged[1], f"/en{address}")


def test_the_containers_keep_their_files_where_the_web_server_reads_them() -> None:
    compose = (DEPLOY / "compose.yaml").read_text()
    read = re.findall(r"(?:alias|root) (\S+);", (DEPLOY / "nginx.conf").read_text())
    assert read
    assert all(folder.startswith("/srv/almacms/data/") for folder in read)
    assert "- /srv/almacms/data:/data" in compose
    assert "ALMACMS_DATA_DIR: /data" in compose


def test_the_containers_are_prepared_as_the_guide_says() -> None:
    guide = (DEPLOY.parent / "docs" / "operations.md").read_text()
    compose = (DEPLOY / "compose.yaml").read_text()
    for command in ("migrate --no-input", "create_site", "collectstatic --no-input", "write_error_pages"):
        assert f"manage {command}" in guide
        assert f"python manage.py {command}" in compose


def variables_read() -> set[str]:
    """The names of the environment's variables that the settings read."""
    sources = [path.read_text() for path in (DEPLOY.parent / "almacms" / "settings").glob("*.py")]
    return {name for source in sources for name in re.findall(r'\b(?:text|number|flag|words)\(\s*"([A-Z_]+)"', source)}


def test_the_guide_has_every_variable_that_the_settings_read() -> None:
    guide = (DEPLOY.parent / "docs" / "operations.md").read_text()
    table = guide.partition("## Environment")[2]
    named = set(re.findall(r"`([A-Z][A-Z_]+)`", table))
    assert len(variables_read()) > 20
    assert variables_read() - named == set()


def test_the_example_names_nothing_that_is_not_read() -> None:
    example = set(re.findall(r"^#?([A-Z_]+)=", (DEPLOY / "env.example").read_text(), re.MULTILINE))
    # Read by Compose itself.
    assert example - variables_read() - {"POSTGRES_PASSWORD"} == set()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="not here: systemd-analyze")
@pytest.mark.parametrize("unit", ["almacms.service", "almacms-scheduler.service"])
def test_systemd_finds_nothing_to_say_of_a_unit(unit: str, tmp_path: Path) -> None:
    """Of a copy whose programs are there: it looks for them."""
    text = (DEPLOY / unit).read_text()
    programs = re.findall(r"^Exec\w+=(/srv\S+)", text, re.MULTILINE)
    assert programs
    for program in programs:
        text = text.replace(program, "/bin/true")
    (tmp_path / unit).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit)], capture_output=True, text=True, check=False
    )
    about_it = [line for line in done.stderr.splitlines() if unit in line]
    assert (done.returncode, about_it) == (0, [])


def test_containers_serve_as_the_unit_does() -> None:
    """The same options, but for where they listen and where workers keep their heartbeat."""
    unit = re.findall(r"--[\w-]+(?:=\S+)?", (DEPLOY / "almacms.service").read_text().partition("ExecStart")[2])
    image = re.findall(r'"(--[\w-]+(?:=[^"]+)?)"', (DEPLOY / "Dockerfile").read_text())
    own = ("--bind", "--worker-tmp-dir")
    assert {option for option in unit if not option.startswith(own)} == {
        option for option in image if not option.startswith(own)
    }
