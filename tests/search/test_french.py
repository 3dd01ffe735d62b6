"""What finds what: pairs of writings, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almacms.search.french import terms, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("écologie", "ecologie"),
        ("ÉCOLOGIE", "écologie"),
        ("e\u0301cologie", "écologie"),
        ("coopérative", "coopératives"),
        ("coopérative", "coopératif"),
        ("salarié", "salariée"),
        ("salarié", "salariés"),
        ("salarié", "salariées"),
        ("l'écologie", "écologie"),
        ("l’écologie", "écologie"),
        ("lʼécologie", "écologie"),
        ("qu’une œuvre", "oeuvre"),
        ("œuvres", "œuvre"),
        ("ex æquo", "ex aequo"),
        ("travail", "travaux"),
        ("journal", "journaux"),
        ("matériau", "matériaux"),
        ("bureau", "bureaux"),
        ("social", "sociales"),
        ("sociaux", "sociale"),
        ("jeu", "jeux"),
        ("enjeu", "enjeux"),
        ("lieu", "lieux"),
        ("bijou", "bijoux"),
        ("heureux", "heureuse"),
        ("directeur", "directrices"),
        ("acteur", "actrice"),
        ("autrice", "auteure"),
        ("chercheur", "chercheuses"),
        ("ingénieur", "ingénieures"),
        ("professionnel", "professionnelles"),
        ("ancien", "anciennes"),
        ("premier", "première"),
        ("français", "française"),
        ("public", "publiques"),
        ("précis", "précises"),
        ("nouveau", "nouvelles"),
        ("an", "ans"),
        ("œil", "yeux"),
        ("associé·e·s", "associé"),
        ("ingénieur·es", "ingénieurs"),
        ("ingénieur·es", "ingénieure"),
        ("ingénieur-e-s", "ingénieures"),
        ("ingénieur(e)s", "ingénieur"),
        ("ingénieur(e)s", "ingénieur·e"),
        ("ingénieur.e.s", "ingénieurs"),
        ("salarié/e/s", "salariées"),
        ("coopérative(s)", "coopératives"),
        ("citoyen·ne·s", "citoyenne"),
        ("développeur·euses", "développeuse"),
        ("développeur·se", "développeur"),
        ("acteur·rices", "actrices"),
        ("consommateur·trices", "consommatrice"),
        ("créatif·ve·s", "créatives"),
        ("ouvrier·ère·s", "ouvrières"),
        ("tous·tes", "toutes"),
        ("lecteurs·lectrices", "lecteur"),
        ("arc-en-ciel", "arc en ciel"),
        ("co2", "CO 2"),
        ("S.C.O.P.", "Scop"),
        ("l’U.E.", "UE"),
        ("C++", "c++"),
        ("3,5", "3.5"),
        ("10 000", "10000"),
        ("10\u202f000", "10 000"),
        ("e-mail", "emails"),
        ("vice-présidente", "vice présidents"),
        ("peut-être", "peut être"),
        ("aujourd’hui", "aujourd'hui"),
        ("blanche", "blancs"),
        ("longues", "long"),
        ("tou(te)s", "tou·tes"),
        ("adhérent⸱es", "adhérente"),
        ("lecteurices", "lectrice"),
        ("toustes", "tous"),
        ("beaux", "belles"),
        ("neuf", "neuves"),
        ("nets", "nette"),
        ("paysan·nes", "paysans"),
        ("CO₂", "CO2"),
        ("m²", "m2"),
    ],
)
def test_two_writings_of_a_word_have_the_same_terms(one: str, other: str) -> None:
    assert terms(one) == terms(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("salarié", "salaire"),
        ("association", "associé"),
        ("heure", "heureuse"),
        ("coopération", "coopérative"),
        ("travail", "travailleur"),
        ("écologie", "économie"),
        ("2024", "2025"),
        ("3,5", "35"),
        ("10 000", "10"),
        ("Anne", "année"),
        ("mois", "moi"),
        ("fils", "fil"),
        ("C++", "C#"),
        ("C", "C++"),
        ("поиск", "писк"),
    ],
)
def test_other_words_have_other_terms(one: str, other: str) -> None:
    assert terms(one) != terms(other)


def test_what_stands_between_two_texts_cannot_be_typed() -> None:
    assert "zzbreak" not in terms("zzbreak")


def test_what_only_looks_like_inclusive_writing_is_several_words() -> None:
    assert terms("donne-le") == terms("donne")
    assert terms("peut-elle") == terms("peut elle")
    assert terms("alma.coop") == terms("alma coop")


def test_two_genders_that_have_no_common_stem_are_both_found() -> None:
    assert terms("copains·copines") == [*terms("copain"), *terms("copine")]
    assert len(list(tokens("copains·copines"))) == 1


def test_words_that_are_in_every_text_are_left_out() -> None:
    assert terms("le travail de la coopérative et des autres") == terms("travail coopérative autres")


@given(st.text())
def test_any_text_has_terms_that_every_database_reads_alike(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        for term in token.terms:
            assert term.isascii()
            assert term.islower() or term.isdecimal()
            assert term.isalpha() or term.isdecimal()
