"""What changed between two texts, word by word."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .lines import Line

TOKENS = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Difference:
    """A stretch of text that both have, or one only."""

    text: str
    added: bool = False
    deleted: bool = False


def differences(before: str, after: str) -> list[Difference]:
    """Both texts as one, what is only in one of them told apart."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    found: list[Difference] = []
    for change, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            found.append(Difference("".join(old[first:last])))
            continue
        if first < last:
            found.append(Difference("".join(old[first:last]), deleted=True))
        if start < end:
            found.append(Difference("".join(new[start:end]), added=True))
    return _joined(found)


def _joined(found: Sequence[Difference]) -> list[Difference]:
    """Changes that only a space parts, as one: « les deux » for « un seul » is one change, not two."""
    joined: list[Difference] = []
    waiting = list(found)
    while waiting:
        first = waiting.pop(0)
        group = [first]
        if first.added or first.deleted:
            while waiting and (waiting[0].added or waiting[0].deleted or _is_space_before_change(waiting)):
                group.append(waiting.pop(0))
        if len(group) == 1:
            joined.append(first)
            continue
        deleted = "".join(part.text for part in group if not part.added)
        added = "".join(part.text for part in group if not part.deleted)
        joined += [Difference(deleted, deleted=True)] * bool(deleted.strip(" "))
        joined += [Difference(added, added=True)] * bool(added.strip(" "))
    return joined


def _is_space_before_change(waiting: Sequence[Difference]) -> bool:
    return len(waiting) > 1 and waiting[0].text == " " and (waiting[1].added or waiting[1].deleted)


def told(lines: Iterable[Line]) -> str:
    """Lines as a text to compare, the items of lists recognisable."""
    bullets = {"bullet": "– ", "number": "# ", "": ""}
    return "\n".join(bullets[line.item] + line.text for line in lines)
