"""Subtitles, WebVTT and SubRip: cues are joined into paragraphs, one voice at a time."""

import html
import re
from dataclasses import dataclass

from ..labels import label_of
from ..paragraphs import SPACES, Paragraph, Source, numbered, plain
from ..refusals import Reason, Refusal

CLOCK = r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})"
TIMING = re.compile(rf"\s*{CLOCK}\s*-->\s*{CLOCK}")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
TAG = re.compile(r"</?[a-zA-Z0-9.:]*(?:\s[^>]*)?>|\{\\[^}]*\}")
PAUSE = 2.0
"""Seconds of silence after a sentence that begin a new paragraph."""
SENTENCE_END = re.compile(r"[.!?…][»\"”)\s]*$")


@dataclass(frozen=True)
class Cue:
    start: float
    end: float
    voice: str
    text: str


def seconds(hours: str | None, minutes: str, secs: str, thousandths: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(secs) + int(thousandths) / 1000


def cues_of(text: str) -> list[Cue]:
    cues: list[Cue] = []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n").split("\n")
        for number, line in enumerate(lines):
            times = TIMING.match(line)
            if times:
                start, end = seconds(*times.groups()[:4]), seconds(*times.groups()[4:])
                cues += spoken(start, end, "\n".join(lines[number + 1 :]))
                break
    return cues


def spoken(start: float, end: float, content: str) -> list[Cue]:
    """What is said during one cue: a piece for each voice that it names, or for each dash that it opens with."""
    pieces = VOICE.split(content)
    voices = ["", *pieces[1::2]]
    cues = []
    for voice, said in zip(voices, pieces[::2], strict=True):
        words = SPACES.sub(" ", html.unescape(TAG.sub("", said))).strip()
        if words:
            cues.append(Cue(start, end, SPACES.sub(" ", html.unescape(voice)).strip(), words))
    return cues


def read_captions(text: str) -> Source:
    """Subtitles as paragraphs: cut at each change of voice, and where a pause follows a sentence."""
    cues = cues_of(text)
    if not cues:
        raise Refusal(Reason.NOT_WHAT_IT_SAYS)
    paragraphs: list[Paragraph] = []
    said: list[str] = []
    for before, cue in zip([None, *cues], cues, strict=False):
        if before is not None and begins_anew(before, cue):
            paragraphs.append(plain(" ".join(said), voice=before.voice))
            said = []
        said.append(cue.text)
    paragraphs.append(plain(" ".join(said), voice=cues[-1].voice))
    heading = re.match(r"WEBVTT[ \t]+(?:[-–—][ \t]*)?(\S.*)", text)
    return Source(numbered(paragraphs), title=heading.group(1).strip() if heading else "")


def begins_anew(before: Cue, cue: Cue) -> bool:
    if cue.voice != before.voice or label_of(cue.text) is not None:
        return True
    ended = SENTENCE_END.search(before.text)
    return bool(ended) and (before.text.rstrip(' »"”)').endswith("?") or cue.start - before.end >= PAUSE)
