"""Phrases that tell what a paragraph is by itself: what surrounds a page, who signs it, how it ends."""

import re

from .names import fold
from .paragraphs import Paragraph

FURNITURE = re.compile(
    r"""(?:
    share|partager|partagez|tweet(?:er)?|imprimer|print|menu|accueil|home|close|fermer|search|rechercher|recherche|
    (?:share|partager)\ (?:this|cet\ article|sur\ [\w\ ,]+|par\ e?-?mail|on\ \w+)|facebook|twitter|x|linkedin|mastodon|
    bluesky|whatsapp|e-?mail|copier\ le\ lien|copy\ link|
    (?:search|rechercher|recherche)\ ?(?:for|pour|:).{0,30}|hit\ enter\ to\ search.*|press\ esc.*|
    appuyez\ sur\ entree.*|
    (?:\d+|une?|aucun[e]?|no)\ (?:reponses?|commentaires?|comments?|replies|reply)|repondre|reply|
    laisser\ un\ commentaire.*|leave\ a\ (?:comment|reply).*|votre\ adresse\ e-?mail\ ne\ sera\ pas\ publiee.*|
    (?:skip\ to|aller\ au|passer\ au)\ (?:content|contenu)(?:\ principal)?|temps\ de\ lecture.{0,30}|
    \d+\ min(?:utes?)?(?:\ de\ lecture)?|\d+\ (?:vues|partages|likes|j'aime)|
    mentions\ legales|politique\ de\ confidentialite|(?:gerer\ les\ )?cookies|tous\ droits\ reserves.*|©.*|
    article\ (?:precedent|suivant).*|(?:previous|next)(?:\ post)?|precedent|suivant|retour(?:\ aux?\ \w+)?|
    newsletter|s'(?:abonner|inscrire).{0,40}|lire\ la\ suite|read\ more|(?:etiquettes|tags|categories|mots-cles)\ ?:.*|
    \W*
    )""",
    re.VERBOSE,
)
COMMENTS = re.compile(
    r"(?:\d+|une?|aucune?|no) (?:reponses?|commentaires?|comments?|replies)|laisser un commentaire.*|leave a .*"
)
BYLINE = re.compile(
    r"(?:propos recueillis|(?:texte|photos?|illustrations?|credits?|entretien|interview|article|recit|redaction)s?"
    r"(?: et photos?| photos?)? ?(?::|©|par |realisee? |menee? |paru |publiee? )|"
    r"recueilli par|par [^.!?:]{2,50}$|©)"
)
CLOSING = re.compile(
    r"(?:(?:un )?(?:grand |immense )?merci\b|nous remercions|propos recueillis|retrouvez|pour en savoir|"
    r"pour aller plus|en savoir plus|suivez|abonnez|lire aussi|a lire|a voir|a ecouter|"
    r"credits?\b|photos?\b ?[:©]|©|decouvrez|"
    r"plus d'info|site (?:internet|web)?\s*:|contacts? ?:|entretien (?:realise|mene)|interview (?:realisee|menee)|"
    r"article (?:publie|paru)|sources? ?:|ressources? ?:|liens? ?:|fin de l'entretien|pour nous rejoindre)"
)
REQUEST = re.compile(
    r"^(?:parlez|racontez|dites|decrivez|presentez|expliquez|donnez|citez|revenons|imaginons|commencons|parle|raconte|dis)\b"
)
DIRECTION = re.compile(
    r"(?:en [\w-]+ant\b.*|rires?|rire .*|sourires?|sourit|silence|hesite|hesitation|ri[ts]?|il rit|elle rit|ironique.*|"
    r"emue?|apres .*|long silence|se tourn.*|pause|soupire?)",
)
TERMINAL = re.compile(r"[.!?…;:,][»\"”’)\s]*$|[)»\"”]$")


def is_furniture(paragraph: Paragraph) -> bool:
    return len(paragraph.text) < 90 and FURNITURE.fullmatch(fold_keeping_hyphens(paragraph.text)) is not None


def opens_comments(paragraph: Paragraph) -> bool:
    return COMMENTS.fullmatch(fold(paragraph.text)) is not None


def is_byline(paragraph: Paragraph) -> bool:
    return len(paragraph.text) < 200 and BYLINE.match(fold(paragraph.text)) is not None


def is_closing(paragraph: Paragraph) -> bool:
    return len(paragraph.text) < 300 and CLOSING.match(fold(paragraph.text)) is not None


def asks(paragraph: Paragraph) -> bool:
    """Whether it ends with a question mark."""
    return re.search(r"\?[»\"”)!.…\s]*$", paragraph.text) is not None


def is_request(paragraph: Paragraph) -> bool:
    return REQUEST.match(fold(paragraph.text)) is not None


def is_direction(note: str) -> bool:
    """Whether brackets say how something was said (« en riant ») rather than who says it."""
    return DIRECTION.fullmatch(fold(note)) is not None


def ends_a_sentence(paragraph: Paragraph) -> bool:
    return TERMINAL.search(paragraph.text) is not None


def is_short_line(paragraph: Paragraph) -> bool:
    """A few words that are no sentence, as captions are."""
    text = paragraph.text
    return len(text) <= 90 and len(text.split()) <= 10 and not ends_a_sentence(paragraph)


def fold_keeping_hyphens(text: str) -> str:
    return fold(text.replace("-", "\u2011")).replace("\u2010", "-").replace("\u2011", "-")
