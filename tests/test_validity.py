"""Every page and every style sheet of the public site passes the Nu validator, which browsers' makers keep up."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client

from tests.closed_pages import make_closed_pages
from tests.error_pages import ERROR_PAGES
from tests.markup import NOT_HERE, errors_in, validator_is_here, validator_is_required
from tests.public_site import make_public_site

pytestmark = pytest.mark.skipif(not (validator_is_here() or validator_is_required()), reason=NOT_HERE)

# CSS View Transitions, levels 1 and 2, which the validator does not know yet.
VIEW_TRANSITIONS = re.compile(
    r"@view-transition\s*\{[^}]*\}|::view-transition[^{]*\{[^}]*\}|[^{}]*\{\s*view-transition-name:[^}]*\}"
)


def name_of_file(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name)


@pytest.mark.django_db
def test_no_page_has_an_error_of_html(client: Client, tmp_path: Path) -> None:
    addresses = {**make_public_site(), **make_closed_pages()}
    pages = {name_of_file(name): client.get(path).content.decode() for name, path in addresses.items()}
    pages |= {name_of_file(name): render_to_string(name) for name in ERROR_PAGES}
    assert len(pages) == len(addresses) + len(ERROR_PAGES)
    assert errors_in(pages, tmp_path, ".html") == []


def test_an_error_would_be_found(tmp_path: Path) -> None:
    page = '<!DOCTYPE html><html lang="fr"><title>Une page</title><p><img src="/a.png">'
    found = errors_in({"page": page}, tmp_path, ".html")
    assert len(found) == 1 and "alt" in found[0]


def test_no_style_sheet_has_an_error(tmp_path: Path) -> None:
    folder = Path(str(finders.find("almacms/css")))
    sheets = {path.stem: VIEW_TRANSITIONS.sub("", path.read_text()) for path in folder.glob("*.css")}
    assert "site" in sheets
    assert errors_in(sheets, tmp_path, ".css") == []
