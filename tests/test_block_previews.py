"""Every block that an editor may pick shows what it looks like."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

from tests.builders import make_image, make_user


def picked_blocks() -> list[blocks.Block]:
    """The blocks offered in the streams of pages, those inside other blocks too."""
    found: dict[str, blocks.Block] = {}

    def gather(block: blocks.Block) -> None:
        children = list(getattr(block, "child_blocks", {}).values())
        if isinstance(block, blocks.StreamBlock):
            found.update({f"{type(child).__name__} {child.name}": child for child in children})
        for child in children:
            gather(child)

    for model in apps.get_models():
        if issubclass(model, Page):
            for field in model._meta.local_fields:
                if isinstance(field, StreamField):
                    gather(field.stream_block)
    return list(found.values())


BLOCKS = picked_blocks()


def test_there_are_blocks_to_pick() -> None:
    assert len(BLOCKS) > 10


@pytest.mark.django_db
@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.name)
def test_a_block_says_what_it_is_and_shows_it(client: Client, block: blocks.Block) -> None:
    make_image()
    client.force_login(make_user())

    response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

    assert block.is_previewable
    assert block.get_description()
    assert block.meta.icon not in {"", "placeholder"}
    assert response.status_code == 200
    assert "almacms/css/site" in response.content.decode()
