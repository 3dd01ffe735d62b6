"""Taking an interview away: who may, in which files, and what these say."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from wagtail.models import PageViewRestriction

from almacms.workflow import roles
from interviews.exports.text import write_markdown, write_text
from interviews.models import InterviewIndexPage
from tests.builders import make_article, make_interview, make_person, make_site, make_user

from .documents import exchange, exported, make_long_interview, paragraph, review_of, turn

pytestmark = pytest.mark.django_db

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}


@pytest.mark.parametrize("extension", TYPES)
def test_anybody_takes_a_published_interview_away(client: Client, extension):
    page = make_long_interview()

    response = client.get(f"{page.url}telecharger.{extension}")

    assert response.status_code == 200
    assert response["Content-Type"] == TYPES[extension]
    assert response["Content-Disposition"] == f'attachment; filename="{page.slug}.{extension}"'
    assert "public" in response["Cache-Control"] and not response.cookies
    assert not response.has_header("Vary") or "Cookie" not in response["Vary"]


@pytest.mark.parametrize("extension", TYPES)
def test_a_draft_is_not_taken_away(client: Client, extension):
    page = make_interview(publish=False)

    assert client.get(f"/entretiens/{page.slug}/telecharger.{extension}").status_code == 404


def test_a_restricted_interview_is_not_taken_away(client: Client):
    page = make_interview()
    PageViewRestriction.objects.create(
        page=InterviewIndexPage.objects.get(), restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )

    assert client.get(f"{page.url}telecharger.txt").status_code == 404


def test_only_interviews_are_taken_away(client: Client):
    make_site()

    assert client.get(f"{make_article().url}telecharger.txt").status_code == 404
    assert client.get("/entretiens/telecharger.txt").status_code == 404


def test_what_readers_take_away_is_what_is_published(client: Client):
    page = make_interview()
    page.title = "Un brouillon"
    page.save_revision()

    assert "Un brouillon" not in client.get(f"{page.url}telecharger.txt").content.decode()


def test_the_page_offers_its_files(client: Client):
    page = make_interview()

    assert f'href="{page.url}telecharger.docx"' in client.get(page.url).content.decode()


@pytest.mark.parametrize("extension", TYPES)
def test_whoever_edits_takes_the_latest_draft_away_and_nobody_keeps_it(client: Client, extension):
    page = make_interview()
    page.title = "Un brouillon"
    page.save_revision()
    client.force_login(make_user())

    response = client.get(reverse("interviews_export", args=[page.pk, extension]))

    assert response.status_code == 200
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    content = response.content
    said = Document(io.BytesIO(content)).paragraphs[0].text if extension == "docx" else content.decode()
    assert "Un brouillon" in said


def test_a_draft_is_for_those_who_may_edit_it(client: Client):
    page = make_interview()
    address = reverse("interviews_export", args=[page.pk, "docx"])
    assert client.get(address).status_code == 302
    user = make_user(group=roles.REVIEWERS)
    user.groups.clear()
    client.force_login(user)

    assert client.get(address).status_code in {302, 403}


def test_the_editor_leads_to_the_files_and_back(client: Client):
    page = make_interview()
    client.force_login(make_user())

    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert reverse("interviews_export", args=[page.pk, "docx"]) in html
    assert reverse("interviews_corrected", args=[page.pk]) in html


def test_a_document_is_titled_headed_and_labelled():
    document = exported(make_long_interview())

    styles = {
        style: paragraph(document, text).style.name
        for style, text in {
            "title": "deux voix",
            "lead": "envie",
            "question": "faites",
            "item": "le matin",
            "turn": "au quotidien",
        }.items()
    }
    label = paragraph(document, "au quotidien").runs[0]

    assert list(styles.values()) == ["Title", "Subtitle", "Heading 1", "List Bullet", "Normal"]
    assert label.bold and label.text == "Marie Dupont\u00a0: "
    assert "faites-vous\u202f?" in paragraph(document, "faites").text


def test_every_part_of_a_document_carries_a_hidden_mark():
    page = make_long_interview()

    marks = [mark.get(qn("w:name")) for mark in exported(page).element.body.iter(qn("w:bookmarkStart"))]

    # Title, lead, three questions, five turns, a quotation, an interlude, a heading.
    assert len(set(marks)) == 13
    assert all(mark.startswith("_") and len(mark) <= 40 for mark in marks)
    assert f"_alma_{page.body[0].id.replace('-', '')}" in marks


def test_numbered_lists_begin_at_one_each():
    make_site()
    person = make_person()
    numbered = "<ol><li>un</li><li>deux</li></ol>"
    document = exported(
        make_interview(speakers=[person], body=[exchange("Et ?", turn(person, numbered), turn(person, numbered))])
    )

    numbers = [node.get(qn("w:val")) for node in document.element.body.iter(qn("w:numId"))]

    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_characters_that_xml_cannot_hold_are_left_out():
    make_site()
    person = make_person()
    page = make_interview(speakers=[person], body=[exchange("Et ?", turn(person, "<p>Avant\x0baprès\x01</p>"))])

    assert paragraph(exported(page), "Avant").text.endswith("Avant après")
    assert review_of(page, exported(page)).proposal.is_empty


def test_plain_text_reads_as_an_interview():
    text = write_text(make_long_interview())

    assert text.startswith("Alma à deux voix\n================\n\nUn chapô qui donne envie.\n")
    assert "\nQue faites-vous\u202f?\n-----------------\n" in text
    assert "Sylvain\u00a0: Je programme des logiciels libres depuis vingt ans.\n\n- le matin" in text
    assert "Voir le livret (https://example.org/livret/)." in text


def test_markdown_keeps_links_and_emphasis():
    text = write_markdown(make_long_interview())

    assert text.startswith("# Alma à deux voix\n")
    assert "\n## Que faites-vous\u202f?\n" in text
    assert "**Sylvain\u00a0:** Je programme des **logiciels libres** depuis *vingt* ans." in text
    assert "[le livret](<https://example.org/livret/>)." in text
    assert "> Une petite république.\n> — Marie Dupont" in text


def test_markdown_takes_no_sign_of_the_text_for_its_own():
    make_site()
    person = make_person("Ana")
    said = "<p>2 * 3 * 4 et [rien](x)</p><p># pas un titre</p><p>12. pas une liste</p>"
    text = write_markdown(make_interview(speakers=[person], body=[exchange("Et ?", turn(person, said))]))

    assert r"2 \* 3 \* 4 et \[rien\](x)" in text
    assert "\n\\# pas un titre\n" in text and "\n12\\. pas une liste\n" in text


def test_nobodys_name_is_in_a_file_that_the_page_does_not_show():
    make_site()
    person = make_person("Aïssatou Diallo")
    page = make_interview(speakers=[person])
    row = page.speakers.get()
    row.display_name = "une salariée"
    page.speakers = [row]
    page.save_revision().publish()
    page = type(page).objects.get(pk=page.pk)

    assert "Aïssatou" not in write_text(page) and "une salariée" in write_text(page)
    document = exported(page)
    assert "Aïssatou" not in "".join(p.text for p in document.paragraphs) + document.core_properties.author
