"""Builders: what a test needs, made with sensible values that it may override."""

import io
from datetime import datetime
from itertools import count

from django.contrib.auth.models import Group
from django.core.files.images import ImageFile
from django.utils.timezone import get_default_timezone
from PIL import Image as PillowImage

from almacms.accounts.models import User
from almacms.images.models import CustomImage
from almacms.people.models import Person
from almacms.publications.models import Publication, PublicationAuthor, PublicationTopic, RelatedPublication, Topic
from almacms.workflow import roles
from articles.models import ArticleIndexPage, ArticlePage
from home.models import ContentPage, HomePage
from home.services import ensure_tree
from interviews.models import InterviewIndexPage, InterviewPage, InterviewSpeaker

numbers = count(1)
PASSWORD = "un-mot-de-passe-de-test"


def moment(year: int, month: int, day: int) -> datetime:
    """Noon of a day, in the site's time zone."""
    return datetime(year, month, day, 12, tzinfo=get_default_timezone())


def make_site() -> HomePage:
    """The front page and the lists; the same ones when called again."""
    return ensure_tree()


def make_user(username: str = "", *, group: str = roles.WRITERS, **fields) -> User:
    """Somebody who can sign in, in one of the newsroom's groups."""
    username = username or f"personne-{next(numbers)}"
    fields.setdefault("email", f"{username}@example.org")
    user = User.objects.create_user(username=username, password=PASSWORD, **fields)
    user.groups.add(Group.objects.get(name=group))
    return user


def make_image(title: str = "", *, size: tuple[int, int] = (64, 48), colour: str = "#0f5a45", **fields) -> CustomImage:
    """A picture of one colour."""
    content = io.BytesIO()
    PillowImage.new("RGB", size, colour).save(content, "PNG")
    title = title or f"Image {next(numbers)}"
    return CustomImage.objects.create(title=title, file=ImageFile(content, name=f"image-{next(numbers)}.png"), **fields)


def make_person(name: str = "", **fields) -> Person:
    """Somebody who writes or speaks."""
    return Person.objects.create(name=name or f"Camille Morel {next(numbers)}", **fields)


def make_topic(name: str = "", **fields) -> Topic:
    """A topic."""
    return Topic.objects.create(name=name or f"Coopération {next(numbers)}", **fields)


def make_article(*, publish: bool = True, parent: ArticleIndexPage | None = None, **fields) -> ArticlePage:
    """An article with one paragraph; `authors`, `topics` and `related` are lists, `publish=False` leaves a draft."""
    parent = parent or _only(ArticleIndexPage)
    fields.setdefault("body", [("paragraph", "<p>Nous décidons ensemble.</p>")])
    return _make(ArticlePage, parent, fields, publish=publish)


def make_interview(
    *,
    publish: bool = True,
    parent: InterviewIndexPage | None = None,
    speakers: list[Person] | None = None,
    shown_as: dict[Person, str] | None = None,
    **fields,
) -> InterviewPage:
    """An interview in which each speaker answers the only question, unless a body is given.

    `shown_as` gives the words that stand for those who must not be known.
    """
    parent = parent or _only(InterviewIndexPage)
    people = [make_person()] if speakers is None else speakers
    turns = [("turn", {"speaker": person.pk, "text": "<p>Je programme.</p>"}) for person in people]
    fields.setdefault("body", [("exchange", {"question": "Que faites-vous ?", "replies": turns})])
    declared = [
        InterviewSpeaker(
            person=person, role="Ingénieur·e", organisation="Alma", display_name=(shown_as or {}).get(person, "")
        )
        for person in people
    ]
    return _make(InterviewPage, parent, fields, publish=publish, speakers=declared)


def make_content_page(*, publish: bool = True, **fields) -> ContentPage:
    """A plain page under the front page."""
    fields.setdefault("body", [("paragraph", "<p>Alma est une coopérative.</p>")])
    return _make(ContentPage, make_site(), fields, publish=publish)


def _only(model):
    make_site()
    return model.objects.get(locale__language_code="fr")


def _make(model, parent, fields, *, publish, speakers=()):
    authors, topics, related = fields.pop("authors", []), fields.pop("topics", []), fields.pop("related", [])
    fields.setdefault("title", f"Titre {next(numbers)}")
    if issubclass(model, Publication):
        fields.setdefault("lead", "Un chapô qui donne envie.")
    page = model(live=False, **fields)
    if issubclass(model, Publication):
        page.authorships = _in_order(PublicationAuthor(person=person) for person in authors)
        page.topic_links = _in_order(PublicationTopic(topic=topic) for topic in topics)
        page.related_links = _in_order(RelatedPublication(related=publication) for publication in related)
    if speakers:
        page.speakers = _in_order(speakers)
    parent.add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
    return model.objects.get(pk=page.pk)


def _in_order(rows):
    """Numbered as Wagtail's forms do: PostgreSQL gives rows without a number in whatever order it has them."""
    numbered = list(rows)
    for number, row in enumerate(numbered):
        row.sort_order = number
    return numbered
