"""The screen that brings a corrected document back: what it shows, what it saves, and what it refuses."""

import html
import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from almacms.workflow import roles
from interviews.exports.forms import NOT_A_DOCX, OTHER_PAGE, REFUSALS
from interviews.models import InterviewPage
from interviews.transcripts.refusals import Reason
from tests.builders import make_interview, make_user

from .documents import correct, draft_of, exported, lose_marks, make_long_interview, remove, saved, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client) -> InterviewPage:
    client.force_login(make_user())
    return make_long_interview()


def send(client: Client, page: InterviewPage, content: bytes, name: str = "corrigé.docx"):
    return client.post(address(page), {"document": SimpleUploadedFile(name, content)})


def address(page: InterviewPage) -> str:
    return reverse("interviews_corrected", args=[page.pk])


def confirm(client: Client, page: InterviewPage, response, *accepted: str):
    data = {"waiting": response.context["waiting"], "reviewed": response.context["review"].reviewed}
    return client.post(address(page), {**data, "accepted": accepted})


def ticked(response) -> list[str]:
    return re.findall(r'value="([^"]+)"\s+checked', response.content.decode())


def test_the_differences_are_shown_and_nothing_is_saved(client, page):
    document = exported(page)
    correct(document, "au quotidien", "chaque jour")
    count = page.revisions.count()

    shown = html.unescape(send(client, page, saved(document)).content.decode())

    assert re.search(r"<del>.*au quotidien.*</del>\s*<ins>.*chaque jour.*</ins>", shown)
    assert _("[deleted:") in shown
    assert page.revisions.count() == count


def test_what_is_ticked_is_saved_as_a_draft_by_whoever_confirms(client, page):
    document = exported(page)
    correct(document, "au quotidien", "chaque jour")
    remove(document, "discussions")
    response = send(client, page, saved(document))

    after = confirm(client, page, response, *ticked(response))

    assert after.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert any("chaque jour" in text for text in texts(draft_of(page)))
    assert any("discussions" in text for text in texts(draft_of(page)))
    assert texts(InterviewPage.objects.get()) == texts(page)
    assert page.revisions.latest("created_at").user.groups.get().name == roles.WRITERS


def test_nothing_ticked_saves_nothing(client, page):
    document = exported(page)
    correct(document, "au quotidien", "chaque jour")
    count = page.revisions.count()

    response = confirm(client, page, send(client, page, saved(document)))

    assert _("Nothing was saved: tick at least one change.") in html.unescape(response.content.decode())
    assert page.revisions.count() == count


def test_a_page_saved_while_reading_is_compared_again(client, page):
    document = exported(page)
    correct(document, "au quotidien", "chaque jour")
    response = send(client, page, saved(document))
    draft = draft_of(page)
    draft.title = "Un autre titre"
    draft.save_revision()

    again = confirm(client, page, response, *ticked(response))

    assert again.context["saved_meanwhile"]
    assert not any("chaque jour" in text for text in texts(draft_of(page)))


def test_a_title_that_is_too_long_is_said_and_nothing_is_saved(client, page):
    document = exported(page)
    correct(document, "deux voix", "voix " * 60)
    response = send(client, page, saved(document))

    again = confirm(client, page, response, *ticked(response))

    assert again.status_code == 200 and again.context["refusals"]
    assert draft_of(page).title == "Alma à deux voix"


def test_a_document_that_was_tampered_with_between_the_two_steps_is_asked_again(client, page):
    response = client.post(address(page), {"waiting": "autre:chose", "reviewed": "", "accepted": ["x"]})

    assert response.status_code == 302 and response.url == address(page)


def test_what_waits_for_one_page_is_not_saved_on_another(client, page):
    response = send(client, page, saved(exported(page)))
    other = make_interview()

    assert confirm(client, other, response, "x").url == address(other)


def packed(**members: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return content.getvalue()


def with_member(document: bytes, name: str, data: bytes) -> bytes:
    content = io.BytesIO(document)
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        ("notes.txt", lambda _whole: b"Bonjour", NOT_A_DOCX),
        ("vieux.doc", lambda _whole: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", NOT_A_DOCX),
        ("faux.docx", lambda _whole: b"Bonjour", NOT_A_DOCX),
        ("tableur.docx", lambda _whole: packed(a=b"b"), NOT_A_DOCX),
        ("macro.docm", lambda whole: whole, REFUSALS[Reason.MACROS]),
        ("macro.docx", lambda whole: with_member(whole, "word/vbaProject.bin", b"x"), REFUSALS[Reason.MACROS]),
        ("bombe.docx", lambda whole: with_member(whole, "a.bin", bytes(30_000_000)), REFUSALS[Reason.ZIP_BOMB]),
        ("lourd.docx", lambda _whole: bytes(21 * 1024 * 1024), REFUSALS[Reason.TOO_LARGE]),
    ],
)
def test_a_wrong_file_is_refused_beside_the_field(client, page, name, make, message):
    response = send(client, page, make(saved(exported(page))), name)

    assert response.context["form"].errors["document"] == [message]


def test_another_interviews_document_is_refused_beside_the_field(client, page):
    response = send(client, page, saved(exported(make_interview())))

    assert response.context["form"].errors["document"] == [OTHER_PAGE]


def test_a_document_without_marks_is_shown_all_the_same(client, page):
    document = exported(page)
    lose_marks(document)
    correct(document, "au quotidien", "chaque jour")

    response = send(client, page, saved(document))

    assert [row.ticked for row in response.context["rows"]] == [True]
    assert response.context["rows"][0].doubts


def test_a_page_locked_by_somebody_else_takes_nothing(client, page):
    InterviewPage.objects.filter(pk=page.pk).update(locked=True, locked_by=make_user())
    document = exported(page)
    correct(document, "au quotidien", "chaque jour")

    response = send(client, page, saved(document))

    assert response.context["is_locked"] and "review" not in response.context


def test_only_those_who_may_edit_come_here(client, page):
    user = make_user()
    user.groups.clear()
    client.force_login(user)

    assert client.get(address(page)).status_code in {302, 403}
    assert send(client, page, saved(exported(page))).status_code in {302, 403}


def test_what_a_document_says_is_never_taken_for_markup(client, page):
    document = exported(page)
    correct(document, "au quotidien", "<script>alert(1)</script>")
    response = send(client, page, saved(document))

    confirm(client, page, response, *ticked(response))

    assert b"<script>alert" not in response.content
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in texts(draft_of(page))[2]
