"""How a reader passes a publication on: plain addresses, and no script or counter of anybody else's."""

import re
from dataclasses import dataclass
from urllib.parse import quote

HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
"""The name of a server on the web: with a domain, without a port, and no number."""


@dataclass(frozen=True)
class PassingOn:
    """Where a publication can be passed on to.

    Its title is as it was typed: what goes to other programs is not set for paper.
    """

    title: str
    url: str

    @property
    def mail_url(self) -> str:
        """What opens a letter in the reader's own mail program (RFC 6068)."""
        return f"mailto:?subject={quote(self.title, safe='')}&body={quote(self._words, safe='')}"

    @property
    def linkedin_url(self) -> str:
        return f"https://www.linkedin.com/sharing/share-offsite/?url={quote(self.url, safe='')}"

    def mastodon_url(self, server: str) -> str:
        """Where a Mastodon server lets somebody write; `server` comes from `server_named`."""
        return f"https://{server}/share?text={quote(self._words, safe='')}"

    @property
    def _words(self) -> str:
        return f"{self.title}\r\n{self.url}"


def server_named(typed: str) -> str:
    """The name of the server in what a reader typed, be it an address or @somebody@server; empty when it holds none."""
    name = typed.strip().lower()[:300].removeprefix("https://").removeprefix("http://")
    name = name.partition("/")[0].rpartition("@")[2].rstrip(".")
    try:
        name = name.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return name if HOST.fullmatch(name) else ""
