"""What a speaker agreed to: shown under other words, they are nowhere; withdrawn, their name is nowhere either."""

import json
import re
from unittest.mock import Mock

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Comment, PageLogEntry, Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from almacms.people.models import Person
from almacms.publications.models import Contribution
from almacms.workflow import roles
from interviews.consent import Plan, withdraw_consent
from interviews.models import InterviewIndexPage, InterviewPage, InterviewSpeaker
from interviews.uploads import TranscriptUpload
from interviews.withdrawal import NameRemoval, names_in
from tests.builders import make_image, make_interview, make_person, make_user

pytestmark = pytest.mark.django_db

WORDS = "une salariée"


@pytest.fixture
def person() -> Person:
    return make_person("Solveig Brandt", portrait=make_image("Portrait"))


def public_pages(client: Client, interview: InterviewPage, person: Person) -> str:
    """Everything a reader can ask for that could tell who spoke in this interview, as one text."""
    addresses = ["/", "/entretiens/", interview.url, "/thematiques/", person.get_absolute_url()]
    responses = [client.get(address) for address in addresses]
    assert [response.status_code for response in responses] == [200, 200, 200, 200, 404]
    return " ".join(response.content.decode() for response in responses)


def assert_unknown(content: str, person: Person) -> None:
    for trace in ("Solveig", "Brandt", "solveig", "brandt", "SB", person.get_absolute_url()):
        assert not re.search(rf"(?<!\w){trace}(?!\w)", content), trace


def test_a_speaker_shown_under_other_words_is_known_nowhere(client: Client, person: Person) -> None:
    interview = make_interview(speakers=[person, make_person("Zoé Roux")], shown_as={person: WORDS})

    content = public_pages(client, interview, person)

    assert_unknown(content, person)
    page = client.get(interview.url).content.decode()
    assert re.findall(r'<p class="who">([^<]+)', page) == [WORDS, "Zoé Roux"]
    assert f'<b class="person-name">{WORDS}</b>' in page
    assert "<picture" not in page


def test_a_card_names_them_by_those_words(client: Client, person: Person) -> None:
    make_interview(speakers=[person], shown_as={person: WORDS})

    card = client.get("/entretiens/").content.decode()

    assert f'<span class="voice-name">{WORDS}</span>' in card
    assert re.search(r'data-color="1">\s*US\s*<', card)


def test_two_speakers_may_be_shown_under_the_same_words() -> None:
    people = [make_person(), make_person()]

    interview = make_interview(speakers=people, shown_as=dict.fromkeys(people, WORDS))

    assert [(c.person, c.display_name) for c in interview.contributions.all()] == [(None, WORDS)] * 2
    assert [speaker.key for speaker in interview.cast] == ["une-salariee-1", "une-salariee-2"]


def test_their_other_publications_stay_on_their_page(client: Client, person: Person) -> None:
    make_interview(title="Anonyme", speakers=[person], shown_as={person: WORDS})
    make_interview(title="À visage découvert", speakers=[person])

    content = client.get(person.get_absolute_url()).content.decode()

    assert "À visage découvert" in content
    assert "Anonyme" not in content


def test_once_shown_under_other_words_the_index_forgets_them(person: Person) -> None:
    interview = make_interview(speakers=[person])
    assert [c.person for c in interview.contributions.all()] == [person]

    row: InterviewSpeaker = interview.speakers.get()
    row.display_name = WORDS
    interview.speakers = [row]
    interview.save_revision().publish()

    assert not Contribution.objects.filter(person=person).exists()


def test_an_interview_that_names_somebody_shown_under_other_words_is_not_submitted(person: Person) -> None:
    page = make_interview(publish=False, speakers=[person], shown_as={person: WORDS}, lead="Solveig Brandt parle.")
    form_class = page.get_edit_handler().get_form_class()

    submitted = form_class(form_data(page), instance=page, for_user=make_user())
    draft = form_class(form_data(page), instance=page, for_user=make_user())
    draft.defer_required_fields()

    assert "Solveig Brandt" in str(submitted.non_field_errors())
    assert draft.is_valid()


# Withdrawn: the name leaves the page, its revisions and its log.


@pytest.fixture
def interview(person: Person) -> InterviewPage:
    """An interview that names somebody wherever it can, published from the second of three revisions."""
    other = make_person("Zoé Roux")
    body = [
        ("exchange", {"question": "Solveig, qui êtes-vous ?", "replies": turns(person, other)}),
        ("interlude", "<p>Nous marchons.</p>"),
    ]
    page = make_interview(
        title="Avec Solveig Brandt",
        slug="avec-solveig-brandt",
        lead="Solveig Brandt raconte.",
        seo_title="Solveig  BRANDT",
        search_description="Ce que dit Solveig\u00a0Brandt.",
        cover_alt="Solveig Brandt devant un arbre",
        social_title="L’atelier de Solveig Brandt",
        listing_summary="Mme Brandt répond.",
        speakers=[person, other],
        authors=[person],
        body=body,
    )
    page.save_revision(log_action=True).publish()
    page = InterviewPage.objects.get(pk=page.pk)
    page.title = "Solveig Brandt, suite"
    page.save_revision(log_action=True)
    return page


def turns(person: Person, other: Person) -> list:
    link = (
        f'<p>Avec <a href="https://alma.fr/personnes/{person.slug}/">Solveig <b>Brandt</b></a>.</p><p>Solveig rit.</p>'
    )
    return [
        ("turn", {"speaker": person.pk, "text": "<p>Je suis Solveig.</p>"}),
        ("turn", {"speaker": other.pk, "text": link}),
        ("pull_quote", {"speaker": person.pk, "text": "Moi, Solveig Brandt."}),
    ]


def withdraw(interview: InterviewPage, person: Person, **others) -> Plan:
    page = InterviewPage.objects.get(pk=interview.pk)
    arguments = {"words": WORDS, "names": ["Solveig", "Brandt"], "user": None, **others}
    return withdraw_consent(page=page, person=person, **arguments)


def kept(interview: InterviewPage) -> str:
    """All that the database keeps of a page beside its own row, as one text."""
    revisions = Revision.objects.for_instance(interview).values("content", "object_str")
    logs = PageLogEntry.objects.filter(page=interview).values("label", "data")
    assert revisions and logs
    return json.dumps([*revisions, *logs], ensure_ascii=False, cls=DjangoJSONEncoder)


def test_a_withdrawn_name_is_on_no_public_page(client: Client, interview: InterviewPage, person: Person) -> None:
    withdraw(interview, person)

    fresh = InterviewPage.objects.get(pk=interview.pk)
    assert fresh.slug == "avec-une-salariee"
    assert_unknown(public_pages(client, fresh, person), person)
    assert client.get("/entretiens/avec-solveig-brandt/").status_code == 404


def test_a_withdrawn_name_is_in_no_revision_and_no_log(interview: InterviewPage, person: Person) -> None:
    assert "Solveig" in kept(interview)

    withdraw(interview, person)

    assert_unknown(kept(interview), person)


def test_what_the_interview_was_made_from_goes_with_the_name(interview: InterviewPage, person: Person) -> None:
    upload = TranscriptUpload.objects.create(
        user=make_user(),
        parent=InterviewIndexPage.objects.get(),
        page=interview,
        pasted="Solveig Brandt",
        understood={},
    )

    withdraw(interview, person)

    assert not TranscriptUpload.objects.filter(pk=upload.pk).exists()


def test_comments_and_redirects_lose_the_name_too(interview: InterviewPage, person: Person) -> None:
    comment = Comment.objects.create(page=interview, user=make_user(), text="Demander à Solveig.", contentpath="title")
    Redirect.objects.create(old_path="/entretiens/solveig-brandt", redirect_page=interview)
    Redirect.objects.create(old_path="/atelier", redirect_page=interview)

    withdraw(interview, person)

    comment.refresh_from_db()
    assert comment.text == "Demander à une salariée."
    assert [redirect.old_path for redirect in Redirect.objects.all()] == ["/atelier"]


def test_the_text_around_the_name_stays_as_it_was(interview: InterviewPage, person: Person) -> None:
    withdraw(interview, person)

    fresh = InterviewPage.objects.get(pk=interview.pk)
    assert fresh.title == "Avec une salariée"
    assert fresh.lead == "Une salariée raconte."
    exchange = fresh.body[0].value
    assert exchange["question"] == "Une salariée, qui êtes-vous ?"
    assert exchange["replies"][0].value["text"].source == "<p>Je suis une salariée.</p>"
    assert exchange["replies"][2].value["text"] == "Moi, une salariée."
    assert [block.id for block in fresh.body] == [block.id for block in interview.body]
    assert [(row.display_name, row.role) for row in fresh.speakers.all()] == [(WORDS, ""), ("", "Ingénieur·e")]


def test_drafts_stay_drafts_after_a_withdrawal(interview: InterviewPage, person: Person) -> None:
    withdraw(interview, person)

    fresh = InterviewPage.objects.get(pk=interview.pk)
    assert (fresh.live, fresh.has_unpublished_changes, fresh.draft_title) == (True, True, "Une salariée, suite")
    assert fresh.get_latest_revision_as_object().title == "Une salariée, suite"


def test_any_stored_revision_may_be_published_again(interview: InterviewPage, person: Person, client: Client) -> None:
    withdraw(interview, person)

    Revision.objects.for_instance(interview).earliest("pk").publish()

    assert_unknown(public_pages(client, InterviewPage.objects.get(pk=interview.pk), person), person)


def test_a_withdrawal_is_logged_with_who_and_when_without_the_name(interview: InterviewPage, person: Person) -> None:
    administrator = make_user("admin", group=roles.ADMINISTRATORS)

    plan = withdraw(interview, person, user=administrator)

    entry = PageLogEntry.objects.get(page=interview, action="interviews.withdraw_consent")
    assert (entry.user, entry.data) == (administrator, {"replacements": len(plan), "revisions": 3})
    assert "Solveig" not in f"{entry.label} {entry.message}"


def test_a_second_withdrawal_changes_nothing(interview: InterviewPage, person: Person) -> None:
    withdraw(interview, person)
    before = kept(interview)

    assert not withdraw(interview, person)

    assert kept(interview) == before


def test_a_failure_in_the_middle_leaves_everything_as_it_was(
    interview: InterviewPage, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept(interview)
    monkeypatch.setattr("interviews.consent.log", Mock(side_effect=RuntimeError))

    with pytest.raises(RuntimeError):
        withdraw(interview, person)

    assert kept(interview) == before
    fresh = InterviewPage.objects.get(pk=interview.pk)
    assert (fresh.title, fresh.slug) == ("Avec Solveig Brandt", "avec-solveig-brandt")
    assert not fresh.withdrawals.exists()
    assert fresh.contributions.filter(role="speaker", person=person).exists()


def test_an_editor_left_open_cannot_bring_the_name_back(interview: InterviewPage, person: Person) -> None:
    open_since, posted = interview.latest_revision, form_data(interview)

    withdraw(interview, person)

    page = InterviewPage.objects.get(pk=interview.pk)
    assert page.latest_revision != open_since
    form = page.get_edit_handler().get_form_class()(posted, instance=page, for_user=make_user())
    form.defer_required_fields()
    assert not form.is_valid()
    assert form.formsets["speakers"].errors[0]["person"]
    assert "Solveig Brandt" in str(form.non_field_errors())


def form_data(page: InterviewPage) -> dict:
    """What the editor's form posts for a page as it is."""
    rows = [
        {"id": row.pk, "person": row.person_id, "display_name": row.display_name, "ORDER": position}
        for position, row in enumerate(page.speakers.all(), start=1)
    ]
    nothing = inline_formset([])
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "lead": page.lead,
            "speakers": inline_formset(rows, initial=len(rows)),
            "body": streamfield([]),
            "authorships": nothing,
            "topic_links": nothing,
            "related_links": nothing,
            "comments": nothing,
        }
    )


def address(interview: InterviewPage, person: Person) -> str:
    return reverse("interviews_withdrawal", args=[interview.pk, person.pk])


@pytest.mark.parametrize("group", [roles.WRITERS, roles.REVIEWERS])
def test_only_administrators_withdraw(client: Client, interview: InterviewPage, person: Person, group: str) -> None:
    client.force_login(make_user(group=group))

    response = client.post(address(interview, person), {"words": WORDS, "confirm": "1"})

    assert response.status_code == 302
    assert InterviewPage.objects.get(pk=interview.pk).title == "Avec Solveig Brandt"
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[interview.pk]))
    assert f"/interviews/{interview.pk}/withdrawal/" not in editor.content.decode()


def test_an_administrator_sees_what_changes_before_it_does(
    client: Client, interview: InterviewPage, person: Person
) -> None:
    client.force_login(make_user(group=roles.ADMINISTRATORS))
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[interview.pk])).content.decode()
    assert f"/interviews/{interview.pk}/withdrawal/" in editor
    first = client.get(address(interview, person))
    assert first.context["form"].initial["names"] == "Solveig\nBrandt"

    shown = client.post(address(interview, person), {"words": WORDS, "names": "Solveig\r\nBrandt"})

    content = shown.content.decode()
    assert "Solveig Brandt raconte." in content
    assert "Une salariée raconte." in content
    assert "avec-une-salariee" in content
    assert InterviewPage.objects.get(pk=interview.pk).title == "Avec Solveig Brandt"

    client.post(address(interview, person), {"words": WORDS, "names": "Solveig\r\nBrandt", "confirm": "1"})

    assert_unknown(kept(interview), person)


def test_words_that_tell_the_name_are_refused(client: Client, interview: InterviewPage, person: Person) -> None:
    client.force_login(make_user(group=roles.ADMINISTRATORS))

    response = client.post(address(interview, person), {"words": "Solveig B.", "confirm": "1"})

    assert response.context["form"].errors.keys() == {"words"}
    assert InterviewPage.objects.get(pk=interview.pk).title == "Avec Solveig Brandt"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pierre Roche parle.", "Un ami parle."),
        ("avec PIERRE\u00a0ROCHE", "avec un ami"),
        ("une pierre, la roche", "une pierre, la roche"),
        ("Jean-Pierre et Pierrette", "Jean-Pierre et Pierrette"),
        ("Fin. Pierre sourit à Pierre.", "Fin. Un ami sourit à un ami."),
        ("<p>Un <b>Pierre</b></p><p>Pierre</p>", "<p>Un <b>un ami</b></p><p>Un ami</p>"),
        ("https://exemple.org/Pierre", "https://exemple.org/Pierre"),
    ],
)
def test_a_name_is_replaced_as_a_whole_word(text: str, expected: str) -> None:
    assert NameRemoval(["Pierre Roche", "Pierre"], "un ami").text(text) == expected


def test_a_first_name_that_somebody_else_bears_is_not_proposed() -> None:
    assert names_in("Solveig de Brandt", ["Solveig Roux"]) == ["Brandt"]
