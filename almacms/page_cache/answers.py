"""An answer that is kept whole, with its headers, as it is and compressed; and what is said to those who have it."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.http import HttpResponse, HttpResponseBase
from django.utils.http import http_date, parse_http_date_safe

from .changes import Dependencies
from .journal import Position

STATE = "X-Page-Cache"
COMMA = re.compile(r"\s*,\s*")
LARGEST = 1024 * 1024
SMALLEST = 200
"""Bytes below which compressing gains nothing."""
NOT_KEPT = frozenset({"content-length", "content-encoding", "etag", "last-modified", "vary", "date", STATE.lower()})
OF_A_BODY = frozenset({"content-type", "content-length", "content-encoding", "content-disposition", "content-language"})
Headers = list[tuple[str, str]]


class Answer(NamedTuple):
    """What is sent."""

    status: str
    headers: Headers
    body: bytes


@dataclass
class Entry:
    """An answer, from where in the journal it holds, and what it depends on."""

    position: Position
    dependencies: Dependencies
    until: float
    """Seconds since 1970."""
    headers: Headers
    etag: str
    """Without its quotes."""
    last_modified: str
    body: bytes
    packed: bytes
    """The body compressed; empty when that gains nothing."""
    _plain: Answer = field(init=False, repr=False)
    _small: Answer = field(init=False, repr=False)
    _unchanged: Answer = field(init=False, repr=False)

    def __post_init__(self) -> None:
        common = [*self.headers, ("Vary", "Accept-Encoding"), (STATE, "hit")]
        if self.last_modified:
            common.append(("Last-Modified", self.last_modified))
        strong, weak = ("ETag", f'"{self.etag}"'), ("ETag", f'W/"{self.etag}"')
        self._plain = Answer("200 OK", [*common, strong, ("Content-Length", str(len(self.body)))], self.body)
        length = ("Content-Length", str(len(self.packed)))
        self._small = Answer("200 OK", [*common, weak, ("Content-Encoding", "gzip"), length], self.packed)
        bare = [(name, value) for name, value in common if name.lower() not in OF_A_BODY]
        self._unchanged = Answer("304 Not Modified", [*bare, weak], b"")

    @property
    def size(self) -> int:
        """Bytes, about, that it takes in memory."""
        tags = 120 * (len(self.dependencies.tags) + len(self.dependencies.parts))
        return len(self.body) + len(self.packed) + tags + 4000

    def answer(self, meta: Mapping[str, Any]) -> Answer:
        """What this request is sent: nothing of the body to those who have it."""
        if self._is_known(meta):
            return self._unchanged
        answer = self._small if self.packed and _takes_gzip(meta.get("HTTP_ACCEPT_ENCODING", "")) else self._plain
        return Answer(answer.status, answer.headers, b"") if meta.get("REQUEST_METHOD") == "HEAD" else answer

    def _is_known(self, meta: Mapping[str, Any]) -> bool:
        known = meta.get("HTTP_IF_NONE_MATCH")
        if known:
            # Compared weakly: compressed or not, it is the same page.
            return known.strip() == "*" or self.etag in {
                tag.strip().removeprefix("W/").strip('"') for tag in known.split(",")
            }
        since = meta.get("HTTP_IF_MODIFIED_SINCE")
        if since and self.last_modified:
            had, has = parse_http_date_safe(since), parse_http_date_safe(self.last_modified)
            return had is not None and has is not None and had >= has
        return False

    def written(self) -> bytes:
        """As bytes, for another process."""
        said = {
            "position": self.position,
            "depends": self.dependencies.written(),
            "until": self.until,
            "headers": self.headers,
            "etag": self.etag,
            "last_modified": self.last_modified,
            "packed": bool(self.packed),
        }
        return json.dumps(said).encode() + b"\n" + (self.packed or self.body)

    @classmethod
    def read(cls, written: bytes) -> Entry:
        """From what `written` gives.

        Raises:
            ValueError, KeyError, TypeError, OSError: it was written by something else.
        """
        head, _, body = written.partition(b"\n")
        said = json.loads(head)
        return cls(
            Position(*said["position"]),
            Dependencies.read(said["depends"]),
            float(said["until"]),
            [(name, value) for name, value in said["headers"]],
            said["etag"],
            said["last_modified"],
            gzip.decompress(body) if said["packed"] else body,
            body if said["packed"] else b"",
        )


def may_be_kept(response: HttpResponseBase) -> bool:
    """Whether an answer is for every reader, and small enough."""
    control = response.get("Cache-Control", "")
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and "public" in control
        and "no-store" not in control
        and set(filter(None, COMMA.split(response.get("Vary", "").strip().lower()))) <= {"accept-encoding"}
        and not response.has_header("Content-Encoding")
        and len(response.content) <= LARGEST
    )


def max_age(response: HttpResponseBase) -> int:
    """The seconds for which anybody may keep it; 0 when it does not say."""
    for said in COMMA.split(response.get("Cache-Control", "")):
        if said.startswith("max-age=") and said[8:].isdigit():
            return int(said[8:])
    return 0


def entry_of(
    response: HttpResponse,
    *,
    position: Position,
    dependencies: Dependencies,
    until: float,
    made: float,
    former: Entry | None,
) -> Entry:
    """Keep a response.

    Args:
        response: one that `may_be_kept`.
        position: of the journal, before the response was begun.
        dependencies: what was read.
        until: when it is given up whatever happens, in seconds since 1970.
        made: when it was begun; 0 when the second does not tell it from the version before.
        former: what was kept at the same address; the same page made again is no newer.
    """
    body = response.content
    packed = gzip.compress(body, 6, mtime=0) if len(body) >= SMALLEST else b""
    etag = response.get("ETag", "").removeprefix("W/").strip('"') or hashlib.sha256(body).hexdigest()[:32]
    last_modified = response.get("Last-Modified", "") or (http_date(made) if made else "")
    if former is not None and former.etag == etag:
        last_modified = former.last_modified
    return Entry(
        position,
        dependencies,
        until,
        [(name, value) for name, value in response.items() if name.lower() not in NOT_KEPT],
        etag,
        last_modified,
        body,
        packed if len(packed) < len(body) else b"",
    )


def _takes_gzip(accepted: str) -> bool:
    """Whether the reader unpacks gzip: named, and not with a weight of nothing."""
    if "gzip" not in accepted:
        return False
    offers = (offer.replace(" ", "").split(";q=") for offer in accepted.split(","))
    return any(name == "gzip" and (not weight or weight[0].strip("0.") != "") for name, *weight in offers)
