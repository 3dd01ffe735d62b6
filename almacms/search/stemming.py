"""French words without their number and gender: « salariée », « salariés » and « salarié » have one stem.

A light stemmer in the manner of Jacques Savoy's (Journal of the American Society for Information Science 50, 1999), on
words without accents, because that is how readers type them. Snowball's, the usual one, needs the accents, and keeps
« travail » from « travaux », « salarié » from « salariée » and « directeur » from « directrice ».
"""

from functools import lru_cache

SHORTEST = 4
"""Letters from which a word is long enough to have an ending."""

IRREGULAR = {
    "ans": "an",
    "tous": "tout",
    "yeux": "oeil",
    "cieux": "ciel",
    "aieux": "aieul",
    "vieux": "vieil",
    "beau": "bel",
    "beaux": "bel",
    "nouveau": "nouvel",
    "nouveaux": "nouvel",
    "jumeau": "jumel",
    "jumeaux": "jumel",
    "mesdames": "madam",
    "messieurs": "monsieur",
    # The feminines that no rule gives.
    "bonne": "bon",
    "bonnes": "bon",
    "blanche": "blanc",
    "blanches": "blanc",
    "franche": "franc",
    "franches": "franc",
    "fraiche": "frai",
    "fraiches": "frai",
    "seche": "sec",
    "seches": "sec",
    "douce": "dou",
    "douces": "dou",
    "fausse": "faux",
    "fausses": "faux",
    "folle": "fou",
    "folles": "fou",
    "grosse": "gro",
    "grosses": "gro",
    "longue": "long",
    "longues": "long",
    "epouse": "epou",
    "epouses": "epou",
    "gentille": "gentil",
    "gentilles": "gentil",
    "neuve": "neuf",
    "neuves": "neuf",
    "veuve": "veuf",
    "veuves": "veuf",
    "naive": "naif",
    "naives": "naif",
    "vive": "vif",
    "vives": "vif",
    "juive": "juif",
    "juives": "juif",
    "breve": "bref",
    "breves": "bref",
    "belle": "bel",
    "belles": "bel",
    "nette": "net",
    "nettes": "net",
    "basse": "bas",
    "basses": "bas",
    "nulle": "nul",
    "nulles": "nul",
    "molle": "mou",
    "molles": "mou",
    "rousse": "rou",
    "rousses": "rou",
    "grasse": "gra",
    "grasses": "gra",
    "epaisse": "epai",
    "epaisses": "epai",
    "grecque": "grec",
    "grecques": "grec",
    "turque": "turc",
    "turques": "turc",
    "paysanne": "paysan",
    "paysannes": "paysan",
    "favorite": "favori",
    "favorites": "favori",
    # « tous » and « toutes » in one word.
    "toustes": "tout",
    # Not the forename, nor other words in the plural.
    "annee": "annee",
    "annees": "annee",
    "bois": "bois",
    "fils": "fils",
    "fois": "fois",
    "mois": "mois",
    "trois": "trois",
}

# Once the final e is gone, the feminine is still longer than the masculine, or other than it.
FEMININE = (
    ("iv", "if"),
    ("euv", "euf"),
    ("iqu", "ic"),
    ("ell", "el"),
    ("eill", "eil"),
    ("enn", "en"),
    ("onn", "on"),
    ("ett", "et"),
    ("eff", "ef"),
    ("ais", "ai"),
    ("ois", "oi"),
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word already in lower case and without accents; a short word is its own."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < SHORTEST:
        return word
    return _masculine(_singular(word))


def _singular(word: str) -> str:
    if word.endswith(("eaux", "eux", "oux")):
        return word[:-1]
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > SHORTEST:
        # « travaux », « matériaux » and « journaux » hide which of three singulars they come from.
        for ending in ("aux", "ail", "au"):
            if word.endswith(ending) and not word.endswith("eau"):
                return word[: -len(ending)] + "al"
    return word


def _masculine(word: str) -> str:
    if word.endswith("trice"):
        return word[:-4] + "eu"
    if word.endswith("eurice"):
        # « lecteurices »: « lecteurs » and « lectrices » in one word.
        return word[:-4]
    if word.endswith("euse"):
        return word[:-2]
    bare = word
    while bare.endswith("e") and len(bare) >= SHORTEST:
        bare = bare[:-1]
    if bare != word:
        bare = _without_feminine(bare)
    if bare.endswith("eur") and len(bare) > SHORTEST:
        bare = bare[:-1]
    return IRREGULAR.get(bare, bare)


def _without_feminine(bare: str) -> str:
    for feminine, masculine in FEMININE:
        if bare.endswith(feminine) and len(bare) > SHORTEST:
            return bare[: -len(feminine)] + masculine
    # « précise », « incluse »: the s that a masculine loses as if it were a plural.
    if bare.endswith(("is", "us")) and len(bare) > SHORTEST + 1:
        return bare[:-1]
    return bare
