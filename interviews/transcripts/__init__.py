"""Transcripts: from a file or a pasted text to an interview's questions and answers, without a framework.

`read` and `read_pasted` give a `Source`; `understand` says what each of its paragraphs became; `transcript_of` makes
the transcript of that. `edits` changes what a paragraph became.
"""

from .assemble import transcript_of
from .paragraphs import Paragraph, Picture, Source
from .readers import EXTENSIONS, MAX_BYTES, read, read_pasted
from .refusals import Reason, Refusal
from .summary import summary_of
from .transcript import Transcript, Understanding
from .understand import understand

__all__ = [
    "EXTENSIONS",
    "MAX_BYTES",
    "Paragraph",
    "Picture",
    "Reason",
    "Refusal",
    "Source",
    "Transcript",
    "Understanding",
    "read",
    "read_pasted",
    "summary_of",
    "transcript_of",
    "understand",
]
