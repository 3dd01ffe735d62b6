"""Why a file is refused. Each refusal has a code; the words for people are chosen elsewhere."""

from enum import StrEnum


class Reason(StrEnum):
    UNKNOWN_FORMAT = "unknown_format"
    NOT_WHAT_IT_SAYS = "not_what_it_says"
    OLD_WORD = "old_word"
    TOO_LARGE = "too_large"
    ZIP_BOMB = "zip_bomb"
    MACROS = "macros"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    FORBIDDEN_XML = "forbidden_xml"
    UNDECODABLE = "undecodable"
    TOO_LONG = "too_long"
    EMPTY = "empty"


class Refusal(Exception):  # noqa: N818 (it says what happened to the file)
    """A file that is not read, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
