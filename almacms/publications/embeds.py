"""Which players a page may offer, and their addresses; nothing here asks anything of the network.

A page shows a still picture and a sentence; the player's frame is made only when the reader asks. The content security
policy lets in the hosts below and no other (`settings.EMBED_FRAME_HOSTS`).
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

FILM = re.compile(r"[\w-]{1,64}", re.ASCII)
YOUTUBE = "https://www.youtube-nocookie.com/embed/{}"


@dataclass(frozen=True)
class Player:
    """A player that can be framed: who serves it, and the address of the frame."""

    provider: str
    frame_url: str


def player_for(url: str) -> Player | None:
    """The player of a film on YouTube, Vimeo, Dailymotion or Framatube; None for any other address, theirs included."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme != "https":
        return None
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    match host, [segment for segment in parts.path.split("/") if segment]:
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
        case "framatube.org", (["w", film] | ["videos", "watch" | "embed", film]):
            return _player("Framatube", "https://framatube.org/videos/embed/{}", film)
    return None


def _player(provider: str, frame: str, film: str) -> Player | None:
    return Player(provider, frame.format(film)) if FILM.fullmatch(film) else None
