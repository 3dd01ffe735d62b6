"""The interface is in French: every label of ours is translated, and the main screens hold no English word."""

import re
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import Field, Model
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.admin.panels import Panel
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ChoiceBlock, FieldBlock, ListBlock
from wagtail.contrib.settings.models import BaseGenericSetting, BaseSiteSetting
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from almacms.workflow import roles
from tests import builders

OUR_APPS = {
    "accounts", "articles", "demo", "home", "images", "interviews", "mail", "operations", "people", "publications",
    "sharing", "workflow",
}  # fmt: skip

OUR_PACKAGES = ("almacms.", "articles.", "home.", "interviews.")

# Written alike in both languages, once the case is set aside.
SAME_IN_BOTH = {
    "article", "articles", "code", "contribution", "contributions", "description", "document", "html", "image",
    "interlude", "introduction", "message", "messages", "organisation", "page", "portrait", "publication",
    "publications", "question", "section", "source",
}  # fmt: skip

ENGLISH = re.compile(
    r"\b(the|of|and|with|this|that|your|you|from|are|not|edit|delete|save|search|add|choose|draft|published|settings|"
    r"password|view|new|show|hide|select|create|update|remove|close|people|topic|topics|interview|interviews|speaker|"
    r"speakers|lead|picture|heading|caption|footnote|footnotes|author|authors|submit|approve|reject)\b",
    re.IGNORECASE,
)

# Text that is nobody's language: addresses, and what a person typed or uploaded.
LANGUAGELESS = re.compile(r"https?://\S+|[\w.-]+@[\w.-]+|[\w-]+\.(?:png|pdf|jpg)|\"[^\"]*\"")

Label = tuple[str, Any]


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OUR_APPS]


def labels_of_field(where: str, field: Field) -> Iterator[Label]:
    yield f"{where}.verbose_name", field.verbose_name
    yield f"{where}.help_text", field.help_text
    for value, label in field.choices or []:
        yield f"{where}.choices[{value}]", label


def declared_by_us(model: type[Model], field: Field) -> bool:
    """Whether the field's words are ours: neither made by Django, nor inherited from a package's abstract model."""
    theirs = [
        meta.local_fields
        for base in model.__mro__[1:]
        if not base.__module__.startswith(OUR_PACKAGES) and (meta := getattr(base, "_meta", None)) and meta.abstract
    ]
    inherited = {one.name for fields in theirs for one in fields}
    return not (field.primary_key or field.auto_created or field.name in inherited)


def labels_of_models() -> Iterator[Label]:
    """Names of our apps and models, and of the fields that somebody may meet."""
    for config in apps.get_app_configs():
        if config.label in OUR_APPS:
            yield f"{config.label}.verbose_name", config.verbose_name
    for model in our_models():
        where = model._meta.label
        yield f"{where}.verbose_name", model._meta.verbose_name
        yield f"{where}.verbose_name_plural", model._meta.verbose_name_plural
        if description := getattr(model, "page_description", ""):
            yield f"{where}.page_description", description
        for field in model._meta.local_fields:
            if declared_by_us(model, field):
                yield from labels_of_field(f"{where}.{field.name}", field)


def edited_models() -> list[type[Model]]:
    settings = (BaseSiteSetting, BaseGenericSetting)
    return [model for model in our_models() if issubclass(model, (Page, *settings)) or model in get_snippet_models()]


def labels_of_panel(where: str, panel: Panel) -> Iterator[Label]:
    yield f"{where}.heading", panel.heading
    yield f"{where}.help_text", panel.help_text
    yield f"{where}.label", getattr(panel, "label", "")
    children = [*getattr(panel, "children", []), getattr(panel, "child_edit_handler", None)]
    for child in filter(None, children):
        name = getattr(child, "field_name", "") or getattr(child, "relation_name", "") or type(child).__name__
        yield from labels_of_panel(f"{where}/{name}", child)


def labels_of_panels() -> Iterator[Label]:
    for model in edited_models():
        handler = model.get_edit_handler() if hasattr(model, "get_edit_handler") else None
        if handler is not None:
            yield from labels_of_panel(model._meta.label, handler)


def labels_of_block(where: str, block: Block, *, is_root: bool = False) -> Iterator[Label]:
    """What a block says of itself; the root of a stream is labelled by its field."""
    if not is_root:
        yield f"{where}.label", block.label
    yield f"{where}.description", getattr(block.meta, "description", "")
    yield f"{where}.help_text", getattr(block.meta, "help_text", "")
    if isinstance(block, FieldBlock):
        yield f"{where}.field.help_text", block.field.help_text
    if isinstance(block, ChoiceBlock):
        for value, label in block.field.choices:
            yield f"{where}.choices[{value}]", label if value else ""
    if isinstance(block, BaseStreamBlock | BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from labels_of_block(f"{where}/{name}", child)
    if isinstance(block, ListBlock):
        yield from labels_of_block(f"{where}/item", block.child_block)


def labels_of_blocks() -> Iterator[Label]:
    for model in our_models():
        for field in model._meta.local_fields:
            if isinstance(field, StreamField):
                yield from labels_of_block(f"{model._meta.label}.{field.name}", field.stream_block, is_root=True)


def in_language(label: Any, language: str) -> str:
    with override(language):
        return str(label or "").strip()


def untranslated(labels: Iterable[Label]) -> list[str]:
    """Labels whose French is their English, unless the word is the same in both."""
    return [
        f"{where}: {french}"
        for where, label in labels
        if (french := in_language(label, "fr"))
        and french == in_language(label, "en")
        and french.lower() not in SAME_IN_BOTH
    ]


@pytest.mark.parametrize("labels", [labels_of_models, labels_of_panels, labels_of_blocks])
def test_every_label_has_its_french(labels: Callable[[], Iterator[Label]]) -> None:
    found = list(labels())
    assert len(found) > 50
    assert untranslated(found) == []


def test_a_label_without_french_is_found() -> None:
    assert untranslated([("somewhere", "Not in any catalogue"), ("elsewhere", "Article")]) == [
        "somewhere: Not in any catalogue"
    ]


class VisibleText(HTMLParser):
    """What a page says: its text, and the attributes that are read aloud or shown."""

    SILENT = {"script", "style"}
    SAID = {"title", "aria-label", "placeholder", "alt", "data-w-tooltip-content-value"}

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silence = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silence += tag in self.SILENT
        self.said += [value for name, value in attrs if name in self.SAID and value]

    def handle_endtag(self, tag: str) -> None:
        self.silence -= tag in self.SILENT

    def handle_data(self, data: str) -> None:
        if not self.silence and data.strip():
            self.said.append(" ".join(data.split()))


def english_in(html: str) -> list[str]:
    parser = VisibleText()
    parser.feed(html)
    assert len(parser.said) > 3
    return sorted({said for said in parser.said if ENGLISH.search(LANGUAGELESS.sub("", said))})


def test_an_english_word_is_found() -> None:
    html = '<title>Alma</title><a title="Edit">Modifier</a><p>Un</p><p>Save draft</p><script>the();</script>'
    assert english_in(html) == ["Edit", "Save draft"]


@pytest.fixture
def screens(db: None) -> dict[str, str]:
    """The addresses of the main screens, of a site where something is going on."""
    writer = builders.make_user("camille")
    portrait = builders.make_image("Jardin")
    person, topic = builders.make_person("Zoé Martin", portrait=portrait), builders.make_topic("Coopération")
    article = builders.make_article(title="Le jardin", cover=portrait, authors=[person], topics=[topic])
    interview = builders.make_interview(title="Une conversation", speakers=[person], related=[article])
    waiting = builders.make_article(title="En cours", publish=False, owner=writer)
    waiting.get_workflow().start(waiting, writer)
    page = "wagtailadmin_pages:{}".format
    return {
        "dashboard": reverse("wagtailadmin_home"),
        "articles": reverse("articles:index"),
        "interviews": reverse("interviews:index"),
        "new article": reverse(page("add"), args=["articles", "articlepage", article.get_parent().pk]),
        "new interview": reverse(page("add"), args=["interviews", "interviewpage", interview.get_parent().pk]),
        "an article": reverse(page("edit"), args=[article.pk]),
        "an interview": reverse(page("edit"), args=[interview.pk]),
        "waiting": reverse(page("edit"), args=[waiting.pk]),
        "history": reverse(page("history"), args=[waiting.pk]),
        "moderation history": reverse(page("workflow_history"), args=[waiting.pk]),
        "where used": reverse(page("usage"), args=[article.pk]),
        "explorer": reverse("wagtailadmin_explore", args=[article.get_parent().pk]),
        "new plain page": reverse(page("add"), args=["home", "contentpage", builders.make_site().pk]),
        "pictures": reverse("wagtailimages:index"),
        "new picture": reverse("wagtailimages:add"),
        "a picture": reverse("wagtailimages:edit", args=[portrait.pk]),
        "documents": reverse("wagtaildocs:index"),
        "people": reverse("wagtailsnippets_people_person:list"),
        "new person": reverse("wagtailsnippets_people_person:add"),
        "a person": reverse("wagtailsnippets_people_person:edit", args=[person.pk]),
        "a person's deletion": reverse("wagtailsnippets_people_person:delete", args=[person.pk]),
        "topics": reverse("wagtailsnippets_publications_topic:list"),
        "a topic": reverse("wagtailsnippets_publications_topic:edit", args=[topic.pk]),
        "report on moderation": reverse("wagtailadmin_reports:workflow"),
        "report on ageing": reverse("wagtailadmin_reports:aging_pages"),
        "footnotes": reverse("footnotes-modal"),
    }


@pytest.mark.parametrize("group", [roles.WRITERS, roles.REVIEWERS])
def test_the_screens_of_the_newsroom_are_in_french(client: Client, screens: dict[str, str], group: str) -> None:
    client.force_login(builders.make_user("sasha", group=group))
    found = {}
    for name, address in screens.items():
        response = client.get(address)
        assert response.status_code == 200, name
        if english := english_in(response.content.decode()):
            found[name] = english
    assert found == {}


@pytest.mark.parametrize("name", ["wagtailadmin_login", "wagtailadmin_password_reset"])
def test_the_doors_are_in_french(client: Client, db: None, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert english_in(response.content.decode()) == []


def test_the_groups_have_french_names(db: None) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {roles.WRITERS, roles.REVIEWERS, roles.ADMINISTRATORS}
