"""Importing an interview in the editorial interface: each step, what it refuses, and that only the last one writes."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from PIL import Image

from almacms.images.models import CustomImage
from almacms.people.models import Person
from interviews import uploads
from interviews.corrections import reviewed
from interviews.models import InterviewIndexPage, InterviewPage
from interviews.uploads import TranscriptPicture, TranscriptUpload
from tests.builders import make_person, make_site, make_user

pytestmark = pytest.mark.django_db

TEXT = """Le verger, dix ans après

Publié le 4 mars 2025

Ada Lune et Noé Vent cultivent un verger à plusieurs.

Pourquoi un verger ?

Ada Lune : Pour attendre ensemble. Rien ne presse.

Noé Vent : Et pour les pommes.

Et demain ?

Ada Lune : Des abeilles.

Noé Vent : Du cidre.
"""
START = "/admin/interviews/import/"


@pytest.fixture
def writer(client: Client) -> Client:
    make_site()
    client.force_login(make_user("redaction"))
    return client


@pytest.fixture
def upload(writer: Client) -> TranscriptUpload:
    writer.post(START, {"file": text_file()})
    return TranscriptUpload.objects.get()


Edit = Callable[..., Any]


@pytest.fixture
def edit(writer: Client, upload: TranscriptUpload) -> Edit:
    def post(**data: Any) -> Any:
        return writer.post(review_of(upload), data)

    return post


def text_file(name: str = "verger.txt", content: bytes = TEXT.encode()) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def review_of(upload: TranscriptUpload) -> str:
    return reverse("interviews_import_review", args=[upload.pk])


def written() -> tuple[int, int, int]:
    return InterviewPage.objects.count(), Person.objects.count(), CustomImage.objects.count()


def paragraph(upload: TranscriptUpload, text: str) -> str:
    return next(p.id for p in upload.understanding.paragraphs if text in p.text)


def questions(page: InterviewPage) -> list[tuple[str, int]]:
    exchanges = [block.value for block in page.body if block.block_type == "exchange"]
    return [(value["question"], len(value["replies"])) for value in exchanges]


def test_a_file_is_reviewed_then_becomes_a_draft(writer: Client) -> None:
    before = written()
    response = writer.post(START, {"file": text_file()}, follow=True)
    screen = response.content.decode()
    assert "Pourquoi un verger" in screen
    assert "Pour attendre ensemble" in screen
    assert written() == before

    upload = TranscriptUpload.objects.get()
    response = writer.post(review_of(upload), {"confirm": "1"})
    page = InterviewPage.objects.get()
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not page.live
    assert page.title == "Le verger, dix ans après"
    assert questions(page) == [("Pourquoi un verger ?", 2), ("Et demain ?", 2)]
    assert {row.person.name for row in page.speakers.all()} == {"Ada Lune", "Noé Vent"}


def test_confirming_twice_makes_one_draft(edit: Edit) -> None:
    assert edit(confirm="1")["Location"] == edit(confirm="1")["Location"]
    assert InterviewPage.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "file"),
        ({"file": text_file("verger.exe")}, "file"),
        ({"file": text_file("verger.docx")}, "file"),
        ({"file": text_file(), "text": TEXT}, "file"),
        ({"markup": "<p>" + "a" * (5 * 1024 * 1024) + "</p>"}, "text"),
    ],
)
def test_what_is_refused_is_said_beside_its_field(writer: Client, data: dict, field: str) -> None:
    for value in data.values():
        if hasattr(value, "seek"):
            value.seek(0)
    response = writer.post(START, data)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not TranscriptUpload.objects.exists()


def test_a_pasted_text_keeps_its_form_and_is_given_back(writer: Client) -> None:
    markup = "<p><b>Et demain ?</b></p><p>Ada Lune : Des abeilles.</p><script>alert(1)</script>"
    refused = writer.post(START, {"markup": markup, "file": text_file()})
    assert "<b>Et demain ?</b>" in refused.context["form"].shown_markup
    assert "script" not in refused.context["form"].shown_markup

    writer.post(START, {"markup": markup})
    upload = TranscriptUpload.objects.get()
    assert upload.understanding.reading("p1").part == "question"
    back = writer.get(f"{START}?from={upload.pk}")
    assert "<b>Et demain ?</b>" in back.context["form"].shown_markup


def test_a_paragraph_changes_in_one_click_and_back(upload: TranscriptUpload, edit: Edit) -> None:
    key = paragraph(upload, "Du cidre")
    edit(edit=f"voice {key} Ada Lune")
    edit(edit=f"part {paragraph(upload, 'Et demain')} interlude")
    edit(undo="1")
    edit(confirm="1")
    page = InterviewPage.objects.get()
    # Ada goes on speaking: what was two turns is one.
    assert questions(page) == [("Pourquoi un verger ?", 2), ("Et demain ?", 1)]


def test_turns_are_cut_and_joined(upload: TranscriptUpload, edit: Edit) -> None:
    key = paragraph(upload, "Rien ne presse")
    text = "".join(run.text for run in upload.understanding.paragraph(key).runs)
    assert b"import-cut" in edit(open=key).client.get(f"{review_of(upload)}?cut={key}").content
    edit(edit=f"cut {key} {text.index('Rien')}")
    # Given to the one who speaks next, it begins their turn; which can be told apart from it again.
    edit(edit=f"voice {key}.1 Noé Vent")
    review = reviewed(upload.understanding, TranscriptUpload.objects.get().edits)
    assert [len(exchange.turns) for exchange in review.transcript.exchanges] == [2, 2]
    edit(edit=f"split {paragraph(upload, 'les pommes')}")
    edit(confirm="1")
    assert questions(InterviewPage.objects.get())[0] == ("Pourquoi un verger ?", 3)


@pytest.mark.parametrize("word", ["date", "part", "voice", "cut", "nothing"])
def test_a_correction_that_means_nothing_changes_nothing(upload: TranscriptUpload, edit: Edit, word: str) -> None:
    assert edit(edit=f"{word} p99 0").status_code == 302
    upload.refresh_from_db()
    assert upload.edits == []


def test_only_what_changed_comes_back_to_the_script(writer: Client, upload: TranscriptUpload) -> None:
    screen = writer.get(review_of(upload))
    data = {"edit": f"part {paragraph(upload, 'Et demain')} interlude", "version": screen.context["version"]}
    answer = writer.post(review_of(upload), data, headers={"Accept": "application/json"}).json()
    assert "Et demain" in answer["pieces"]
    assert "Pourquoi un verger" not in answer["pieces"]
    stale = writer.post(review_of(upload), {**data, "undo": "1"}, headers={"Accept": "application/json"}).json()
    assert (stale["start"], stale["end"]) == (0, -1)
    assert "Pourquoi un verger" in stale["pieces"]


def test_a_speaker_is_recognised_proposed_or_created(writer: Client) -> None:
    ada, near = make_person("Ada Lune"), make_person("Noe Vents")
    writer.post(START, {"file": text_file()})
    upload = TranscriptUpload.objects.get()
    roles_shown = {role.name: role for role in writer.get(review_of(upload)).context["casting"]}
    assert roles_shown["Ada Lune"].key == str(ada.pk)
    assert roles_shown["Noé Vent"].key == "new"
    assert roles_shown["Noé Vent"].near == [near]

    position = roles_shown["Noé Vent"].position
    panel = {"speaker": list(roles_shown), f"person-{position}": near.pk, f"person-was-{position}": "new"}
    writer.post(review_of(upload), {**panel, "confirm": "1"})
    assert set(InterviewPage.objects.get().speakers.values_list("person", flat=True)) == {ada.pk, near.pk}


def test_speakers_are_renamed_added_and_described(upload: TranscriptUpload, edit: Edit) -> None:
    edit(**{"speaker": ["Ada Lune", "Noé Vent"], "name-0": "Ada de Lune", "role-0": "Pépiniériste", "added": "Zoé"})
    edit(edit=f"part {paragraph(upload, 'Pour attendre')} interlude")
    assert reviewed(upload.understanding, TranscriptUpload.objects.get().edits).names == [
        "Ada de Lune",
        "Noé Vent",
        "Zoé",
    ]
    edit(edit=f"voice {paragraph(upload, 'Du cidre')} Zoé")
    edit(confirm="1")
    speakers = {row.person.name: row.role for row in InterviewPage.objects.get().speakers.all()}
    assert speakers == {"Ada de Lune": "Pépiniériste", "Noé Vent": "", "Zoé": ""}


def test_pictures_wait_outside_the_library(writer: Client) -> None:
    picture, file, document = BytesIO(), BytesIO(), Document()
    Image.new("RGB", (40, 30)).save(picture, "PNG")
    document.add_paragraph("Et demain ?")
    document.add_paragraph("Ada Lune : Des abeilles.")
    document.add_picture(picture)
    document.save(file)
    writer.post(START, {"file": text_file("verger.docx", file.getvalue())})
    stored = TranscriptPicture.objects.get()
    address = reverse("interviews_import_picture", args=[stored.upload_id, stored.key])
    assert writer.get(address)["Content-Type"] == "image/png"
    assert not CustomImage.objects.exists()
    writer.post(review_of(stored.upload), {"confirm": "1"})
    assert CustomImage.objects.count() == 1
    assert Client().get(address).status_code == 302


def test_a_failure_leaves_nothing_behind(upload: TranscriptUpload, edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(InterviewPage, "save_revision", fail)
    before = written()
    with pytest.raises(RuntimeError):
        edit(confirm="1")
    assert written() == before
    upload.refresh_from_db()
    assert upload.page is None


def test_a_transcript_is_its_editors_only_and_asks_for_the_right_to_write(
    client: Client, upload: TranscriptUpload
) -> None:
    client.force_login(make_user("autre"))
    assert client.get(review_of(upload)).status_code == 404
    outsider = make_user("dehors")
    outsider.groups.clear()
    client.force_login(outsider)
    assert client.post(START, {"file": text_file()}).status_code == 302
    assert TranscriptUpload.objects.count() == 1
    upload.user.groups.clear()
    client.force_login(upload.user)
    client.post(review_of(upload), {"confirm": "1"})
    assert not InterviewPage.objects.exists()


def test_it_is_offered_where_one_looks_for_it(writer: Client) -> None:
    index = InterviewIndexPage.objects.get()
    into = reverse("interviews_import_into", args=[index.pk])
    assert START in writer.get("/admin/").content.decode()
    assert START in writer.get(reverse("interviews:index")).content.decode()
    assert into in writer.get(reverse("wagtailadmin_explore", args=[index.pk])).content.decode()


def test_a_transcript_is_forgotten_on_request_or_in_time(writer: Client, upload: TranscriptUpload, edit: Edit) -> None:
    TranscriptUpload.objects.update(updated_at=upload.updated_at - uploads.KEPT_FOR * 2)
    writer.post(START, {"file": text_file()})
    kept = TranscriptUpload.objects.get()
    assert kept.pk != upload.pk
    writer.post(review_of(kept), {"forget": "1"})
    assert not TranscriptUpload.objects.exists()
