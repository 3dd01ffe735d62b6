"""What the tests of the speakers' agreement do over and over."""

import re

from django.core import mail
from django.test import Client
from wagtail.models import Workflow

from almacms.accounts.models import User
from almacms.workflow import roles
from interviews.agreement.models import SpeakerAgreement, SpeakersAgreementTaskState
from interviews.agreement.rounds import running
from interviews.agreement.rules import turns_digest, turns_of
from interviews.models import InterviewPage
from tests.builders import make_interview, make_person, make_user
from tests.workflow.newsroom import decide as decide_as

ANNA, BRUNO = "anna@example.net", "bruno@example.net"


def interview(*speakers, addresses: tuple[str, ...] = (ANNA, BRUNO), **fields) -> InterviewPage:
    """A draft in which two people speak, whose addresses are known."""
    speakers = speakers or (make_person("Anna Brel"), make_person("Bruno Colas"))
    page = make_interview(publish=False, speakers=list(speakers), **fields)
    for person, address in zip(speakers, addresses, strict=False):
        SpeakerAgreement.objects.create(page=page, person=person, email=address)
    return page


def ask(page: InterviewPage, writer: User | None = None) -> SpeakersAgreementTaskState:
    """Submit an interview, and have it reviewed: its speakers are then asked."""
    submit(page, writer)
    approve(page)
    state = running(page)
    assert state is not None
    return state


def submit(page: InterviewPage, writer: User | None = None) -> Workflow:
    """Submit an interview, or submit it again."""
    writer = writer or make_user()
    state = page.current_workflow_state
    if state:
        state.resume(user=writer)
    else:
        page.save_revision(user=writer)
        page.get_workflow().start(page, writer)
    return page.get_workflow()


def approve(page: InterviewPage) -> None:
    """Have the interview approved by a reviewer who wrote none of it."""
    response = decide_as(make_user(group=roles.REVIEWERS), fresh(page))
    assert response.status_code == 200


def amend(page: InterviewPage, speaker: int, text: str, writer: User | None = None) -> InterviewPage:
    """Reword what a speaker (from 0) answers in the interview that `interview()` makes."""
    draft = fresh(page).get_latest_revision_as_object()
    draft.body[0].value["replies"][speaker].value["text"].source = text
    draft.save_revision(user=writer or make_user())
    return draft


def link_to(address: str) -> str:
    """The path of the link in the last letter to this address."""
    letters = [message for message in mail.outbox if message.to == [address]]
    found = re.search(r"https?://[^/\s]+(/accord/\S+)", str(letters[-1].body))
    assert found
    return found[1]


def letters_to(address: str) -> int:
    return sum(message.to == [address] for message in mail.outbox)


def answer(page: InterviewPage, address: str, *, remarks: dict[int, str] | None = None, client: Client | None = None):
    """Follow the last letter and answer: everything is right, but for the turns (by number, from 0) remarked on."""
    agreement = page.agreements.get(email=address)
    turns = turns_of(agreement.person_id, fresh(page).get_latest_revision().content)
    data = {"shown": turns_digest(turns), "action": "answers" if remarks else "all"}
    for number, block in enumerate(turns):
        remark = (remarks or {}).get(number, "")
        if remarks:
            data[f"answer-{block}"] = "wrong" if remark else "right"
            data[f"remark-{block}"] = remark
    return (client or Client()).post(link_to(address), data)


def is_live(page: InterviewPage) -> bool:
    return fresh(page).live


def fresh(page: InterviewPage) -> InterviewPage:
    return InterviewPage.objects.get(pk=page.pk)


def round_of(page: InterviewPage) -> SpeakersAgreementTaskState:
    """The round under way."""
    state = running(page)
    assert state
    return state
