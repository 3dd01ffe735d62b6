import pytest

from almacms.people.models import Person
from almacms.people.names import initials, slug_for


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Camille Morel", "CM"), ("Sylvain", "Sy"), ("Jean-Pierre de la Tour", "JT"), ("Sébastien", "Sé"), ("", "")],
)
def test_initials_stand_for_a_name(name, expected):
    assert initials(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Zoé Cœur", "zoe-coeur"), ("L’écologie", "l-ecologie"), ("…", "sans-nom")],
)
def test_an_address_keeps_ligatures_and_apostrophes_readable(text, expected):
    assert slug_for(text) == expected


def test_an_address_already_taken_gets_a_number():
    assert slug_for("Zoé", taken={"zoe", "zoe-2"}) == "zoe-3"


@pytest.mark.django_db
def test_two_people_of_one_name_have_an_address_each():
    assert [Person.objects.create(name="Camille Morel").slug for _ in range(2)] == ["camille-morel", "camille-morel-2"]
