"""Files fetched from the blog: bounded in size and time, from public addresses alone, and never twice."""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import logging
import shutil
import socket
import ssl
import threading
import time
from contextlib import suppress
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.template.defaultfilters import filesizeformat

from .files import Refused
from .reasons import Reason

logger = logging.getLogger(__name__)
LARGEST = 50 * 1024 * 1024
SECONDS, SECONDS_OF_SILENCE = 60.0, 10.0
MOST_REDIRECTS = 5
MOST_IN_ALL = 10 * 1024**3
PIECE = 64 * 1024
MOVED = {301, 302, 303, 307, 308}
PORTS = {"http": 80, "https": 443}
GIVEN_OUT = ipaddress.ip_network("2000::/3")


class Fetcher:
    """Gets files by their addresses, and keeps them: an import that goes on does not ask again.

    Args:
        folder: where they are kept.
        name: of the blog.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder / hashlib.sha256(name.encode()).hexdigest()[:16]

    def forget(self) -> None:
        """Delete what was kept: it is in the library."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def __call__(self, url: str) -> Path:
        """The file at an address.

        Raises:
            Refused: it may not be had, or could not.
        """
        path = self.folder / hashlib.sha256(url.encode()).hexdigest()[:24] / safe_name(url)
        if path.exists():
            return path
        kept = sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())
        if kept > MOST_IN_ALL:
            raise Refused(Reason.FETCH_REFUSED, filesizeformat(kept))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = path.with_name(".part")
        try:
            self._fetch(url, partial)
        except (OSError, http.client.HTTPException, ValueError) as error:
            logger.info("import from WordPress: %s was not fetched", url, exc_info=True)
            raise Refused(Reason.FETCH_REFUSED, url) from error
        partial.replace(path)
        return path

    def _fetch(self, url: str, target: Path) -> None:
        deadline = time.monotonic() + SECONDS
        for _turn in range(MOST_REDIRECTS + 1):
            connection, request = connect(url, deadline)
            # Silence is bounded by the socket; words said one letter at a time are not.
            end = threading.Timer(max(0.1, deadline - time.monotonic()), hang_up, [connection])
            end.daemon = True
            end.start()
            try:
                connection.request(
                    "GET", request, headers={"User-Agent": "almacms-import", "Accept-Encoding": "identity"}
                )
                response = connection.getresponse()
                if response.status in MOVED:
                    url = urljoin(url, response.getheader("Location", ""))
                    continue
                if response.status != 200:
                    raise Refused(Reason.FETCH_REFUSED, f"{url} ({response.status})")
                save(response, target, deadline)
                return
            finally:
                end.cancel()
                connection.close()
        raise Refused(Reason.FETCH_REFUSED, url)


def hang_up(connection: http.client.HTTPConnection) -> None:
    """Make whoever waits for this connection stop waiting."""
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def safe_name(url: str) -> str:
    name = PurePosixPath(unquote(urlsplit(url).path)).name
    return "".join(letter for letter in name if letter.isalnum() or letter in "._-")[-80:].lstrip(".") or "file"


def connect(url: str, deadline: float) -> tuple[http.client.HTTPConnection, str]:
    """A connection to the very address that was checked, and what to ask of it.

    The name is asked for once, and the connection is made to the answer: a name that changes its mind between the two
    (DNS rebinding) leads nowhere else.

    Raises:
        Refused: the address is of no web site that everybody can reach.
    """
    parts = urlsplit(url)
    host, scheme = parts.hostname or "", parts.scheme.lower()
    if scheme not in PORTS or not host or parts.username or parts.port not in {None, PORTS[scheme]}:
        raise Refused(Reason.FETCH_REFUSED, url)
    address = public_address(host, PORTS[scheme])
    timeout = max(0.1, min(SECONDS_OF_SILENCE, deadline - time.monotonic()))
    plain = socket.create_connection((address, PORTS[scheme]), timeout=timeout)
    connection = http.client.HTTPConnection(host, PORTS[scheme], timeout=timeout)
    try:
        secured = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if scheme == "https" else plain
    except BaseException:
        plain.close()
        raise
    connection.sock = secured
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return connection, f"{path}?{parts.query}" if parts.query else path


def public_address(host: str, port: int) -> str:
    """A host's address.

    Raises:
        Refused: one of its addresses is not public: a private network, this machine, a cloud's own services.
    """
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise Refused(Reason.FETCH_REFUSED, host) from error
    if not found or not all(map(is_public, found)):
        raise Refused(Reason.FETCH_REFUSED, f"{host} ({', '.join(sorted(found))})")
    return min(found, key=lambda address: (":" in address, address))


def is_public(address: str) -> bool:
    """Whether an address is of the open Internet, an IPv4 one within IPv6 included."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo[1] if parsed.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        # All that was ever given out of IPv6; elsewhere are translations of IPv4 (64:ff9b::, ::ffff:0:0, ::a.b.c.d).
        if parsed not in GIVEN_OUT:
            return False
    return parsed.is_global and not parsed.is_multicast


def save(response: http.client.HTTPResponse, target: Path, deadline: float) -> None:
    """Write what is answered, as long as it is neither too large nor too slow.

    Raises:
        Refused: it is one of the two.
    """
    written = 0
    with target.open("wb") as file:
        while piece := response.read1(PIECE):
            written += len(piece)
            if written > LARGEST or time.monotonic() > deadline:
                raise Refused(Reason.FETCH_REFUSED, filesizeformat(written))
            file.write(piece)
    expected = response.getheader("Content-Length", "")
    if expected.isdecimal() and int(expected) != written:
        raise Refused(Reason.FETCH_REFUSED, f"{filesizeformat(written)} / {filesizeformat(int(expected))}")
