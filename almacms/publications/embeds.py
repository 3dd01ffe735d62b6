"""Which players a page may offer, and their addresses; nothing here asks anything of the network.

A page shows a still picture and a sentence; the player's frame is made only when the reader asks. The content security
policy lets in the hosts below and no other (`settings.EMBED_FRAME_HOSTS`).
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

VIDEO_ID = re.compile(r"[\w-]{1,64}")


@dataclass(frozen=True)
class Player:
    """A player that can be framed: who serves it, and the address of the frame."""

    provider: str
    frame_url: str


def player_for(url: str) -> Player | None:
    """The player of a page of YouTube, Vimeo, Dailymotion or Framatube; None when the address is of none of them."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    segments = [segment for segment in parts.path.split("/") if segment]
    last = segments[-1] if segments else ""
    if host == "youtube.com" and last == "watch":
        last = parse_qs(parts.query).get("v", [""])[0]
    if parts.scheme != "https" or not VIDEO_ID.fullmatch(last):
        return None
    match host:
        case "youtube.com" | "youtu.be" | "youtube-nocookie.com":
            return Player("YouTube", f"https://www.youtube-nocookie.com/embed/{last}")
        case "vimeo.com" | "player.vimeo.com" if last.isdecimal():
            return Player("Vimeo", f"https://player.vimeo.com/video/{last}?dnt=1")
        case "dailymotion.com" | "dai.ly":
            return Player("Dailymotion", f"https://geo.dailymotion.com/player.html?video={last}")
        case "framatube.org":
            return Player("Framatube", f"https://framatube.org/videos/embed/{last}")
    return None
