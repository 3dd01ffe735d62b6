"""What the editor of an interview proposes and counts."""

import pytest
from django.test import Client
from django.urls import reverse

from almacms.accounts.models import User
from interviews.models import InterviewSpeaker
from interviews.rules import Exchange, Reply, count_words, word_shares
from tests.builders import PASSWORD, make_interview, make_person, make_user, moment


def shares(*turns: tuple[int, int], speakers: list[int]) -> list[tuple[int, int, int, bool]]:
    """Of turns given as a speaker and a number of words."""
    replies = [Reply(position, speaker, "mot " * words) for position, (speaker, words) in enumerate(turns)]
    found = word_shares([Exchange(0, len(replies), replies)], speakers)
    return [(share.speaker, share.words, share.percentage, share.is_quiet) for share in found]


def test_each_speaker_has_their_share_of_the_words():
    assert shares((1, 60), (2, 25), (1, 15), speakers=[2, 1]) == [(2, 25, 25, False), (1, 75, 75, False)]


def test_under_a_tenth_of_the_words_is_little():
    assert [share[3] for share in shares((1, 90), (2, 10), speakers=[1, 2])] == [False, False]
    assert [share[3] for share in shares((1, 91), (2, 9), (3, 0), speakers=[1, 2, 3])] == [False, True, True]


def test_nobody_says_little_before_anything_is_said():
    assert shares(speakers=[1, 2]) == [(1, 0, 0, False), (2, 0, 0, False)]


def test_neither_pull_quotes_nor_strangers_are_counted():
    quote = Reply(0, 1, "mot mot", is_turn=False)
    stranger = Reply(1, 9, "mot")

    assert word_shares([Exchange(0, 2, [quote, stranger])], [1])[0].words == 0


def test_signs_that_stand_alone_are_no_words():
    assert count_words("« L’arbre ? » : 2 mots\u00a0; aujourd’hui – oui !") == 5


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    client.force_login(make_user())
    return client


def proposal(client: Client, person) -> dict[str, str]:
    response = client.get(reverse("interviews_last_role"), {"person": person.pk})
    assert response.status_code == 200
    return response.json()


def test_the_role_of_the_last_interview_is_proposed(editor: Client) -> None:
    person = make_person(role="Retraitée", organisation="Nulle part")
    for year, role in [(2019, "Apprentie"), (2024, "Directrice"), (2021, "Cheffe")]:
        interview = make_interview(speakers=[person], publication_date=moment(year, 1, 1))
        InterviewSpeaker.objects.filter(page=interview).update(role=role)

    assert proposal(editor, person) == {"role": "Directrice", "organisation": "Alma"}


def test_without_an_interview_the_library_proposes(editor: Client) -> None:
    person = make_person(role="Pépiniériste", organisation="Le Verger")

    assert proposal(editor, person) == {"role": "Pépiniériste", "organisation": "Le Verger"}


def test_an_interview_that_must_not_tell_who_spoke_proposes_nothing(editor: Client) -> None:
    person = make_person(role="Pépiniériste")
    make_interview(speakers=[person], shown_as={person: "une salariée"})

    assert proposal(editor, person) == {"role": "Pépiniériste", "organisation": ""}


@pytest.mark.parametrize("asked", ["", "abc", "0"])
def test_nobody_is_proposed_for_nobody(editor: Client, asked: str) -> None:
    assert editor.get(reverse("interviews_last_role"), {"person": asked}).status_code == 404


def test_only_the_newsroom_may_ask(client: Client, db: None) -> None:
    person = make_person(role="Pépiniériste")
    User.objects.create_user("lecteur", password=PASSWORD)
    address = f"{reverse('interviews_last_role')}?person={person.pk}"

    assert client.get(address).status_code == 302
    client.login(username="lecteur", password=PASSWORD)
    response = client.get(address)
    assert response.status_code in {302, 403}
    assert b"niriste" not in response.content
