"""An interview's questions and answers, in the vocabulary of https://schema.org."""

from __future__ import annotations

from typing import TYPE_CHECKING

from almacms.publications.linked_data import Around, Node, bare, person_node
from almacms.publications.typography import french

from .blocks import exchange_anchor

if TYPE_CHECKING:
    from .models import InterviewPage

EXTRACT_LENGTH = 160
"""How much of an answer is told, in characters: the page has the whole of it, and its weight is counted."""


def question_nodes(page: InterviewPage, url: str, around: Around) -> list[Node]:
    """A `Question` for each exchange, with an `Answer` for each of those who speak in it, in order."""
    return [
        bare(
            {
                "@type": "Question",
                "name": french(block.value["question"]),
                "url": f"{url}#{exchange_anchor(block.id)}",
                "suggestedAnswer": [
                    {
                        "@type": "Answer",
                        "text": french(block.value.first_words(person_id, EXTRACT_LENGTH)),
                        "author": person_node(speaker.name, speaker.url, around),
                    }
                    for person_id in block.value.speakers()
                    if (speaker := page.speaker(person_id)) is not None
                ],
            }
        )
        for block in page.body
        if block.block_type == "exchange"
    ]
