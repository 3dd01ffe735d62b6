"""One published page of every kind, with everything a page can hold, for the tests that look at the public site."""

import random
from datetime import timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils.timezone import localtime
from wagtail.documents import get_document_model
from wagtail_footnotes.models import Footnote

from almacms.conversation.models import Comment
from almacms.people.models import PersonLink
from tests.builders import (
    make_article,
    make_content_page,
    make_image,
    make_interview,
    make_person,
    make_site,
    make_topic,
)
from tests.conversation.talk import comment

NAMES = [
    "Sylvain",
    "Sébastien",
    "Marie-Christine Vandenbroucke-Lefèvre",
    "Aïssatou Diallo",
    "Jean-Baptiste de La Tour du Pin",
    "Noé",
]
WORDS = (
    "coopérative équipe travail décision voix jardin forêt logiciel métier réunion année personne statut capital "
    "partage chantier atelier énergie train vélo question réponse mémoire laboratoire université industrie santé "
    "réseau terrain bâtiment oiseau mare saison projet groupe filiale choix désaccord vote mandat salaire réserve "
    "bénéfice apprentissage recherche territoire collègue client outil code confiance prudence patience nous vous "
    "elle avait serait pouvons devrait racontent discutent construisent rénovent apprennent oublient souvent "
    "parfois jamais toujours encore avec sans pour contre depuis pendant lentement ensemble autrement dehors "
)


def prose(words: int, seed: int = 1) -> str:
    """A paragraph that compresses no better than a real one would."""
    picked = random.Random(seed).choices(WORDS.split(), k=words)  # noqa: S311 (no secret)
    return f"<p>{' '.join(picked).capitalize()}.</p>"


def picture(image, alt: str = "Un jardin") -> dict:
    image.contextual_alt_text, image.decorative = alt, not alt
    return {"image": image, "caption": "Le refuge, quatre ans après.", "credit": ""}


def article_body(image, note_ids: tuple[str, str]) -> list:
    """Every block of an article; the first note is called twice."""
    first, second = (f'<footnote id="{uuid}">{uuid[:6]}</footnote>' for uuid in note_ids)
    document = get_document_model().objects.create(title="Rapport", file=ContentFile(b"%PDF-1.7", name="rapport.pdf"))
    sound = get_document_model().objects.create(title="Voix", file=ContentFile(b"ID3", name="voix.mp3"))
    numbers = {"type": "number", "heading": "Personnes"}
    return [
        ("paragraph", f"<p>Les Almatiens{first} parlent, les autres{second} écoutent{first}.</p>{prose(60)}"),
        ("heading", {"text": "Pourquoi maintenant ?", "level": "2"}),
        ("paragraph", "<ul><li>les logiciels ;</li><li>la santé.</li></ul>"),
        (
            "quotation",
            {"text": "<p>Une idée.</p>", "source": "Livret, 2004", "source_url": "https://example.org/livret"},
        ),
        ("heading", {"text": "Appris en route", "level": "3"}),
        ("picture", picture(image)),
        ("callout", {"kind": "note", "title": "Qu’est-ce qu’une Scop ?", "text": "<p>Une coopérative.</p>"}),
        ("callout", {"kind": "warning", "title": "", "text": "<p>Attention.</p>"}),
        ("callout", {"kind": "key", "title": "", "text": "<p>Une personne, une voix.</p>"}),
        ("heading", {"text": "Des chiffres", "level": "2"}),
        (
            "table",
            {
                "caption": "Effectifs",
                "columns": [{"type": "text", "heading": "Équipe"}, *[numbers] * 5],
                "rows": [{"values": ["<p>Santé</p>", "42", "19", "9", "7", "3"]}],
            },
        ),
        ("gallery", {"pictures": [picture(image), picture(image, ""), picture(image)], "caption": "Le jardin."}),
        (
            "embed",
            {"url": "https://framatube.org/w/9dRFC6Ya11NCVeYKn8ZhiD", "title": "Visite", "thumbnail": image},
        ),
        ("embed", {"url": "https://vimeo.com/76979871", "title": "Sans image", "caption": "Un film."}),
        ("document", {"document": document, "title": ""}),
        ("paragraph", prose(80, seed=2)),
        ("picture", {**picture(image), "alignment": "left"}),
        ("paragraph", prose(40, seed=3)),
        ("document", {"document": sound, "title": "Une réunion"}),
        ("highlight", {"text": "<p>Une voix.</p>", "source": "Camille", "source_url": "https://example.org/voix"}),
        ("code", {"code": "for voix in coop:\n    ecouter(voix)", "language": "python"}),
        ("kept_html", {"html": "<h3>Un encadré</h3><p>D’ailleurs<img src='//autre.example/x.png'>.</p>", "origin": ""}),
    ]


def exchange(question: str, *replies: tuple) -> tuple:
    return "exchange", {"question": question, "replies": list(replies)}


def turn(person, text: str) -> tuple:
    return "turn", {"speaker": person.pk, "text": text}


def interview_body(people: list, image) -> list:
    """Every block of an interview; the first two speakers are never heard in the last exchange."""
    first, second, *others = people
    quote = ("pull_quote", {"speaker": first.pk, "text": "Une petite république."})
    return [
        exchange(
            "Qui êtes-vous ?", turn(first, "<p>Moi, c’est la mémoire.</p>"), turn(second, "<p>Moi, l’avenir.</p>")
        ),
        ("interlude", "<p>La visite continue dehors.</p>"),
        exchange("D’où vient Alma ?", turn(first, "<p>D’un laboratoire.</p>"), quote, ("picture", picture(image))),
        ("heading", {"text": "Sous les arbres", "level": "2"}),
        ("picture", picture(image)),
        ("embed", {"url": "https://framatube.org/w/9dRFC6Ya11NCVeYKn8ZhiD", "title": "Visite"}),
        exchange("Et les autres ?", *[turn(person, f"<p>Ici {person.name}.</p>") for person in others]),
    ]


def talk(page) -> None:
    """A conversation with everything one can hold: answers, one from the team, a link, and one that was erased."""
    minutes = iter(range(1, 100))
    began = localtime() - timedelta(days=1)

    def say(text: str, **fields) -> Comment:
        return comment(page, text, created_at=began + timedelta(minutes=next(minutes)), **fields)

    first = say("Où puis-je lire la suite ? Sur https://example.org/suite peut-être.\n\nMerci !", name="Noé")
    say("Elle paraît demain.", parent=first, name="Inès Roux", is_team=True)
    say("Trois fois lu, trois fois compris autrement.", edited_at=began)
    gone = say("", name="", email="", erased_at=began)
    last = say("Je ne suis pas d’accord.", parent=gone)
    for number in range(6):
        last = say(f"Réponse {number}", parent=last)
    for number in range(25):
        say(f"{number}. {prose(12, seed=number)[3:-4]}")


def make_public_site() -> dict[str, str]:
    """The path of one page of every kind, by the name of what it shows."""
    home = make_site()
    home.introduction = "<p>Nous sommes <b>140</b> associé·es d’une <a href='https://example.org/'>coopérative</a>.</p>"
    home.save_revision().publish()
    image = make_image(description="Un jardin", credit="Camille Morel")
    people = [
        make_person(
            name, role="Ingénieur·e support et coordination", organisation="Alma", biography="<p>Écrit ici.</p>"
        )
        for name in NAMES
    ]
    people[0].portrait = image
    people[0].links = [PersonLink(label="Mastodon", url="https://example.org/@sylvain")]
    people[0].save()
    topics = [make_topic("Coopération", description="Décider ensemble."), make_topic("Logiciel libre")]
    bare = make_article(title="Sans image : anticonstitutionnellement vôtre", authors=people[:1], topics=topics[:1])
    note_ids = str(uuid4()), str(uuid4())
    article = make_article(
        title="Bonjour le monde : pourquoi nous ouvrons ce blog",
        cover=image,
        cover_caption="L’équipe réunie.",
        authors=people[2:4],
        topics=topics,
        related=[bare],
        body=article_body(image, note_ids),
        footnotes=[
            Footnote(uuid=uuid, text="<p>Associé·e de <a href='https://example.org/'>la Scop</a>.</p>")
            for uuid in note_ids
        ],
    )
    for number in range(12):
        make_article(title=f"Chronique {number}", authors=people[:1], topics=topics[:1])
    duet = make_interview(
        title="Alma à deux voix", speakers=people[:2], cover=image, topics=topics, authors=people[3:4]
    )
    table = make_interview(title="Six voix autour d’une table", speakers=people, body=interview_body(people, image))
    plain = make_content_page(title="Qui sommes-nous ?", lead="Pour tout le monde.", body=[("paragraph", prose(80))])
    talk(article)
    month = localtime(article.publication_date)
    question = next(block for block in table.body if block.block_type == "exchange")
    return {
        "home": "/",
        "list": "/articles/",
        "second page of the list": "/articles/?page=2",
        "interviews": "/entretiens/",
        "article": article.url,
        "article without a picture": bare.url,
        "interview": duet.url,
        "interview of six": table.url,
        "person": people[0].get_absolute_url(),
        "topic": topics[0].get_absolute_url(),
        "topics": "/thematiques/",
        "plain page": plain.url,
        "accessibility statement": "/accessibilite/",
        "articles narrowed": "/articles/?theme=cooperation",
        "interviews narrowed": "/entretiens/?personne=noe",
        "no interview": "/entretiens/?personne=noe&theme=cooperation",
        "question": table.permalink(question.id),
        "passing on": f"{article.url}partager/",
        "passing on by a server": f"{article.url}partager/?serveur=mastodon.example",
        "conversation": f"{article.url}conversation/",
        "comment": f"{article.url}conversation/ecrire/",
        "following": f"{article.url}conversation/suivre/",
        "following, asked": f"{article.url}conversation/suivre/?demande",
        "archives": "/archives/",
        "archives of a year": f"/archives/{month.year}/",
        "archives of a month": f"/archives/{month.year}/{month.month}/",
        "site map": "/plan-du-site/",
        "search": "/recherche/",
        "search results": "/recherche/?q=alma",
        "search narrowed": "/recherche/?q=alma&genre=interview&tri=date",
        "nothing found": "/recherche/?q=almma",
        "not found": "/rien/",
    }


NOT_FOUND = "not found"
LEADS_ELSEWHERE = "question"
"""Browsers leave this page at once for the question's place in the interview."""
