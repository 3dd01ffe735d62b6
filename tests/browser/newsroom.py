"""The editorial interface as somebody at a keyboard uses it."""

import re
from pathlib import Path

from playwright.sync_api import Error, Locator, Page, expect

from tests.builders import PASSWORD


class Newsroom:
    """Somebody signed in, and what they do."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    def sign_in(self, username: str, password: str = PASSWORD) -> "Newsroom":
        self.page.context.clear_cookies()
        self.page.goto(f"{self.address}/admin/login/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", password)
        self.page.click("button[type=submit]")
        expect(self.page).to_have_url(f"{self.address}/admin/")
        return self

    def begin(self, label: str) -> "Newsroom":
        """From the dashboard, press the button that begins something new."""
        self.page.goto(f"{self.address}/admin/")
        self.page.get_by_role("link", name=label).click()
        expect(self.page.locator("input[name=title]")).to_be_visible()
        return self

    def open(self, pk: int) -> "Newsroom":
        """Open a page in the editor."""
        self.page.goto(f"{self.address}/admin/pages/{pk}/edit/")
        return self

    def fill(self, **fields: str) -> "Newsroom":
        """Fill plain fields by name."""
        for name, value in fields.items():
            field = self.page.locator(f"[name={name}]")
            self._show(field)
            field.fill(value)
            field.blur()
        return self

    def choose_people(self, relation: str, *names: str) -> "Newsroom":
        """Choose several people at once, in an order that is that of the library."""
        self._show(self.page.locator(f"#id_{relation}-OPEN_MODAL"))
        self.page.click(f"#id_{relation}-OPEN_MODAL")
        for name in names:
            row = self.page.locator(".modal-body tr", has_text=name)
            row.locator("[data-multiple-choice-select]").check()
        self.page.click("[data-multiple-choice-submit]")
        expect(self.page.locator(f"#id_{relation}-FORMS > [data-inline-panel-child]").last).to_contain_text(names[-1])
        return self

    def create_person(self, relation: str, name: str, role: str = "") -> "Newsroom":
        """Add a person who is not in the library yet, without leaving the page."""
        self._show(self.page.locator(f"#id_{relation}-OPEN_MODAL"))
        self.page.click(f"#id_{relation}-OPEN_MODAL")
        self.page.locator(".modal-body [role=tab]").last.click()
        self.page.locator(".modal-body input[name=name]").fill(name)
        self.page.locator(".modal-body input[name=role]").fill(role)
        self.page.locator(".modal-body [data-chooser-modal-creation-form] button[type=submit]").click()
        expect(self.page.locator(f"#id_{relation}-FORMS > [data-inline-panel-child]").last).to_contain_text(name)
        return self

    def upload_cover(self, picture: Path, title: str, alt: str) -> "Newsroom":
        """Send a picture of the computer and make it the cover."""
        self.page.locator("#id_cover-chooser [data-chooser-action-choose]").first.click()
        self._upload(picture, title)
        expect(self.page.locator("#id_cover-chooser")).to_contain_text(title)
        return self.fill(cover_alt=alt)

    def _upload(self, picture: Path, title: str) -> None:
        modal = self.page.locator(".modal-body")
        modal.locator("[role=tab]").last.click()
        modal.locator("input[type=file]").set_input_files(picture)
        modal.locator("input[name$=-title]").fill(title)
        modal.locator("[data-chooser-modal-creation-form] button[type=submit]").click()
        modal.wait_for(state="detached")

    def add_block(self, label: str, prefix: str = "body") -> str:
        """Add a block at the end of a stream; returns the prefix of its value."""
        count = int(self.page.locator(f"[name={prefix}-count]").input_value())
        # Each stream has a button before its first block and one after each block: the last one ends it.
        stream = self.page.locator(f"[name={prefix}-count]").locator("xpath=..")
        button = stream.locator(":scope > div > .c-sf-add-button, :scope > div > div > .c-sf-add-button").last
        options = self.page.locator(".w-combobox-container:visible [role=option]")
        # A field that autosave was about to keep may take the first press.
        button.click()
        try:
            options.first.wait_for(timeout=2000)
        except Error:
            button.click()
        options.filter(has_text=re.compile(f"^{re.escape(label)}$")).click()
        expect(self.page.locator(f"[name={prefix}-{count}-type]")).to_be_attached()
        return f"{prefix}-{count}-value"

    def write(self, name: str, *paragraphs: str) -> "Newsroom":
        """Type in a rich text; a paragraph that begins with “- ” begins a list, an empty one ends it."""
        field = self.page.locator(f"[name={name}]")
        self._text_area(name).click()
        for position, paragraph in enumerate(paragraphs):
            if position:
                self.page.keyboard.press("Enter")
            self.page.keyboard.type(paragraph)
        last = next((paragraph for paragraph in reversed(paragraphs) if paragraph), "")
        # The editor hands the text over a moment after the last key.
        expect(field).to_have_value(re.compile(re.escape(json_text(last.removeprefix("- "))[-30:])))
        return self

    def ask(self, question: str) -> str:
        """Add a question; returns the prefix of its answers."""
        prefix = self.add_block("Question et réponses")
        self.fill(**{f"{prefix}-question": question})
        return f"{prefix}-replies"

    def answer(self, replies: str, speaker: str, *paragraphs: str) -> "Newsroom":
        """Add an answer: pick the speaker in one click, then type."""
        prefix = self.add_block("Réponse", replies)
        field = self.page.locator(f"[name={prefix}-speaker]")
        field.locator("xpath=ancestor::*[@data-controller='speaker-input']").get_by_role("radio", name=speaker).click()
        return self.write(f"{prefix}-text", *paragraphs)

    def unfold(self) -> "Newsroom":
        """Open every question of the interview."""
        for toggle in self.page.locator("[data-contentpath=body] [data-panel-toggle][aria-expanded=false]").all():
            toggle.click()
        return self

    def turn(self, number: int) -> Locator:
        """An answer as the editor shows it, from 1."""
        return self.page.locator(
            "[data-streamfield-child]:visible", has=self.page.locator(":scope > [value=turn]")
        ).nth(number - 1)

    def place_cursor(self, number: int, before: str) -> "Newsroom":
        """Put the cursor before these words of an answer."""
        self.turn(number).locator("[contenteditable=true]").first.click()
        self.page.evaluate(
            """([root, words]) => {
                const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
                for (let node; (node = texts.nextNode()); ) {
                    const offset = node.data.indexOf(words);
                    if (offset >= 0) return document.getSelection().collapse(node, offset);
                }
                throw new Error(`no such words: ${words}`);
            }""",
            [self.turn(number).locator("[contenteditable=true]").first.element_handle(), before],
        )
        # The text editor learns of it a moment later.
        self.page.wait_for_timeout(100)
        return self

    def add_picture(self, stream: str, picture: Path, title: str, alt: str, caption: str = "") -> "Newsroom":
        """Add a picture of the computer to a stream."""
        prefix = self.add_block("Image", stream)
        chooser = self.page.locator(f"#{prefix}-image-image-chooser")
        chooser.locator("[data-chooser-action-choose]").first.click()
        self._upload(picture, title)
        expect(chooser).to_contain_text(title)
        return self.fill(**{f"{prefix}-image-alt_text": alt, f"{prefix}-caption": caption})

    def add_footnote(self, name: str, text: str) -> "Newsroom":
        """Call a note after the last word of a text, and write it."""
        self._text_area(name).click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.press("Control+Shift+ArrowLeft")
        self.page.locator("button[name=FOOTNOTES]:visible").click()
        self.page.locator("#footnotes-create-new").click()
        rows = self.page.locator("#id_footnotes-FORMS > [data-inline-panel-child]")
        expect(rows).to_have_count(1)
        return self.write("footnotes-0-text", text)

    def saved(self) -> "Newsroom":
        """Wait until everything typed so far is kept, without pressing anything."""
        expect(self.page).to_have_url(re.compile(r"/pages/\d+/edit/$"))
        expect(self.page.get_by_text("Enregistré", exact=True).first).to_be_visible()
        return self

    def save(self) -> "Newsroom":
        """Press the button that keeps the draft."""
        with self.page.expect_navigation():
            self.page.locator("footer").get_by_role("button", name="Enregistrer le brouillon").click()
        expect(self.page.locator(".messages")).to_contain_text("mise à jour")
        return self

    def submit(self) -> "Newsroom":
        """Send the page to review."""
        self.page.locator("footer [data-w-dropdown-target=toggle]").click()
        self.page.locator("button[name=action-submit]").click()
        return self

    def preview(self) -> Locator:
        """The preview beside the editor."""
        self.page.click("[data-side-panel-toggle=preview]")
        return self.page.frame_locator("iframe[src*=preview]").locator("body")

    def approve(self, comment: str = "") -> "Newsroom":
        self._moderate("approve")
        return self._decide(comment)

    def send_back(self, reason: str) -> "Newsroom":
        self._moderate("reject")
        return self._decide(reason)

    def note_address(self, pk: int, name: str, address: str) -> "Newsroom":
        """Say where a speaker of an interview is written to."""
        self.page.goto(f"{self.address}/admin/interviews/{pk}/agreement/")
        row = self.page.locator(".agreement-table tbody tr", has_text=name)
        row.locator("[name=email]").fill(address)
        row.locator("button[value=address]").click()
        expect(self.page.locator(".messages")).to_contain_text(name)
        return self

    def set_agreement_aside(self, pk: int, reason: str) -> "Newsroom":
        """Go on without waiting for an interview's speakers."""
        self.page.goto(f"{self.address}/admin/interviews/{pk}/agreement/")
        step = self.page.locator(".agreement-step")
        step.locator("summary").click()
        step.locator("[name=reason]").fill(reason)
        step.locator("button[value=step]").click()
        expect(self.page.locator(".messages")).to_be_visible()
        return self

    def reword(self, number: int, text: str) -> "Newsroom":
        """Write an answer again, from 1."""
        turn = self.turn(number)
        turn.locator("[contenteditable=true]").first.click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        expect(turn.locator("[name$=-text]").first).to_have_value(re.compile(re.escape(json_text(text)[-30:])))
        return self

    def _decide(self, comment: str) -> "Newsroom":
        self.page.fill(".modal-body [name=comment]", comment)
        with self.page.expect_navigation():
            self.page.locator(".modal-body [type=submit]").click()
        return self

    def _moderate(self, action: str) -> None:
        button = self.page.locator(f"[data-workflow-action-name={action}][data-workflow-action-modal-url='']").first
        if not button.count():
            button = self.page.locator(f"[data-workflow-action-name={action}]").first
        if not button.is_visible():
            self.page.locator("footer [data-w-dropdown-target=toggle]").click()
        button.click()

    def _text_area(self, name: str) -> Locator:
        """Where a rich text is typed: beside the hidden field that keeps it."""
        field = self.page.locator(f"[name={name}]")
        return field.locator("xpath=ancestor::*[.//*[@contenteditable='true']][1]").locator("[contenteditable=true]")

    def _show(self, field: Locator) -> None:
        """Open the tab under which a field lies."""
        tab_panel = field.first.locator("xpath=ancestor::*[@role='tabpanel'][1]")
        if tab_panel.count() and not tab_panel.first.is_visible():
            self.page.click(f"[role=tab][href='#{tab_panel.first.get_attribute('id')}']")


def json_text(text: str) -> str:
    """A text as the editor's hidden field holds it: in JSON, where only quotes are escaped."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
