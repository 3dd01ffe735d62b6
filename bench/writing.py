"""What the made-up publications say: always the same words for the same number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from itertools import accumulate
from random import Random

EVERYWHERE, ORDINARY, RARE = "coopérative", "permaculture", "noisetier"
"""Words that search is asked for: in every publication, in one of fifty, in one of a thousand."""
ORDINARY_EVERY, RARE_EVERY = 50, 1000
INTERVIEW_EVERY = 5
NEWEST = datetime(2026, 9, 1, 12, tzinfo=UTC)
APART = timedelta(hours=12)
"""Between two publications: ten thousand of them are a little under fourteen years."""

FREQUENT_WORDS = (
    "le la les un une des de du en à et que qui dans pour sur avec sans par nous vous elle il ils on ne pas plus "
    "être avoir faire dire voir savoir pouvoir vouloir travail équipe décision voix jardin forêt logiciel métier "
    "réunion année personne statut capital partage chantier atelier énergie question réponse mémoire recherche "
    "industrie santé réseau terrain bâtiment saison projet groupe choix désaccord vote mandat salaire réserve "
    "apprentissage territoire collègue outil confiance patience souvent parfois jamais encore ensemble autrement "
    "lentement dehors depuis"
)
VOCABULARY, POOL, WORDS = 6000, 1500, 55
"""Different words; different paragraphs; words of a paragraph."""


@dataclass(frozen=True)
class Draft:
    """A publication before it is in any database."""

    number: int
    """From 0, the newest first."""
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    """Plain text."""

    @property
    def is_interview(self) -> bool:
        return self.number % INTERVIEW_EVERY == 0

    @property
    def slug(self) -> str:
        return f"essai-{self.number}"

    @property
    def date(self) -> datetime:
        return NEWEST - self.number * APART

    @cached_property
    def words(self) -> int:
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)


class Writer:
    """Makes texts up: sentences of words whose frequencies are those of a language (Zipf, 1935)."""

    def __init__(self, seed: int = 5) -> None:
        chance = Random(seed)
        made_up = dict.fromkeys(_word(chance) for _ in range(VOCABULARY))
        frequent = FREQUENT_WORDS.split()
        self.vocabulary = [*frequent, *(word for word in made_up if word not in frequent)]
        self._frequencies = list(accumulate(1 / rank for rank in range(1, len(self.vocabulary) + 1)))
        self._pool = [self._sentences(chance, WORDS) for _ in range(POOL)]

    def draft(self, number: int, paragraphs: int = 12) -> Draft:
        """The publication of this number, of so many paragraphs beside the last, which holds the words searched for."""
        chance = Random(number)
        last = f"La {EVERYWHERE} en parle encore."
        if number % ORDINARY_EVERY == 0:
            last += f" Une {ORDINARY} vivante."
        if number % RARE_EVERY == 0:
            last += f" Sous le {RARE}."
        title = " ".join(chance.choices(self.vocabulary, cum_weights=self._frequencies, k=6)).capitalize()
        return Draft(
            number=number,
            title=f"{title}, {number}",
            lead=self._sentences(chance, 28),
            paragraphs=(*chance.choices(self._pool, k=paragraphs), last),
        )

    def _sentences(self, chance: Random, words: int) -> str:
        drawn = chance.choices(self.vocabulary, cum_weights=self._frequencies, k=words)
        sentences = [" ".join(drawn[start : start + 14]).capitalize() for start in range(0, words, 14)]
        return ". ".join(sentences) + "."


@cache
def writer() -> Writer:
    """The one writer: making its words up takes a moment."""
    return Writer()


def _word(chance: Random) -> str:
    """Something that may be pronounced."""
    return "".join(chance.choice("bcdfglmnprstv") + chance.choice("aeiouéo") for _ in range(chance.randint(2, 5)))
