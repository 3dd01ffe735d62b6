"""Files fetched from the blog, by a server of this machine that stands for it."""

import http.client
import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from almacms.images.models import CustomImage
from almacms.wordpress import fetching
from almacms.wordpress.fetching import Fetcher
from almacms.wordpress.files import Refused
from almacms.wordpress.services import import_now, options_of
from tests.builders import make_site

from .conftest import MAPPING
from .exports import BLOG, attachment, export


class Blog(BaseHTTPRequestHandler):
    """Gives its files, moves some, never ends others."""

    asked: list[str] = []
    files: dict[str, bytes] = {}

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        if self.path == "/moved.jpg":
            self.send_response(302)
            self.send_header("Location", "http://10.0.0.1/secret.jpg")
            self.end_headers()
            return
        if self.path == "/round.jpg":
            self.send_response(302)
            self.send_header("Location", "/round.jpg")
            self.end_headers()
            return
        body = type(self).files.get(self.path, b"x" * 5000 if self.path == "/large.jpg" else None)
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body or b"") + (10 if self.path == "/cut.jpg" else 0)))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def blog(monkeypatch, uploads) -> Iterator[type[Blog]]:
    """A blog on the loopback address; the rule that refuses it is asked for every other host."""
    Blog.asked = []
    Blog.files = {f"/wp-content/uploads/2014/09/{f.name}": f.read_bytes() for f in uploads.rglob("*.*")}
    Blog.files["/cut.jpg"] = b"entier"
    server = ThreadingHTTPServer(("127.0.0.1", 0), Blog)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    connect = fetching.connect

    def connected(url: str, deadline: float) -> tuple[http.client.HTTPConnection, str]:
        if url.startswith(BLOG):
            return http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5), url.removeprefix(BLOG)
        return connect(url, deadline)

    monkeypatch.setattr(fetching, "connect", connected)
    yield Blog
    server.shutdown()
    server.server_close()


def test_a_file_is_fetched_once(blog, tmp_path):
    fetcher = Fetcher(tmp_path, "blog")
    address = f"{BLOG}/wp-content/uploads/2014/09/reunion.jpg"

    assert fetcher(address) == fetcher(address)
    assert len(blog.asked) == 1


@pytest.mark.parametrize("name", ["moved.jpg", "round.jpg", "gone.jpg", "cut.jpg"])
def test_what_leads_to_a_private_address_goes_round_is_gone_or_is_cut_short_is_refused(blog, tmp_path, name):
    with pytest.raises(Refused):
        Fetcher(tmp_path, "blog")(f"{BLOG}/{name}")


def test_what_is_too_large_is_refused_and_not_kept(blog, tmp_path, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST", 1000)

    with pytest.raises(Refused):
        Fetcher(tmp_path, "blog")(f"{BLOG}/large.jpg")
    assert not list(tmp_path.rglob("large.jpg"))


@pytest.mark.django_db
def test_an_import_fetches_what_it_is_told_to_and_keeps_no_copy(blog, settings):
    make_site()
    data = export(attachment(1, "reunion.jpg"), attachment(2, "absente.jpg"))
    options = options_of(MAPPING, fetch_media=True)

    run = import_now(file=io.BytesIO(data), name="export.xml", user=None, options=options)

    assert CustomImage.objects.get().title == "reunion"
    assert run.counts["files"]["why"] == {"fetch_refused": 1}
    assert not list(settings.WORDPRESS_ROOT.rglob("*.jpg"))


@pytest.mark.django_db
def test_nothing_is_fetched_unless_asked_to(blog, imported):
    imported(attachment(1, "reunion.jpg"), media=None)

    assert blog.asked == []
