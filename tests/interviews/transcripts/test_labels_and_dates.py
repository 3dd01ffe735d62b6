"""Labels, names and dates, one line at a time."""

from datetime import date

import pytest

from interviews.transcripts.dates import date_line
from interviews.transcripts.labels import label_of
from interviews.transcripts.names import names_in, stands_for, written


@pytest.mark.parametrize(
    ("text", "name", "note"),
    [
        ("Sylvie : oui", "Sylvie", ""),
        ("Sylvie: oui", "Sylvie", ""),
        ("Sylvie\u00a0: oui", "Sylvie", ""),
        ("Sylvie\u202f:\u00a0« oui »", "Sylvie", ""),
        ("Jean-Noël d'Arvor : oui", "Jean-Noël d'Arvor", ""),
        ("CLAIRE MOREL : oui", "CLAIRE MOREL", ""),
        ("Claire Morel (maraîchère) : oui", "Claire Morel", "maraîchère"),
        ("Claire Morel, maraîchère : oui", "Claire Morel", "maraîchère"),
        ("C. M. : oui", "C. M.", ""),
        ("Intervenant 2 : oui", "Intervenant 2", ""),
        ("La rédaction : oui ?", "La rédaction", ""),
        ("Q1 : oui ?", "Q1", ""),
    ],
)
def test_labels_are_read_in_every_form(text: str, name: str, note: str) -> None:
    label = label_of(text)
    assert label is not None
    assert (label.name, label.note) == (name, note)
    assert text[label.length :] in {"oui", "oui ?", "« oui »"}


@pytest.mark.parametrize(
    "text",
    [
        "Le statut coopératif : comment le vivez-vous ?",
        "Notez bien : rien n'est décidé.",
        "Aujourd'hui nous avons quatre métiers qui sont : le bois, le fer…",
        "Important : personne ne vote.",
        "Rendez-vous à 14:30 devant la grange",
        "https://grange.example",
        "Il a dit : oui",
        "Grenoble, le 3 mai : ouverture",
        "Une phrase. Une autre : la suite",
    ],
)
def test_what_only_has_a_colon_is_no_label(text: str) -> None:
    assert label_of(text) is None


@pytest.mark.parametrize("short", ["Claire", "Morel", "Mme Morel", "C. M.", "C.M.", "CM", "C. Morel", "claire morel"])
def test_shorter_forms_stand_for_a_full_name(short: str) -> None:
    assert stands_for(short, "Claire Morel")


@pytest.mark.parametrize("other", ["Clara", "C. D.", "M. C.", "Morelle", "Paul Morel", ""])
def test_other_names_do_not(other: str) -> None:
    assert not stands_for(other, "Claire Morel")


def test_compound_names_and_particles_have_initials() -> None:
    assert stands_for("J.-P. D.", "Jean-Paul Durand")
    assert stands_for("J. D.", "Jean-Paul Durand")
    assert stands_for("Y. L. G.", "Yann Le Goff")


def test_capitals_are_printed_as_names() -> None:
    assert written("CLAIRE DE LA TOUR-MOREL") == "Claire de la Tour-Morel"
    assert written("C. M.") == "C. M."


def test_names_are_found_in_an_introduction() -> None:
    text = "Rencontre avec Claire Morel, maraîchère, et Yann Le Goff. Demain, Jean-Noël d'Arvor viendra."
    assert names_in(text, leave_out=["Rencontre", "Demain"]) == ["Claire Morel", "Yann Le Goff", "Jean-Noël d'Arvor"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Publié le lundi 3 février 2025", date(2025, 2, 3)),
        ("1er mai 2024", date(2024, 5, 1)),
        ("Le 1er août 2024 à 10h30", date(2024, 8, 1)),
        ("2025-02-03", date(2025, 2, 3)),
        ("03/02/2025", date(2025, 2, 3)),
        ("PUBLIÉ LE 12 DÉC. 2023", date(2023, 12, 12)),
        ("Publié le 3 mars 2024 – mis à jour le 4 mars 2024", date(2024, 3, 3)),
        ("Par Lison Peyre, le 3 février 2025", date(2025, 2, 3)),
    ],
)
def test_date_lines_are_read(text: str, day: date) -> None:
    assert date_line(text) == day


@pytest.mark.parametrize(
    "text", ["31 février 2024", "En 1979 tout commence", "Le 3 mars 2020, nous avons fondé la coopérative.", "2025"]
)
def test_a_sentence_or_a_day_that_is_none_is_no_date_line(text: str) -> None:
    assert date_line(text) is None
