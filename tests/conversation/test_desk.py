"""The newsroom moderates: the queue, one comment, a publication's conversation, and what somebody is owed."""

import json
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from almacms.conversation.desk import TABS
from almacms.conversation.digest import write_digest
from almacms.conversation.models import Comment, ConversationSettings, Thread
from almacms.conversation.rules import LONGEST_TEXT
from almacms.conversation.services import thread_of
from almacms.publications.models import Publication
from almacms.workflow import roles
from tests.builders import make_article, make_user, moment

from .talk import comment

pytestmark = pytest.mark.django_db
QUEUE = "/admin/comments/"


@pytest.fixture
def article() -> Any:
    return make_article(title="Un four")


@pytest.fixture
def moderator(client: Client) -> Client:
    client.force_login(make_user("relecture", group=roles.REVIEWERS))
    return client


def texts(client: Client, **asked: Any) -> list[str]:
    page = BeautifulSoup(client.get(QUEUE, asked).content, "html.parser", from_encoding="utf-8")
    return [text.get_text(strip=True) for text in page.select(".moderation-text")]


def decide(client: Client, decision: str, *ticked: Comment) -> list[str]:
    response = client.post(QUEUE, {"decision": decision, "comment": [one.pk for one in ticked]}, follow=True)
    page = BeautifulSoup(response.content, "html.parser", from_encoding="utf-8")
    return [message.get_text(" ", strip=True) for message in page.select(".messages li")]


class TestTheQueue:
    def test_what_waits_is_shown_the_oldest_first_with_what_it_answers(self, moderator: Client, article: Any):
        first = comment(article, "Affirmé")
        comment(article, "Demandé", status="pending", parent=first)
        comment(article, "Ensuite", status="pending")
        assert texts(moderator) == ["Demandé", "Ensuite"]
        page = BeautifulSoup(moderator.get(QUEUE).content, "html.parser", from_encoding="utf-8")
        assert "Affirmé" in page.select_one(".moderation-parent").get_text()  # type: ignore[union-attr]

    def test_every_comment_is_under_one_tab_which_counts_it(self, moderator: Client, article: Any):
        for status in Comment.Status.values:
            comment(article, status, status=status)
        comment(article, "cité", kind="pingback", status="approved")
        found = {tab: texts(moderator, tab=tab) for tab in TABS}
        assert sorted(text for under in found.values() for text in under) == sorted([*Comment.Status.values, "cité"])
        page = BeautifulSoup(moderator.get(QUEUE).content, "html.parser", from_encoding="utf-8")
        assert [count.get_text() for count in page.select(".moderation-tabs span")] == [
            str(len(under)) for under in found.values()
        ]

    def test_one_is_decided_by_its_own_button_and_several_by_ticking_them(self, moderator: Client, article: Any):
        one, two, three = (comment(article, text, status="pending") for text in ("un", "deux", "trois"))
        assert len(decide(moderator, f"approve:{one.pk}", two)) == 1
        decide(moderator, "spam", two, three)
        assert list(Comment.objects.order_by("pk").values_list("status", flat=True)) == ["approved", "spam", "spam"]

    def test_deciding_on_nothing_says_so(self, moderator: Client, article: Any):
        comment(article, status="pending")
        assert len(decide(moderator, "approve")) == 1
        assert len(decide(moderator, "explode:1")) == 1
        assert Comment.objects.get().status == "pending"

    def test_it_is_narrowed_by_words_people_and_publication(self, moderator: Client, article: Any):
        comment(article, "Le pain", status="pending", email="anna@example.net")
        comment(make_article(title="Autre"), "La farine", status="pending")
        assert texts(moderator, q="PAIN") == ["Le pain"]
        assert texts(moderator, q="anna@") == ["Le pain"]
        assert texts(moderator, publication=article.pk) == ["Le pain"]

    def test_what_came_from_one_place_is_decided_on_at_once_whatever_the_page(self, moderator: Client, article: Any):
        flood = [comment(article, str(number), status="pending", address_hash="c0de") for number in range(30)]
        comment(article, "D’ailleurs", status="pending", address_hash="beef")
        place = f"{QUEUE}?beside={flood[0].pk}"
        assert len(texts(moderator, beside=flood[0].pk)) == 25
        moderator.post(place, {"decision": "spam", "everything": "1"})
        assert Comment.objects.filter(status="spam").count() == 30
        assert texts(moderator) == ["D’ailleurs"]

    def test_what_has_forgotten_where_it_came_from_is_beside_nothing(self, moderator: Client, article: Any):
        one, _ = (comment(article, text, status="pending") for text in ("un", "deux"))
        assert texts(moderator, beside=one.pk) == []

    @pytest.mark.parametrize(
        "asked",
        [
            {"beside": "x"},
            {"beside": "999"},
            {"tab": "x"},
            {"publication": "x"},
            {"q": "\0%_'"},
            {"p": "999"},
            {"p": "-1"},
        ],
    )
    def test_whatever_is_asked_gives_a_page(self, moderator: Client, article: Any, asked: dict[str, str]):
        comment(article, status="pending")
        assert moderator.get(QUEUE, asked).status_code == 200

    def test_a_long_queue_costs_as_many_queries_as_a_short_one(
        self, moderator: Client, article: Any, django_assert_max_num_queries: Any
    ):
        comment(article, "0", status="pending")
        moderator.get(QUEUE)
        with django_assert_max_num_queries(60) as few:
            moderator.get(QUEUE)
        for number in range(20):
            comment(article, str(number + 1), status="pending")
        with django_assert_max_num_queries(len(few)):
            moderator.get(QUEUE)

    @pytest.mark.parametrize("name", ["conversation_queue", "conversation_person"])
    def test_writers_are_not_let_in(self, client: Client, name: str):
        client.force_login(make_user("redaction", group=roles.WRITERS))
        assert client.get(reverse(name)).status_code in {302, 403}


class TestOneComment:
    def test_it_is_answered_in_place(self, moderator: Client, article: Any):
        asked = comment(article, "Quelle farine ?", status="pending")
        moderator.post(f"{QUEUE}{asked.pk}/", {"action": "answer", "answer-text": "De la T80."})
        answer = Comment.objects.get(parent=asked)
        assert (answer.status, answer.is_team, answer.text) == ("approved", True, "De la T80.")

    def test_it_is_edited_and_an_empty_text_is_refused_beside_the_field(self, moderator: Client, article: Any):
        said = comment(article, "Un bon pin")
        refused = moderator.post(f"{QUEUE}{said.pk}/", {"action": "edit", "edit-text": " "})
        assert refused.status_code == 422
        assert "w-field__errors" in refused.content.decode()
        moderator.post(f"{QUEUE}{said.pk}/", {"action": "edit", "edit-text": "Un bon pain"})
        said.refresh_from_db()
        assert (said.text, bool(said.edited_at)) == ("Un bon pain", True)

    def test_what_is_sent_back_as_it_was_is_not_edited(self, moderator: Client, article: Any):
        said = comment(article, "un\n\ndeux")
        moderator.post(f"{QUEUE}{said.pk}/", {"action": "edit", "edit-text": "un\r\n\r\ndeux"})
        said.refresh_from_db()
        assert (said.text, said.edited_at) == ("un\n\ndeux", None)

    def test_an_imported_one_is_edited_however_long(self, moderator: Client, article: Any):
        said = comment(article, "mot " * LONGEST_TEXT)
        moderator.post(f"{QUEUE}{said.pk}/", {"action": "edit", "edit-text": "mais " + "mot " * (LONGEST_TEXT - 2)})
        said.refresh_from_db()
        assert said.text.startswith("mais")
        answered = moderator.post(f"{QUEUE}{said.pk}/", {"action": "answer", "answer-text": said.text})
        assert answered.status_code == 422

    def test_a_link_from_another_site_is_not_answered(self, moderator: Client, article: Any):
        cited = comment(article, "Cité ici", kind="pingback", status="pending")
        address = f"{QUEUE}{cited.pk}/"
        assert "answer-text" not in moderator.get(address).content.decode()
        moderator.post(address, {"action": "answer", "answer-text": "Merci."})
        assert not Comment.objects.filter(is_team=True).exists()

    def test_the_history_leads_to_it_while_there_is_something_to_see(self, moderator: Client, article: Any):
        said = comment(article, status="pending")
        decide(moderator, f"approve:{said.pk}")
        history = reverse("wagtailadmin_reports:site_history")
        assert f'href="{QUEUE}{said.pk}/"' in moderator.get(history).content.decode()
        moderator.post("/admin/comments/reader/", {"email": said.email, "action": "erase"})
        assert f"{QUEUE}{said.pk}/" not in moderator.get(history).content.decode()

    def test_what_was_erased_is_not_found(self, moderator: Client, article: Any):
        said = comment(article)
        moderator.post("/admin/comments/reader/", {"email": said.email, "action": "erase"})
        assert moderator.get(f"{QUEUE}{said.pk}/").status_code == 404


class TestAPublication:
    def test_whoever_edits_it_opens_and_closes_its_conversation_at_once(self, client: Client, article: Any):
        client.force_login(make_user("redaction", group=roles.WRITERS))
        address = reverse("conversation_thread", args=[article.pk])
        assert address in client.get(f"/admin/pages/{article.pk}/edit/").content.decode()
        client.post(address, {"state": "closed"})
        assert Thread.objects.get().state == "closed"
        assert PageLogEntry.objects.filter(action="conversation.thread", page_id=article.pk).count() == 1
        client.post(address, {"state": "boum"})
        assert Thread.objects.get().state == "closed"

    def test_one_that_closed_by_itself_says_so_rather_than_that_it_will(self, client: Client, article: Any):
        client.force_login(make_user("redaction", group=roles.WRITERS))
        address = reverse("conversation_thread", args=[article.pk])
        ConversationSettings.objects.create(closes_after=3650)
        assert "se ferme d’elle-même" in client.get(address).content.decode()
        Publication.objects.update(publication_date=moment(2010, 1, 1))
        page = client.get(address).content.decode()
        assert "ne prend plus de commentaires depuis le" in page
        assert "se ferme d’elle-même" not in page


class TestAReader:
    def test_what_is_kept_is_shown_handed_over_and_erased(self, moderator: Client, article: Any):
        comment(article, "Bonjour", email="Anna@example.net", address_hash="c0de")
        address = reverse("conversation_person")
        assert "Bonjour" in moderator.post(address, {"email": "anna@example.net"}).content.decode()
        file = moderator.post(address, {"email": "anna@example.net", "action": "export"})
        assert file["Content-Disposition"].startswith("attachment")
        (row,) = json.loads(file.content)
        assert row.items() >= {"genre": "Commentaire", "commentaire": "Bonjour", "état": "Approuvé"}.items()
        assert row["empreinte de l’adresse réseau"] == "c0de"
        assert row["adresse"].endswith(article.url)
        moderator.post(address, {"email": "anna@example.net", "action": "erase"})
        assert not Comment.objects.filter(email__iexact="anna@example.net").exists()

    def test_an_unknown_address_says_so(self, moderator: Client):
        page = moderator.post(reverse("conversation_person"), {"email": "x@example.net", "action": "erase"})
        assert BeautifulSoup(page.content, "html.parser").select("[role=status]")


class TestTelling:
    def test_moderators_are_written_to_once_a_day_when_something_waits(self, article: Any, mailbox: Any):
        make_user("relecture", group=roles.REVIEWERS, email="relecture@example.net")
        make_user("redaction", group=roles.WRITERS, email="redaction@example.net")
        morning = timezone.localtime().replace(hour=9)
        assert write_digest(morning) == 0
        comment(article, "Bonjour", status="pending")
        assert write_digest(morning.replace(hour=2)) == 0
        assert write_digest(morning) == 1
        assert write_digest(morning.replace(hour=10)) == 0
        assert write_digest(morning + timedelta(days=1)) == 1
        letter, _ = mailbox.to("relecture@example.net")
        assert "Bonjour" in letter.get_body(("plain",)).get_content()

    def test_the_dashboard_counts_what_waits_for_those_who_moderate(self, moderator: Client, article: Any):
        assert QUEUE not in panel(moderator)
        comment(article, status="pending")
        assert QUEUE in panel(moderator)

    def test_and_says_nothing_to_the_others(self, client: Client, article: Any):
        comment(article, status="pending")
        client.force_login(make_user("redaction", group=roles.WRITERS))
        assert QUEUE not in panel(client)


def panel(client: Client) -> str:
    """What the dashboard says in blocks of help."""
    page = BeautifulSoup(client.get("/admin/").content, "html.parser", from_encoding="utf-8")
    return "".join(str(block) for block in page.select(".help-block"))


def test_threads_are_one_for_each_publication(article: Any):
    assert thread_of(article) == thread_of(article)
