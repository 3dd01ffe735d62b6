import io

import pytest
from django.core.files.images import ImageFile
from PIL import Image, ImageStat

from almacms.images.models import CustomImage
from almacms.images.responsive import PLACES, prefetch_renditions, render_picture, social_url
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
        prefetch_renditions((image, "card") for image in images)
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


def test_sixteen_bits_of_grey_are_shown_and_not_all_white():
    content = io.BytesIO()
    Image.new("I;16", (64, 48), 128 * 256).save(content, "PNG")
    image = CustomImage.objects.create(title="Radiographie", file=ImageFile(content, name="radiographie.png"))

    assert "image/avif" in render_picture(image, "card")
    assert social_url(image)
    for rendition in image.renditions.all():
        (darkest, lightest), *_ = ImageStat.Stat(Image.open(rendition.file).convert("L")).extrema
        assert 124 < darkest <= lightest < 132, rendition.filter_spec


def test_a_damaged_file_draws_nothing_and_is_logged(caplog):
    image = make_image("Abîmée", size=(300, 200))
    with image.file.storage.open(image.file.name, "r+b") as file:
        file.truncate(70)
    image = CustomImage.objects.get(pk=image.pk)

    assert render_picture(image, "card") == ""
    assert social_url(image) == ""
    prepare_renditions(image, "card")
    assert caplog.text.count("(Abîmée) cannot be shown") == 3


def test_what_a_camera_noted_is_not_given_to_readers():
    notes = Image.Exif()
    notes[0x010F] = "Appareil de Camille"
    content = io.BytesIO()
    Image.new("RGB", (64, 48)).save(content, "JPEG", exif=notes)
    image = CustomImage.objects.create(title="Notée", file=ImageFile(content, name="notee.jpg"))

    rendition = image.get_rendition("width-32|format-jpeg")

    assert b"Appareil de Camille" in content.getvalue()
    with rendition.file.open() as file:
        assert b"Appareil de Camille" not in file.read()
