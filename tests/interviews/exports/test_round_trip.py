"""A document corrected in Word and brought back: what it changes, what it keeps, and what it never loses."""

import copy

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from wagtail.models import Revision

from interviews.exports.changes import Action, Doubt, Reason
from interviews.exports.document import Corrected
from interviews.exports.services import ChangedSinceReviewError, NotThisPageError, bring_back, review
from interviews.models import InterviewPage
from tests.builders import make_interview, make_user

from .documents import (
    accept,
    brought_back,
    correct,
    draft_of,
    exported,
    identities,
    insert_after,
    lose_marks,
    make_long_interview,
    paragraph,
    remove,
    review_of,
    texts,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> InterviewPage:
    return make_long_interview()


def proposed(page, document):
    return [(change.action, change.unit.text[:12]) for change in review_of(page, document).proposal.changes]


def test_a_document_that_nobody_changed_changes_nothing(page):
    assert review_of(page, exported(page)).proposal.is_empty


def test_a_document_that_lost_every_mark_is_still_recognised(page):
    document = exported(page)
    lose_marks(document)

    assert review_of(page, document).proposal.is_empty


def test_a_corrected_word_changes_its_paragraph_and_no_other_letter(page):
    document = exported(page)
    correct(document, " ans.", " années.")

    after = accept(page, document)

    assert (
        '<p data-block-key="aa1">Je programme des <b>logiciels libres</b> depuis <i>vingt</i> années.</p>'
        in texts(after)[1]
    )
    assert texts(after)[1].split("</p>", 1)[1] == texts(page)[1].split("</p>", 1)[1]
    assert identities(after) == identities(page)
    assert texts(after)[2:] == texts(page)[2:]


def test_the_published_page_stays_as_it_is(page):
    document = exported(page)
    correct(document, "au quotidien", "chaque jour")

    accept(page, document)

    assert texts(InterviewPage.objects.get(pk=page.pk)) == texts(page)
    assert InterviewPage.objects.get(pk=page.pk).has_unpublished_changes


def test_an_added_paragraph_belongs_to_the_turn_it_follows(page):
    document = exported(page)
    insert_after(document, "au quotidien", "Et parfois la nuit.")

    after = accept(page, document)

    assert texts(after)[2] == f"{texts(page)[2]}<p>Et parfois la nuit.</p>"


def test_bold_italics_lists_and_links_of_a_correction_are_kept(page):
    document = exported(page)
    added = insert_after(document, "au quotidien", "Un ")
    added.add_run("mot").bold = True
    item = insert_after(document, "Un mot", "une chose")
    item.style = "List Bullet"

    after = accept(page, document)

    assert texts(after)[2].endswith("<p>Un <b>mot</b></p><ul><li>une chose</li></ul>")


def test_a_change_of_form_alone_is_a_change(page):
    document = exported(page)
    paragraph(document, "Grenoble").runs[-1].italic = True

    change = review_of(page, document).proposal.changes[0]

    assert change.action is Action.EDIT and change.is_about_form_only


def test_a_deleted_turn_is_shown_and_stays_unless_ticked(page):
    document = exported(page)
    remove(document, "beaucoup de discussions")

    change = review_of(page, document).proposal.changes[0]

    assert (change.action, change.ticked) == (Action.DELETE, False)
    assert texts(accept(page, document)) == texts(page)
    assert not any("discussions" in text for text in texts(accept(page, document, change.key)))


def test_the_answers_of_a_deleted_question_go_to_the_one_before(page):
    document = exported(page)
    remove(document, "Et demain")
    change = review_of(page, document).proposal.changes[0]

    after = accept(page, document, change.key)

    assert [text for text in texts(page) if text != "Et demain ?"] == texts(after)


def test_the_first_question_is_not_deleted_as_long_as_it_has_an_answer(page):
    document = exported(page)
    remove(document, "Que faites-vous")
    change = review_of(page, document).proposal.changes[0]

    assert texts(accept(page, document, change.key)) == texts(page)


def test_swapped_turns_are_swapped(page):
    document = exported(page)
    paragraph(document, "laboratoire")._p.addprevious(paragraph(document, "discussions")._p)

    found = review_of(page, document).proposal
    after = accept(page, document)

    assert found.changes == [] and found.moved
    assert ["discussions" in text for text in texts(after)[3:7]] == [False, True, False, False]
    assert sorted(identities(after)) == sorted(identities(page))


def test_an_order_that_is_not_accepted_stays(page):
    document = exported(page)
    paragraph(document, "laboratoire")._p.addprevious(paragraph(document, "discussions")._p)

    assert texts(accept(page, document, ticked=False)) == texts(page)


def test_a_turn_that_lost_its_mark_is_found_by_its_text_with_a_warning(page):
    document = exported(page)
    correct(document, "au quotidien", "chaque jour")
    lose_marks(document, "chaque jour")

    change = review_of(page, document).proposal.changes[0]

    assert (change.action, change.doubts) == (Action.EDIT, (Doubt.FOUND_BY_TEXT,))
    assert identities(accept(page, document)) == identities(page)


def test_a_turn_rewritten_without_its_mark_is_found_by_its_place(page):
    document = exported(page)
    correct(document, "J’accompagne les équipes au quotidien.", "Rien à voir.")
    lose_marks(document, "Rien à voir")

    change = review_of(page, document).proposal.changes[0]

    assert (change.action, change.doubts) == (Action.EDIT, (Doubt.FOUND_BY_PLACE,))


def test_a_new_turn_of_a_known_speaker_may_be_added(page):
    document = exported(page)
    insert_after(document, "au quotidien", "Sylvain : Et moi aussi, d’ailleurs.")

    after = accept(page, document)

    assert texts(after)[3] == "<p>Et moi aussi, d’ailleurs.</p>"
    assert set(identities(page)) < set(identities(after))


def test_a_turn_that_changes_hands_says_so(page):
    document = exported(page)
    correct(document, "Marie Dupont", "Sylvain")

    found = review_of(page, document).proposal.changes

    assert [(change.action, change.name) for change in found] == [(Action.SPEAKER, "Sylvain")]
    assert accept(page, document).body[0].value["replies"][1].value["speaker"] == page.cast[0].person.pk


def test_a_name_that_is_no_speakers_is_set_aside(page):
    document = exported(page)
    correct(document, "Marie Dupont", "Marie D.")

    found = review_of(page, document).proposal

    assert found.changes == []
    assert [(aside.text, aside.reason) for aside in found.set_aside] == [
        ("Marie D.\u00a0: J’accompagne les équipes au quotidien.", Reason.UNKNOWN_NAME)
    ]


def test_title_lead_question_quotation_heading_and_interlude_are_corrected_too(page):
    document = exported(page)
    corrections = {
        "deux voix": "trois voix",
        "envie.": "faim.",
        "faites": "dites",
        "république": "commune",
        "arbres": "pins",
    }
    for before, after in corrections.items():
        correct(document, before, after)
    correct(document, "continue dehors", "s’arrête")

    after = accept(page, document)

    assert (after.title, after.lead) == ("Alma à trois voix", "Un chapô qui donne faim.")
    assert "Que dites-vous ?" in " ".join(texts(after)).replace("\u202f", " ")
    assert any("commune" in text for text in texts(after))
    assert after.body[3].value["text"] == "Sous les pins"
    assert "s’arrête" in str(after.body[1].value)


def test_two_turns_joined_by_mistake_come_apart_again(page):
    document = exported(page)
    first, second = paragraph(document, "Grenoble"), paragraph(document, "petite république")
    for element in list(second._p):
        if element.tag != qn("w:pPr"):
            first._p.append(element)

    assert ("edit", "Une petite r") not in proposed(page, document)
    assert proposed(page, document) == []


def test_tracked_changes_count_as_accepted(page):
    document = exported(page)
    run = paragraph(document, "au quotidien").runs[-1]._r
    deletion, insertion = OxmlElement("w:del"), OxmlElement("w:ins")
    run.addprevious(deletion)
    new = copy.deepcopy(run)
    deletion.append(run)
    deletion.addnext(insertion)
    insertion.append(new)
    new.find(qn("w:t")).text = "J’accompagne."

    assert "J’accompagne." in texts(accept(page, document))[2]


def test_a_copied_turn_does_not_take_the_place_of_the_first(page):
    document = exported(page)
    original = paragraph(document, "au quotidien")._p
    original.addnext(copy.deepcopy(original))

    assert proposed(page, document) == [(Action.ADD, "")]


def test_every_paragraph_is_on_the_page_or_set_aside(page):
    document = exported(page)
    insert_after(document, "Que faites-vous", "Une note de la rédaction, sans nom.")
    insert_after(document, "plus jeunes", "Une autre question ?").style = "Heading 1"
    insert_after(document, "Une autre question", "Sylvain : Sa réponse.")

    found = review_of(page, document).proposal

    assert [aside.text for aside in found.set_aside] == [
        "Une note de la rédaction, sans nom.",
        "Une autre question\u202f?",
        "Sylvain\u00a0: Sa réponse.",
    ]
    assert found.changes == []


def test_comments_in_the_margin_are_told(page):
    document = exported(page)
    run = paragraph(document, "Grenoble").runs[-1]
    document.add_comment(run, text="Plutôt Meylan.", author="Marie")

    aside = review_of(page, document).proposal.set_aside

    assert [(told.text, told.reason) for told in aside] == [("Marie\u00a0: Plutôt Meylan.", Reason.AROUND)]


def change_on_page(page: InterviewPage, before: str, after: str) -> None:
    draft = draft_of(page)
    raw = draft.body.stream_block.get_prep_value(draft.body)
    for block in raw:
        for reply in block["value"]["replies"] if block["type"] == "exchange" else []:
            reply["value"]["text"] = reply["value"]["text"].replace(before, after)
    draft.body = draft.body.stream_block.to_python(raw)
    draft.save_revision()


def test_what_changed_on_the_page_meanwhile_is_kept(page):
    document = exported(page)
    change_on_page(page, "Grenoble", "Meylan")
    correct(document, "au quotidien", "chaque jour")

    found = review_of(page, document)
    after = accept(page, document)

    assert found.changed_meanwhile and found.origin_known
    assert "Meylan" in texts(after)[4] and "chaque jour" in texts(after)[2]


def test_a_turn_changed_on_both_sides_is_left_to_the_editor(page):
    document = exported(page)
    change_on_page(page, "Grenoble", "Meylan")
    correct(document, "Grenoble", "Voiron")

    change = review_of(page, document).proposal.changes[0]

    assert (change.ticked, change.doubts) == (False, (Doubt.CHANGED_MEANWHILE,))
    assert "Meylan" in texts(accept(page, document))[4]
    assert "Voiron" in texts(accept(page, document, change.key))[4]


def test_a_state_written_over_by_autosave_is_not_taken_for_the_origin(page):
    # What is live is never written over: autosave does so to a draft of its own.
    draft_of(page).save_revision()
    document = exported(draft_of(page))
    revision = Revision.objects.get(pk=draft_of(page).latest_revision_id)
    draft = draft_of(page)
    draft.title = "Alma à dix voix"
    draft.save_revision(overwrite_revision=revision)

    found = review_of(page, document)

    assert found.changed_meanwhile and not found.origin_known


def test_what_the_page_deleted_since_does_not_come_back(page):
    document = exported(page)
    draft = draft_of(page)
    del draft.body[0].value["replies"][1]
    draft.save_revision()

    found = review_of(page, document).proposal

    assert [aside.reason for aside in found.set_aside] == [Reason.GONE]
    assert found.changes == []


def test_another_interviews_document_is_refused(page):
    other = make_interview()
    with pytest.raises(NotThisPageError):
        review_of(page, exported(other))


def test_a_document_without_identity_must_look_like_the_page(page):
    pieces = brought_back(exported(make_interview(lead="Tout autre chose."))).pieces
    with pytest.raises(NotThisPageError):
        review(page=draft_of(page), corrected=Corrected(None, pieces))


def test_a_page_saved_during_the_review_is_not_written_over(page):
    document = exported(page)
    correct(document, "Grenoble", "Voiron")
    reviewed = review_of(page, document).reviewed
    change_on_page(page, "Grenoble", "Meylan")

    with pytest.raises(ChangedSinceReviewError):
        bring_back(page=page, corrected=brought_back(document), accepted=[], reviewed=reviewed, user=make_user())


def test_bringing_back_saves_one_revision(page):
    document = exported(page)
    correct(document, "Grenoble", "Voiron")
    count = page.revisions.count()

    accept(page, document)

    assert page.revisions.count() == count + 1


def test_a_document_survives_the_wait_between_review_and_confirmation(page):
    corrected = brought_back(exported(page))

    assert Corrected.from_json(corrected.to_json()) == corrected
