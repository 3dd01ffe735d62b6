import pytest

from almacms.images.models import CustomImage
from almacms.images.responsive import PLACES, prefetch_renditions, render_picture
from almacms.images.services import prepare_renditions
from tests.builders import make_image

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("place", PLACES)
def test_a_picture_comes_in_modern_formats_with_its_dimensions(place):
    markup = render_picture(make_image(), place, alt="Le jardin « au printemps »")

    assert 'type="image/avif"' in markup
    assert 'type="image/webp"' in markup
    assert ' width="' in markup
    assert ' height="' in markup
    assert 'alt="Le jardin « au printemps »"' in markup


def test_the_picture_that_opens_a_page_is_not_lazy():
    assert 'loading="eager"' in render_picture(make_image(), "cover", loading="eager")
    assert 'loading="lazy"' in render_picture(make_image(), "cover")


def test_no_picture_and_no_file_draw_nothing():
    image = make_image()
    image.file.storage.delete(image.file.name)

    assert render_picture(None, "card") == ""
    assert render_picture(image, "card") == ""


def test_prepared_files_are_found_in_one_query_for_all_pictures(django_assert_num_queries):
    images = [make_image() for _ in range(3)]
    for image in images:
        prepare_renditions(image, "card")
    images = list(CustomImage.objects.all())

    with django_assert_num_queries(1):
        prefetch_renditions(images)
        markup = [render_picture(image, "card") for image in images]

    assert len(set(markup)) == 3


def test_preparing_a_picture_without_file_is_passed_over(caplog):
    image = make_image("Perdue")
    image.file.storage.delete(image.file.name)

    prepare_renditions(image, "card")

    assert "Perdue" in caplog.text


def test_a_decorative_picture_has_no_alternative_text():
    assert make_image(description="Un arbre", is_decorative=True).default_alt_text == ""
    assert make_image(description="Un arbre").default_alt_text == "Un arbre"
