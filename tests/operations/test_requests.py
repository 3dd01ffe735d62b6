"""Whatever encoding a request claims, it is read in that of our pages."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import RequestFactory

from almacms.operations.requests import Request

ROOT = Path(__file__).parent.parent.parent
ODD = pytest.mark.parametrize("encoding", ["utf-7", "utf-16", "hex", "idna"])


@ODD
def test_an_address_asks_for_the_same(encoding: str) -> None:
    asked = RequestFactory().get("/articles/?page=2&q=%C3%A9+%2B2AA-").environ
    read = Request({**asked, "CONTENT_TYPE": f"text/plain; charset={encoding}"}).GET
    assert read.dict() == {"page": "2", "q": "é +2AA-"}


@ODD
def test_a_form_says_the_same(encoding: str) -> None:
    said = '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\né +2AA-\r\n--x--\r\n'
    sent = RequestFactory().generic("POST", "/", said).environ
    read = Request({**sent, "CONTENT_TYPE": f"multipart/form-data; boundary=x; charset={encoding}"}).POST
    assert read.dict() == {"text": "é +2AA-"}


def test_the_server_reads_so() -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "almacms.settings.test"}
    told = "from almacms import wsgi; print(wsgi._django.request_class.__module__)"
    command = [sys.executable, "-c", told]
    found = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True, timeout=120)
    assert found.stdout.split()[-1] == Request.__module__
