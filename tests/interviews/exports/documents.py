"""Documents as a speaker corrects them: exported, edited as Word would, and brought back."""

import io
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from interviews.exports.document import Corrected, read_corrected
from interviews.exports.services import Review, bring_back, review
from interviews.exports.word import write_docx
from interviews.models import InterviewPage
from tests.builders import make_interview, make_person, make_site, make_user

SAID = (
    '<p data-block-key="aa1">Je programme des <b>logiciels libres</b> depuis <i>vingt</i> ans.</p>'
    '<ul><li data-block-key="aa2">le matin ;</li><li data-block-key="aa3">le soir.</li></ul>'
    '<p data-block-key="aa4">Voir <a href="https://example.org/livret/">le livret</a>.</p>'
)


def make_long_interview() -> InterviewPage:
    """Two speakers, three questions, five turns and a bit of everything else."""
    make_site()
    sylvain, marie = make_person("Sylvain"), make_person("Marie Dupont")
    body = [
        exchange(
            "Que faites-vous ?", turn(sylvain, SAID), turn(marie, "<p>J’accompagne les équipes au quotidien.</p>")
        ),
        ("interlude", "<p>La visite continue dehors.</p>"),
        exchange(
            "D’où vient Alma ?",
            turn(marie, "<p>D’un laboratoire de recherche de Grenoble.</p>"),
            ("pull_quote", {"speaker": marie.pk, "text": "Une petite république."}),
            turn(sylvain, "<p>Et de beaucoup de discussions entre nous.</p>"),
        ),
        ("heading", {"text": "Sous les arbres", "level": "2"}),
        exchange("Et demain ?", turn(sylvain, "<p>On verra bien ce que décident les plus jeunes.</p>")),
    ]
    return make_interview(speakers=[sylvain, marie], body=body, title="Alma à deux voix")


def exchange(question: str, *replies: tuple) -> tuple:
    return "exchange", {"question": question, "replies": list(replies)}


def turn(person: Any, text: str) -> tuple:
    return "turn", {"speaker": person.pk, "text": text}


def draft_of(page: InterviewPage) -> InterviewPage:
    return InterviewPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def exported(page: InterviewPage) -> Any:
    """The document that a speaker opens."""
    draft = draft_of(page)
    return Document(io.BytesIO(write_docx(draft, revision=draft.latest_revision_id)))


def saved(document: Any) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def brought_back(document: Any) -> Corrected:
    return read_corrected("corrigé.docx", saved(document))


def review_of(page: InterviewPage, document: Any) -> Review:
    return review(page=draft_of(page), corrected=brought_back(document))


def accept(page: InterviewPage, document: Any, *more: str, ticked: bool = True) -> InterviewPage:
    """Save what is ticked, and what else is named by its key; the new draft."""
    found = review_of(page, document)
    keys = {change.key for change in found.proposal.changes if change.ticked and ticked}
    if found.proposal.moved and ticked:
        keys.add("order")
    bring_back(
        page=page,
        corrected=brought_back(document),
        accepted=keys | set(more),
        reviewed=found.reviewed,
        user=make_user(),
    )
    return draft_of(page)


def paragraph(document: Any, text: str) -> Any:
    """The paragraph that holds a text."""
    return next(paragraph for paragraph in document.paragraphs if text in paragraph.text)


def correct(document: Any, before: str, after: str) -> None:
    """Replace words, which lie in one run."""
    for run in paragraph(document, before).runs:
        run.text = run.text.replace(before, after)


def insert_after(document: Any, text: str, added: str) -> Any:
    """Add a paragraph as Enter at the end of another does."""
    before = paragraph(document, text)
    new = document.add_paragraph(added)
    before._p.addnext(new._p)
    return new


def remove(document: Any, text: str) -> None:
    element = paragraph(document, text)._p
    element.getparent().remove(element)


def lose_marks(document: Any, text: str = "") -> None:
    """Take the bookmarks away, all of them or those of one paragraph, as some programs do."""
    root = paragraph(document, text)._p if text else document.element.body
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        for mark in list(root.iter(qn(tag))):
            mark.getparent().remove(mark)


def texts(page: InterviewPage) -> list[str]:
    """Questions, and what is said, as they are stored."""
    found = []
    for block in page.body:
        if block.block_type == "exchange":
            found.append(block.value["question"])
            found.extend(str(reply.value["text"]) for reply in block.value["replies"])
    return found


def identities(page: InterviewPage) -> list[str]:
    """The identity of every block, in order."""
    found = []
    for block in page.body:
        found.append(block.id)
        if block.block_type == "exchange":
            found.extend(reply.id for reply in block.value["replies"])
    return found
