"""A speaker's corrections, from the download to the new draft."""

import io
import re
from pathlib import Path
from typing import Any

from docx import Document
from playwright.sync_api import Page, expect

from tests import builders

from .newsroom import Newsroom


def open_menu(newsroom: Newsroom) -> None:
    newsroom.page.locator("header [data-w-dropdown-target=toggle]").first.click()


def test_a_corrected_document_becomes_a_new_draft(newsroom: Newsroom, page: Page, tmp_path: Path) -> None:
    interview = builders.make_interview()
    newsroom.sign_in("redaction").open(interview.pk)

    open_menu(newsroom)
    with page.expect_download() as download:
        page.locator("a[href$='/export.docx']").click()
    document = Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    next(p for p in document.paragraphs if "Je programme" in p.text).runs[-1].text = "Je jardine."
    corrected = tmp_path / "corrigé.docx"
    document.save(str(corrected))

    newsroom.open(interview.pk)
    open_menu(newsroom)
    page.locator("a[href$='/corrected/']").click()
    page.set_input_files("input[type=file]", corrected)
    page.locator("form[enctype] button[type=submit]").click()
    expect(page.locator("del")).to_contain_text("programme")
    expect(page.locator("ins")).to_contain_text("jardine")
    expect(page.get_by_role("checkbox")).to_be_checked()
    page.locator("form:has([name=waiting]) button[type=submit]").click()

    expect(page).to_have_url(re.compile(rf"/pages/{interview.pk}/edit/$"))
    expect(page.locator("[name=body-0-value-replies-0-value-text]")).to_have_value(re.compile("Je jardine"))


def test_a_reader_takes_an_interview_away(page: Page, live_server: Any) -> None:
    builders.make_site()
    interview = builders.make_interview(title="Un entretien")
    page.goto(f"{live_server.url}{interview.url}")

    with page.expect_download() as download:
        page.locator("a[href$='telecharger.md']").click()

    assert download.value.suggested_filename == f"{interview.slug}.md"
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("# Un entretien\n")
