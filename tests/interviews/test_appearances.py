"""The index of who answers what: true of what is published, and of nothing else."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from almacms.people.models import Person
from interviews.models import Appearance, InterviewPage
from tests.builders import make_article, make_interview, make_person
from tests.public_site import exchange, turn

pytestmark = pytest.mark.django_db


def indexed() -> list[tuple[str, str, str]]:
    """Person, question and extract, as the interviews read."""
    rows = Appearance.objects.in_order().values_list("person__name", "question", "extract")
    return [(name, question, extract) for name, question, extract in rows]


def make_duet(**fields) -> InterviewPage:
    """Sylvain answers both questions, Zoé the second only."""
    sylvain, zoe = make_person("Sylvain"), make_person("Zoé")
    body = [
        exchange("Qui ?", turn(sylvain, "<p>Moi.</p><p>Et <b>nous</b>.</p>"), turn(sylvain, "<p>Encore.</p>")),
        ("interlude", "<p>Dehors.</p>"),
        exchange("Où ?", turn(zoe, "<p>Ici &amp; là.</p>"), turn(sylvain, "<p>Là.</p>")),
    ]
    return make_interview(speakers=[sylvain, zoe], body=body, **fields)


def edit(interview: InterviewPage) -> InterviewPage:
    return interview.get_latest_revision_as_object()


def test_each_speaker_is_indexed_once_for_each_question_with_their_first_words():
    make_duet()

    assert indexed() == [
        ("Sylvain", "Qui ?", "Moi. Et nous."),
        ("Zoé", "Où ?", "Ici & là."),
        ("Sylvain", "Où ?", "Là."),
    ]


def test_a_long_answer_is_cut_between_two_words():
    person = make_person()
    make_interview(speakers=[person], body=[exchange("Alors ?", turn(person, f"<p>{'coopérative ' * 40}</p>"))])

    extract = Appearance.objects.get().extract

    assert len(extract) <= 200
    assert set(extract.removesuffix("…").split()) == {"coopérative"}
    assert extract.endswith("…")


def test_somebody_who_is_only_quoted_is_indexed_with_the_quotation():
    first, second = make_person("Sylvain"), make_person("Zoé")
    quote = ("pull_quote", {"speaker": second.pk, "text": "Une petite république."})
    make_interview(speakers=[first, second], body=[exchange("Qui ?", turn(first, "<p>Moi.</p>"), quote)])

    assert ("Zoé", "Qui ?", "Une petite république.") in indexed()


def test_a_draft_is_not_indexed_and_a_pending_change_neither():
    assert make_duet(publish=False).appearances.count() == 0
    interview = make_duet()
    draft = edit(interview)
    draft.body[0].value["question"] = "Réécrite ?"
    draft.save_revision()

    assert "Réécrite ?" not in [question for _, question, _ in indexed()]


def test_publishing_again_follows_what_changed_and_keeps_the_other_rows():
    interview = make_duet()
    before = {row.question: row.pk for row in Appearance.objects.filter(person__name="Sylvain")}
    changed = edit(interview)
    changed.body[0].value["question"] = "Qui donc ?"
    changed.body.insert(0, changed.body.pop(2))
    changed.body[0].value["replies"].pop(0)
    changed.save_revision().publish()

    assert [(name, question) for name, question, _ in indexed()] == [("Sylvain", "Où ?"), ("Sylvain", "Qui donc ?")]
    after = {row.question: row.pk for row in Appearance.objects.all()}
    assert after == {"Où ?": before["Où ?"], "Qui donc ?": before["Qui ?"]}


def test_a_scheduled_publication_is_indexed_when_its_time_comes():
    interview = make_duet(publish=False)
    interview.go_live_at = timezone.now() - timedelta(minutes=1)
    interview.save_revision(approved_go_live_at=interview.go_live_at)
    assert indexed() == []

    call_command("publish_scheduled")

    assert len(indexed()) == 3


def test_unpublishing_and_deleting_empty_the_index():
    unpublished, deleted = make_duet(), make_duet()
    assert len(indexed()) == 6

    unpublished.unpublish()
    assert {row.interview_id for row in Appearance.objects.all()} == {deleted.pk}

    Page.objects.get(pk=deleted.pk).delete()
    assert indexed() == []
    assert Person.objects.filter(name="Sylvain").count() == 2


def test_moving_an_interview_or_what_is_above_it_indexes_it():
    interview = make_duet()
    Appearance.objects.all().delete()

    interview.get_parent().move(interview.get_parent().get_parent(), pos="first-child")

    assert len(indexed()) == 3


def test_the_command_rebuilds_the_index_and_changes_nothing_the_second_time(capsys):
    make_duet()
    make_duet(publish=False)
    gone = make_duet()
    Page.objects.filter(pk=gone.pk).update(live=False)
    expected = set(Appearance.objects.exclude(interview=gone).values_list("person", "exchange", "extract"))
    Appearance.objects.exclude(interview=gone).delete()

    call_command("rebuild_appearances")
    rows = list(Appearance.objects.order_by("pk").values_list())
    call_command("rebuild_appearances")

    assert set(Appearance.objects.values_list("person", "exchange", "extract")) == expected
    assert list(Appearance.objects.order_by("pk").values_list()) == rows
    assert "3 appearances" in capsys.readouterr().out


def test_the_same_appearance_cannot_be_indexed_twice():
    make_duet()
    row = Appearance.objects.first()
    assert row is not None
    row.pk = None

    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


def test_an_article_is_published_as_ever():
    make_article().unpublish()

    assert indexed() == []


def content_of(client: Client, person: Person) -> str:
    return client.get(person.get_absolute_url()).content.decode()


def test_a_persons_page_leads_to_each_question_they_answered(client: Client):
    interview = make_duet(title="Alma à deux voix")
    zoe = Person.objects.get(name="Zoé")

    content = content_of(client, zoe)

    assert "Alma à deux voix" in content
    assert "Ici &amp; là." in content
    anchors = [question.anchor for question in interview.questions]
    assert f'href="{interview.url}#{anchors[1]}"' in content
    assert anchors[0] not in content


def test_a_persons_page_shows_nothing_of_what_readers_may_not_see(client: Client):
    seen, restricted, withdrawn = make_duet(), make_duet(), make_duet()
    person = Person.objects.filter(name="Zoé").earliest("pk")
    for interview in (restricted, withdrawn):
        interview.speakers.filter(person__name="Zoé").update(person=person)
        fresh = InterviewPage.objects.get(pk=interview.pk)
        fresh.body[2].value["replies"][0].value["speaker"] = person.pk
        fresh.title = f"Caché {interview.pk}"
        fresh.save_revision().publish()
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    Page.objects.filter(pk=withdrawn.pk).update(live=False)
    assert Appearance.objects.filter(person=person).count() == 3

    content = content_of(client, person)

    assert seen.url in content
    assert "Caché" not in content


def test_a_persons_page_shows_their_words_before_the_second_page_of_what_they_wrote(client: Client):
    person = make_person()
    make_interview(title="Parlé", speakers=[person])
    for number in range(13):
        make_article(title=f"Écrit {number}", authors=[person])

    assert "Parlé" in content_of(client, person)
    assert "Parlé" not in client.get(f"{person.get_absolute_url()}?page=2").content.decode()


def test_a_speaker_heard_often_is_shown_lately_with_a_way_to_the_rest(client: Client):
    person = make_person()
    for number in range(9):
        make_interview(title=f"Entretien {number}.", speakers=[person])

    content = content_of(client, person)

    assert "Entretien 8." in content
    assert "Entretien 0." not in content
    assert f'href="/entretiens/?personne={person.slug}"' in content
