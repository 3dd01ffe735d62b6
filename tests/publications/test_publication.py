import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from almacms.people.models import Person
from almacms.publications.models import Topic
from almacms.workflow import roles
from tests.builders import make_article, make_image, make_interview, make_person, make_topic, make_user, moment

pytestmark = pytest.mark.django_db


def test_publishing_dates_what_had_no_date():
    before = timezone.now()
    published_at = make_article().publication_date

    assert published_at is not None
    assert before <= published_at <= timezone.now()


def test_a_date_in_the_past_is_kept():
    article = make_article(publication_date=moment(2014, 9, 12))

    article.save_revision().publish()

    article.refresh_from_db()
    assert article.publication_date == moment(2014, 9, 12)


def test_reading_takes_a_minute_for_each_230_words():
    words = " ".join(["mot"] * 231)

    assert make_article(body=[("paragraph", f"<p>{words}</p>")]).reading_minutes == 2
    assert make_article(body=[]).reading_minutes == 1


def test_a_cards_own_texts_and_picture_win():
    cover, other = make_image(), make_image()
    plain = make_article(title="Titre", lead="Chapô", cover=cover)
    special = make_article(cover=cover, listing_title="Court", listing_summary="Bref", listing_image=other)

    assert (plain.card_title, plain.card_summary, plain.card_image) == ("Titre", "Chapô", cover)
    assert (special.card_title, special.card_summary, special.card_image) == ("Court", "Bref", other)


def test_a_persons_page_lists_what_they_wrote_and_where_they_spoke(client: Client):
    person = make_person("Inès Robin")
    make_article(title="Écrit par elle", authors=[person])
    make_interview(title="Parlé par elle", speakers=[person])
    make_article(title="Sans elle")

    content = client.get(person.get_absolute_url()).content.decode()

    assert "Écrit par elle" in content
    assert "Parlé par elle" in content
    assert "Sans elle" not in content


def test_a_card_names_those_who_speak_in_the_order_they_were_declared():
    first, second = make_person("Zoé Zimmer"), make_person("Abel Arnaud")
    interview = make_interview(speakers=[first, second])

    voices = interview.publication_ptr.voices

    assert [(voice.name, voice.color) for voice in voices] == [("Zoé Zimmer", 1), ("Abel Arnaud", 2)]


def test_a_speaker_taken_away_leaves_the_index():
    kept, gone = make_person(), make_person()
    interview = make_interview(speakers=[kept, gone])
    interview.speakers.remove(interview.speakers.get(person=gone))
    interview.save_revision().publish()

    assert [c.person for c in interview.contributions.all()] == [kept]


def test_a_person_or_topic_in_use_cannot_be_deleted():
    person, topic = make_person(), make_topic()
    make_article(authors=[person], topics=[topic])

    with pytest.raises(ProtectedError):
        person.delete()
    with pytest.raises(ProtectedError):
        topic.delete()


@pytest.mark.parametrize("kind", ["person", "topic"])
def test_whoever_deletes_a_person_or_topic_in_use_is_shown_where(client: Client, kind):
    person, topic = make_person(), make_topic()
    make_article(title="Où elle sert", authors=[person], topics=[topic])
    instances: dict[str, Person | Topic] = {"person": person, "topic": topic}
    instance = instances[kind]
    client.force_login(make_user(group=roles.ADMINISTRATORS))
    prefix = f"wagtailsnippets_{instance._meta.app_label}_{instance._meta.model_name}"

    usage = client.get(reverse(f"{prefix}:usage", args=[instance.pk])).content.decode()
    client.post(reverse(f"{prefix}:delete", args=[instance.pk]))

    assert "Où elle sert" in usage
    assert type(instance).objects.filter(pk=instance.pk).exists()


def test_a_deleted_picture_leaves_the_page_readable(client: Client):
    image = make_image()
    image.contextual_alt_text, image.decorative = "Le jardin", False
    body = [("picture", {"image": image, "caption": "Au printemps", "credit": ""}), ("paragraph", "<p>La suite.</p>")]
    article = make_article(cover=image, body=body)

    image.delete()
    response = client.get(article.url)

    assert response.status_code == 200
    assert "La suite." in response.content.decode()
    assert "<img" not in response.content.decode()


def test_a_picture_whose_file_is_gone_leaves_the_page_readable(client: Client):
    image = make_image()
    article = make_article(cover=image)
    image.renditions.all().delete()
    image.file.storage.delete(image.file.name)

    assert client.get(article.url).status_code == 200
