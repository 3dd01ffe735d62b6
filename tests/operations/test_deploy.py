"""What deploy/ says of folders and commands holds together."""

import re
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
    unlogged = re.search(r"~(\S+) 0;", (DEPLOY / "nginx.conf").read_text())

    assert unlogged
    assert re.match(unlogged[1], reverse(name, kwargs={"secret": "x"}))


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
