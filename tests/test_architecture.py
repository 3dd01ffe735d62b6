"""The arrows of docs/architecture.md, read from the imports; and one template for each block, no more and no fewer."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ListBlock
from wagtail.fields import StreamField
from wagtail.models import Page

ROOT = Path(__file__).parent.parent
TOP = ("almacms", "articles", "bench", "home", "interviews")

LEVELS = {
    # Of no app: it asks what any of them says.
    "almacms.prepared": -1,
    "almacms.accounts": 0,
    "almacms.images": 0,
    "almacms.languages": 0,
    "almacms.mail": 0,
    "almacms.operations": 0,
    "almacms.page_cache": 0,
    "almacms.workflow": 0,
    "almacms.people": 1,
    "almacms.sharing": 1,
    "almacms.publications": 2,
    "almacms.conversation": 3,
    "almacms.search": 3,
    "articles": 3,
    "home": 3,
    "interviews": 3,
    "almacms.demo": 4,
    "almacms.wordpress": 4,
    "bench": 4,
    "almacms.settings": 4,
    "almacms.urls": 4,
    "almacms.wsgi": 4,
}
# Level 4 wires everything; one thing there may need another (wsgi, the settings).
WIRING = 4

# Inside an app: what answers people stands on the services, and these on the models and their rules.
ANSWERING = {
    "context_processors",
    "handlers",
    "management",
    "middleware",
    "templatetags",
    "urls",
    "views",
    "wagtail_hooks",
}


def unit_of(module: str) -> str | None:
    """The app, or the module of the project, that an import reaches; None for what is not ours."""
    parts = module.split(".")
    if parts[0] not in TOP:
        return None
    return ".".join(parts[:2]) if parts[0] == "almacms" and len(parts) > 1 else parts[0]


def rank(module: str, unit: str) -> int:
    first = module.removeprefix(unit).lstrip(".").split(".")[0]
    return 2 if first in ANSWERING else int(first == "services")


def imports() -> Iterator[tuple[str, str]]:
    """Every import between two of our modules, those inside functions too."""
    for top in TOP:
        for path in (ROOT / top).rglob("*.py"):
            parts = path.relative_to(ROOT).with_suffix("").parts
            package = parts[:-1]
            importer = ".".join(package if parts[-1] == "__init__" else parts)
            for node in ast.walk(ast.parse(path.read_text())):
                for imported in imported_by(node, package):
                    if imported.split(".")[0] in TOP:
                        yield importer, imported


def imported_by(node: ast.AST, package: tuple[str, ...]) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = package[: len(package) - node.level + 1] if node.level else ()
        source = ".".join([*base, *([node.module] if node.module else [])])
        # `from . import models` names a module, `from .models import Image` what is in one: the longer covers both.
        return [f"{source}.{alias.name}" for alias in node.names]
    return []


def forbidden(importer: str, imported: str) -> bool:
    source, target = unit_of(importer), unit_of(imported)
    if source is None or target is None or target == "almacms":
        return False
    if source == target:
        is_wired_late = importer.endswith((".apps", ".migrations")) or ".migrations." in importer
        return not is_wired_late and rank(importer, source) < rank(imported, target)
    return not (LEVELS[source] == WIRING or LEVELS[target] < LEVELS[source])


def test_no_import_goes_against_the_arrows() -> None:
    found = set(imports())
    assert len(found) > 20
    assert sorted(f"{importer} -> {imported}" for importer, imported in found if forbidden(importer, imported)) == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("articles.models", "interviews.models.InterviewPage"),
        ("almacms.publications.models", "home.models"),
        ("almacms.images.models", "almacms.workflow.models"),
        ("almacms.people.models", "almacms.publications.models"),
        ("home.views", "almacms.demo.content"),
        ("articles.models", "articles.services.publish"),
        ("articles.services", "articles.views"),
    ],
)
def test_the_arrows_forbid(importer: str, imported: str) -> None:
    assert forbidden(importer, imported)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("articles.models", "almacms.publications.models"),
        ("almacms.people.models", "almacms.images.models"),
        ("almacms.demo.content", "interviews.models"),
        ("articles.views", "articles.services"),
        ("articles.services", "articles.models"),
    ],
)
def test_the_arrows_allow(importer: str, imported: str) -> None:
    assert not forbidden(importer, imported)


def test_every_installed_app_of_ours_has_a_level() -> None:
    ours = {config.name for config in apps.get_app_configs() if config.name.split(".")[0] in TOP}
    assert ours
    assert ours <= LEVELS.keys()


def streamed_names(block: Block) -> Iterator[str]:
    """The names of the blocks of every stream in this block, however deep."""
    if isinstance(block, BaseStreamBlock):
        yield from block.child_blocks
    if isinstance(block, BaseStreamBlock | BaseStructBlock):
        for child in block.child_blocks.values():
            yield from streamed_names(child)
    if isinstance(block, ListBlock):
        yield from streamed_names(block.child_block)


def test_every_block_has_its_template_and_every_template_its_block() -> None:
    fields = [
        field
        for model in apps.get_models()
        if issubclass(model, Page)
        for field in model._meta.local_fields
        if isinstance(field, StreamField)
    ]
    blocks = {name for field in fields for name in streamed_names(field.stream_block)}
    templates = {path.stem for path in (ROOT / "templates" / "blocks").glob("[!_]*.html")}
    assert blocks
    assert blocks == templates
