"""What may be a speaker's label at the head of a paragraph: « Prénom : », « NOM : », « Prénom Nom (rôle) : »."""

import re
from dataclasses import dataclass

from .names import PARTICLES, fold
from .paragraphs import SPACES

BLANK = r"[\s\u00a0\u202f\u2009\u200b]*"
SHAPE = re.compile(
    rf"{BLANK}(?P<name>[^:«»\"“”()\[\]?!;\n]{{1,60}}?)"
    rf"(?:{BLANK}[(\[](?P<note>[^()\[\]]{{1,160}})[)\]])?{BLANK}:(?!//|\d){BLANK}"
)
INTERVIEWER_WORDS = {
    "q", "question", "interviewer", "intervieweur", "intervieweuse", "journaliste", "redaction", "la redaction",
    "moderateur", "moderatrice", "animateur", "animatrice", "enqueteur", "enquetrice", "itw", "host", "le journaliste",
    "la journaliste", "l'interviewer",
}  # fmt: skip
ANSWER_WORDS = {"r", "rep", "reponse", "interviewe", "interviewee", "answer"}
# Words that open a sentence, a heading or a notice, never a label. Compared folded.
OPENING_WORDS = """
le la les l un une des du de d au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur
leurs je tu il elle on nous vous ils elles qui que quoi quel quelle quels quelles comment pourquoi quand combien ou
et mais donc or ni car si puis ensuite enfin alors ainsi aussi avec sans pour par sur sous dans chez entre vers
depuis pendant apres avant selon malgre comme ca cela ceci voici voila c'est oui non bref ok bon eh ah oh
attention exemple exemples resultat resultats important bien note notez nb ps remarque rappel rappelons precision
conclusion introduction resume chapo titre sommaire bilan objectif objectifs probleme solution constat avantage
avantages inconvenient inconvenients preuve consequence autrement autre premierement deuxiemement d'abord
aujourd'hui demain hier photo photos credit credits source sources legende texte propos horaires horaire adresse
tarif tarifs contact contacts site tel telephone mail courriel email date lieu publie mise temps lire ecouter voir
lien liens dossier interview entretien rencontre portrait temoignage reportage tribune partager share rechercher
recherche search etape etapes point points premiere premier deuxieme dernier derniere seule seul plus moins
information informations infos info pratique mot mots chiffre chiffres a retenir meme tout tous toute toutes
parfois souvent surtout seulement simplement concretement evidemment finalement actuellement prix duree
"""
OPENERS = set(OPENING_WORDS.split())
MOST_WORDS = 5
LONGEST_ROLE = 80


@dataclass(frozen=True)
class Label:
    """What was read before the colon."""

    name: str
    note: str = ""
    """What stands between brackets, or after a comma: a role, or how it was said."""
    length: int = 0
    """Characters of the paragraph, from its beginning, that the label takes."""
    alone: bool = False

    @property
    def key(self) -> str:
        return fold(self.name).rstrip(" .")

    @property
    def is_interviewer(self) -> bool:
        return re.sub(r"[\s.°n]*\d+$", "", self.key) in INTERVIEWER_WORDS or self.key in INTERVIEWER_WORDS

    @property
    def is_answerer(self) -> bool:
        return re.sub(r"\s*\d+$", "", self.key) in ANSWER_WORDS


def label_of(text: str, *, any_words: bool = False) -> Label | None:
    """The label a paragraph seems to begin with. It has a label's shape; whether it is one, the whole text tells.

    Args:
        text: the paragraph, as it is in the source.
        any_words: accept what is no name of a person: « L'Écho des champs : ».
    """
    found = SHAPE.match(text)
    if found is None:
        return None
    name, note = SPACES.sub(" ", found["name"]).strip(" *_"), SPACES.sub(" ", found["note"] or "").strip()
    if "," in name and not note:
        name, note = (part.strip() for part in name.split(",", 1))
        if len(name.split()) < 2 or len(note) > LONGEST_ROLE or re.search(r"\d", note):
            return None
    label = Label(name, note, found.end(), alone=not text[found.end() :].strip(" \u00a0\u202f"))
    if any_words:
        return label if name[:1].isupper() and len(name.split()) <= MOST_WORDS else None
    return label if label.is_interviewer or label.is_answerer or is_name(name) else None


def is_name(text: str) -> bool:
    """Whether a text has the shape of a person's name, or of what stands for one (« C. M. », « Intervenant 2 »)."""
    words = text.split()
    if not 0 < len(words) <= MOST_WORDS or "," in text:
        return False
    first = re.split(r"['’]", fold(words[0]))[0].rstrip(".")
    is_initial = len(words[0].rstrip(".")) == 1 and words[0][0].isupper()
    if (first in OPENERS and not is_initial) or fold(words[0]) in OPENERS:
        return False
    if any(len(word) > 3 and word.endswith(".") for word in words):
        return False
    rest = words[1:]
    if rest and rest[-1].isdigit():
        rest = rest[:-1]
    particles = (fold(word).rstrip("'") for word in rest)
    return words[0][0].isupper() and all(
        word[0].isupper() or particle in PARTICLES or fold(word).startswith("d'")
        for word, particle in zip(rest, particles, strict=True)
    )
