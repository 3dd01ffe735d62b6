"""Names of people: how they are written, shortened and recognised."""

import re
import unicodedata
from collections.abc import Iterable

from .paragraphs import SPACES

PARTICLES = {
    "de",
    "du",
    "des",
    "d",
    "la",
    "le",
    "les",
    "von",
    "van",
    "der",
    "den",
    "el",
    "al",
    "ben",
    "ibn",
    "da",
    "di",
    "dos",
}
HONORIFICS = re.compile(r"(?:m|mr|mme|mlle|dr|pr|me)\.?\s+", re.IGNORECASE)
LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "’": "'"})
INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,4}$")
CAPITALISED = r"[A-ZÀ-ÖØ-ÞŒ][\w’'-]*"
FULL_NAME = re.compile(
    rf"(?<![\w’'.-]){CAPITALISED}"
    rf"(?:[ \u00a0\u202f](?:(?:de|du|des|la|le|von|van|el|ben|da|di)[ \u00a0\u202f]|d[’'])*{CAPITALISED})+"
)


def fold(text: str) -> str:
    """A text as it is compared: without case, accents, or the choice between a hyphen and a space."""
    plain = unicodedata.normalize("NFKD", SPACES.sub(" ", text.translate(LIGATURES)))
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(kept.casefold().replace("-", " ").split())


def words_of(name: str) -> list[str]:
    """The words of a folded name that count, without particles and honorifics."""
    bare = HONORIFICS.sub("", name.strip(), count=1) if HONORIFICS.match(name.strip()) else name
    return [word for word in re.split(r"[\s']+", fold(bare)) if word and word not in PARTICLES]


def are_initials(name: str) -> bool:
    """« C. M. », « CM », « J.-P. D. », « C. »: letters that stand for a name."""
    bare = name.strip()
    return bool(INITIALS.match(bare)) and bare == bare.upper()


def stands_for(short: str, full: str) -> bool:
    """Whether a name as it is said later may be that of a full name: a first name, a last name, initials."""
    wanted, known = words_of(short), words_of(full)
    if not wanted or len(known) < 2:
        return False
    if wanted == known:
        return True
    if are_initials(short):
        letters = "".join(re.findall(r"[^\W\d_]", fold(short)))
        whole = "".join(word[0] for word in known)
        with_particles = "".join(word[0] for word in fold(full).split())
        # « J. D. » for Jean-Paul Durand: the second half of a compound first name is often left out.
        return letters in {whole, with_particles, whole[0] + whole[-1], whole[0]}
    if len(wanted) == 1:
        return wanted[0] in {known[0], known[-1]}
    is_shortened = len(wanted[0].rstrip(".")) == 1 and wanted[0][0] == known[0][0]
    return (is_shortened and wanted[1:] == known[-len(wanted[1:]) :]) or set(wanted) < set(known)


def written(name: str) -> str:
    """A name as it is printed: « CLAIRE MOREL » becomes « Claire Morel »; what is not all capitals is left alone."""
    bare = SPACES.sub(" ", name).strip(" .,")
    letters = [character for character in bare if character.isalpha()]
    if are_initials(name) or len(letters) < 4 or not all(character.isupper() for character in letters):
        return SPACES.sub(" ", name).strip(" ,") if are_initials(name) else bare
    return " ".join(
        word.lower() if fold(word) in PARTICLES else re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)
        for word in bare.split(" ")
    )


def names_in(text: str, leave_out: Iterable[str] = ()) -> list[str]:
    """The full names a text mentions, in order, each once; a capital that only opens the sentence is not a name."""
    openers = {fold(word) for word in leave_out}
    found: dict[str, str] = {}
    for match in FULL_NAME.finditer(text):
        words = re.split(r"[ \u00a0\u202f]", match.group())
        while words and fold(words[0]) in openers:
            words = words[1:]
        while words and fold(words[0]).rstrip("'") in PARTICLES:
            words = words[1:]
        if len(words) > 1:
            name = " ".join(words)
            found.setdefault(fold(name), name)
    return list(found.values())
