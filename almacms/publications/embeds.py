"""Which players a page may offer, and their addresses; nothing here asks anything of the network.

A page shows a still picture of ours and a sentence; the player's frame is made only when the reader asks. What the
sentence says is the editor's, and the frame's address is worked out from the page's: no service (oEmbed) is asked, when
a page is saved, published or read, so that none that is slow or down is ever waited for. The content security policy
lets in the hosts below and no other (`settings.EMBED_FRAME_HOSTS`).
"""

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, parse_qs, quote, urlencode, urlsplit

from django.conf import settings

FILM = re.compile(r"[\w-]{1,64}", re.ASCII)
PLACE = re.compile(r"map=(\d{1,2})/(-?\d{1,2}(?:\.\d+)?)/(-?\d{1,3}(?:\.\d+)?)", re.ASCII)
YOUTUBE = "https://www.youtube-nocookie.com/embed/{}"
SPOTIFY = {"episode", "show", "track", "album", "playlist"}
DEEZER = {"episode", "show", "track", "album", "playlist"}
UMAP = {"scaleControl": "false", "miniMap": "false", "scrollWheelZoom": "false", "allowEdit": "false"}
TILE, FRAME = 256, (736, 414)
"""Pixels: the side of a map's tile at each zoom, and the frame of a wide page."""


class Kind(StrEnum):
    """What is seen or heard in a player; names the picture that stands for it."""

    VIDEO = "video"
    SOUND = "sound"
    MAP = "map"


@dataclass(frozen=True)
class Player:
    """A player that can be framed: who serves it, the address of the frame, what it plays."""

    provider: str
    frame_url: str
    kind: Kind = Kind.VIDEO


def player_for(url: str) -> Player | None:
    """The player of a film, a sound or a map on a site we know; None for any other address, theirs included."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if parts.scheme != "https":
        return None
    path = [segment for segment in parts.path.split("/") if segment]
    return _film(host, path, parts) or _sound(host, path) or _map(host, path, parts)


def _film(host: str, path: list[str], parts: SplitResult) -> Player | None:
    match host, path:
        case "youtube.com", ["watch"]:
            return _player("YouTube", YOUTUBE, parse_qs(parts.query).get("v", [""])[0])
        case ("youtube.com", ["embed" | "shorts" | "live", film]) | ("youtube-nocookie.com", ["embed", film]):
            return _player("YouTube", YOUTUBE, film)
        case "youtu.be", [film]:
            return _player("YouTube", YOUTUBE, film)
        case ("vimeo.com", [film]) | ("player.vimeo.com", ["video", film]) if film.isdecimal():
            return _player("Vimeo", "https://player.vimeo.com/video/{}?dnt=1", film)
        case ("dailymotion.com", ["video", film]) | ("dai.ly", [film]):
            return _player("Dailymotion", "https://geo.dailymotion.com/player.html?video={}", film)
        case peertube, (["w", film] | ["videos", "watch" | "embed", film]) if peertube in settings.PEERTUBE_HOSTS:
            name = "Framatube" if peertube == "framatube.org" else peertube
            return _player(name, f"https://{peertube}/videos/embed/{{}}", film)
    return None


def _sound(host: str, path: list[str]) -> Player | None:
    match host, path:
        case "soundcloud.com", [artist, track] if FILM.fullmatch(artist) and FILM.fullmatch(track):
            address = quote(f"https://soundcloud.com/{artist}/{track}", safe="")
            return Player("SoundCloud", f"https://w.soundcloud.com/player/?url={address}", Kind.SOUND)
        case "open.spotify.com", [*_language, kind, record] if kind in SPOTIFY and len(_language) < 2:
            return _player("Spotify", f"https://open.spotify.com/embed/{kind}/{{}}", record, Kind.SOUND)
        case "deezer.com", [*_language, kind, record] if kind in DEEZER and len(_language) < 2:
            return _player("Deezer", f"https://widget.deezer.com/widget/auto/{kind}/{{}}", record, Kind.SOUND)
    return None


def _map(host: str, path: list[str], parts: SplitResult) -> Player | None:
    match host, path:
        case "openstreetmap.org", [] if place := PLACE.search(parts.fragment):
            marks = parse_qs(parts.query)
            mark = [value for name in ("mlat", "mlon") for value in marks.get(name, [])]
            address = _openstreetmap(int(place[1]), float(place[2]), float(place[3]), mark)
            return Player("OpenStreetMap", address, Kind.MAP) if address else None
        case "umap.openstreetmap.fr", [language, "map", name] if FILM.fullmatch(language) and FILM.fullmatch(name):
            address = f"https://umap.openstreetmap.fr/{language}/map/{name}?{urlencode(UMAP)}"
            return Player("uMap", address, Kind.MAP)
    return None


def _openstreetmap(zoom: int, latitude: float, longitude: float, mark: list[str]) -> str:
    """The frame of a map around a point, as wide as `FRAME` at this zoom (Web Mercator); empty for no such place."""
    if not (0 < zoom < 20 and abs(latitude) < 85 and abs(longitude) <= 180):
        return ""
    degrees = 360 / 2**zoom / TILE
    across = degrees * FRAME[0] / 2
    up = degrees * FRAME[1] / 2 * math.cos(math.radians(latitude))
    edges = (longitude - across, latitude - up, longitude + across, latitude + up)
    asked = {"bbox": ",".join(f"{edge:.5f}" for edge in edges), "layer": "mapnik"}
    if len(mark) == 2 and all(re.fullmatch(r"-?\d{1,3}(\.\d+)?", value, re.ASCII) for value in mark):
        asked["marker"] = ",".join(mark)
    return f"https://www.openstreetmap.org/export/embed.html?{urlencode(asked)}"


def _player(provider: str, frame: str, record: str, kind: Kind = Kind.VIDEO) -> Player | None:
    return Player(provider, frame.format(record), kind) if FILM.fullmatch(record) else None
