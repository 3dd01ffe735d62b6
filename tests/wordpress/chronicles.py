"""Ordinary texts of the blog of the tests, made of sentences that a co-operative could have written."""

from __future__ import annotations

import random

from .exports import BLOG, Comment, Item

TITLES = [
    "Ce que nous avons appris d’une panne", "Un lundi sur deux, nous fermons les agendas", "Le salaire de chacun",
    "Pourquoi le conseil change de tête tous les trois ans", "La forêt derrière le parking", "Former sans noter",
    "Quand un client demande ce que nous refusons", "Une assemblée qui n’en finit pas", "Le vélo, la pluie, le train",
    "Nos erreurs de recrutement", "Ce que le logiciel libre change à nos contrats", "Trente ans de comptes ouverts",
    "Les mots que nous ne disons plus", "À quoi sert une réserve", "Partir, revenir", "Le droit de dire non",
    "Un atelier d’écriture, un mardi soir", "Deux métiers, une même table", "La mare et les libellules",
    "Ce que pèse un serveur",
]  # fmt: skip
SENTENCES = [
    "Nous avons mis trois réunions à nous apercevoir que nous ne parlions pas de la même chose.",
    "La décision tenait en une ligne ; y arriver avait pris tout l’hiver.",
    "Personne n’avait tort, et c’est bien ce qui rendait la discussion difficile.",
    "On vote rarement chez nous : on attend que l’objection devienne une proposition.",
    "Les comptes sont affichés près de la machine à café, et quelqu’un y ajoute toujours une question au crayon.",
    "Le métier s’apprend à deux, l’un devant l’écran, l’autre qui demande pourquoi.",
    "Ce jour-là, la salle était trop petite : on a ouvert les fenêtres et déplacé les chaises dans le jardin.",
    "Nous avons gardé la moitié du bénéfice en réserve, comme tous les ans, sans que personne le trouve long.",
    "Il a fallu réécrire le programme deux fois, puis admettre que le premier était le bon.",
    "Une coopérative n’évite pas les désaccords : elle oblige à les finir.",
    "Le client voulait tout, tout de suite ; nous lui avons proposé une partie, en juin.",
    "Les nouveaux passent une semaine dans chaque équipe avant de choisir la leur.",
    "Nous n’avons pas de cantine, mais une grande table et un tour de cuisine.",
    "Ce qui coûte le plus cher, ce n’est pas l’erreur : c’est le temps pendant lequel on ne la dit pas.",
    "Le mandat dure trois ans, et l’on revient ensuite à son métier.",
    "À la dernière assemblée, cent douze personnes ont écouté quatre minutes de silence sans s’en plaindre.",
]  # fmt: skip
ANSWERS = [
    "Merci de raconter cela aussi simplement.", "Je ne suis pas d’accord,\nmais c’est clair et cela se discute.",
    "Et la suite ? Vous aviez promis les chiffres de l’année suivante.", "Chez nous, on a fini par voter.",
    "Deux associées de notre Scop ont lu ce texte à voix haute en réunion.", "Et qui rédige le compte rendu ?",
    "Nous faisons l’inverse depuis dix ans, et cela marche aussi !", "Bravo pour la mare 🐸.",
    "Le lien vers les statuts ne s’ouvre pas chez moi.", "J’étais à cette assemblée. C’était plus long que cela.",
    "Voir aussi <a href='https://exemple.org/scop'>ce dossier</a>, sur le même sujet.",
]  # fmt: skip
READERS = [
    ("Vincent", "vincent@exemple.org"), ("Mme Lemaître", "lemaitre@exemple.org"), ("Aïssatou", "aissatou@exemple.org"),
    ("un ancien", ""), ("Œdipe", "oedipe@exemple.org"), ("Jean-Noël 🌱", "jn@exemple.org"),
]  # fmt: skip
VIE, CODE, TAG = ("category", "vie-coop", "Vie coopérative"), ("post_tag", "code", "Code"), ("post_tag", "scop", "Scop")


def chronicles(first: int, count: int, seed: int = 7) -> list[Item]:
    """Ordinary texts, each with its conversation and a link to another, in either editor's notation."""
    chance = random.Random(seed)  # noqa: S311 (a choice of words)
    numbers = iter(range(1001, 10**6))
    return [_chronicle(first, place, count, chance, numbers) for place in range(count)]


def _chronicle(first: int, place: int, count: int, chance: random.Random, numbers) -> Item:
    other = first + chance.randrange(count)
    paragraphs = [" ".join(chance.sample(SENTENCES, 3)) for _paragraph in range(4)]
    write = _in_blocks if place % 3 == 0 else _classic
    return Item(
        first + place,
        f"{TITLES[place % len(TITLES)]} ({2014 + place // len(TITLES)})",
        write(paragraphs, f"{BLOG}/?p={other}"),
        excerpt=chance.choice(SENTENCES) if place % 4 == 0 else "",
        date=f"20{14 + place % 9:02d}-{1 + place % 12:02d}-{1 + place % 28:02d} 10:00:00",
        modified=f"2023-01-{1 + place % 28:02d} 10:00:00" if place % 5 == 0 else "",
        creator="sylvain" if place % 2 else "camille",
        comments_open=place % 6 != 0,
        terms=[[VIE], [CODE], [VIE, TAG]][place % 3],
        comments=_conversation(chance, numbers),
    )


def _classic(paragraphs: list[str], address: str) -> str:
    opening, *others, last = paragraphs
    return (
        f"{opening} [1]\n\n<h3>La suite</h3>\n" + "\n\n".join(others) + "\n\n<blockquote>On écoute d’abord."
        f"</blockquote>\n\n<ul><li>décider ;</li><li>dire.</li></ul>\n\n{last} Voir <a href='{address}'>un autre "
        "texte</a>.\n\n[1] Le compte rendu est affiché dans l’entrée."
    )


def _in_blocks(paragraphs: list[str], address: str) -> str:
    written = "\n".join(f"<!-- wp:paragraph --><p>{text}</p><!-- /wp:paragraph -->" for text in paragraphs)
    return (
        f'<!-- wp:heading --><h2 class="wp-block-heading">Ce qui s’est passé</h2><!-- /wp:heading -->\n{written}\n'
        f'<!-- wp:paragraph --><p>Voir <a href="{address}">un autre texte</a>.</p><!-- /wp:paragraph -->'
    )


def _conversation(chance: random.Random, numbers) -> list[Comment]:
    comments: list[Comment] = []
    for place in range(chance.randint(4, 7)):
        name, email = chance.choice(READERS)
        said = Comment(
            next(numbers),
            chance.choice(ANSWERS),
            parent=chance.choice([0, *[comment.number for comment in comments]]),
            author=name,
            email=email,
            approved=chance.choice(["1", "1", "1", "1", "0", "spam", "trash"]),
            date=f"2023-02-{1 + place:02d} 08:00:00",
        )
        comments.append(said)
    return comments
