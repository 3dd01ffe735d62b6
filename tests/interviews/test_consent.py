"""What a speaker agreed to: shown under other words, they are nowhere; withdrawn, their name is nowhere either."""

import re

import pytest
from django.test import Client

from almacms.people.models import Person
from almacms.publications.models import Contribution
from interviews.models import InterviewPage, InterviewSpeaker
from tests.builders import make_image, make_interview, make_person

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
