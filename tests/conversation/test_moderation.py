"""What becomes of comments: decisions, answers, letters, and what somebody asks to erase."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from almacms.conversation import rules, services
from almacms.conversation.models import Comment, Follower, Thread
from almacms.conversation.reading import PER_PAGE
from almacms.workflow import roles
from tests.builders import make_article, make_interview, make_user

from .talk import comment

pytestmark = pytest.mark.django_db
Status = Comment.Status


@pytest.fixture
def article() -> Any:
    return make_article(title="Un four")


@pytest.fixture
def moderator() -> Any:
    return make_user("relecture", group=roles.REVIEWERS, first_name="Inès", last_name="Roux")


def shown(client: Client, page: Any) -> str:
    return client.get(page.url).content.decode()


def acts() -> list[str]:
    return list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))


def test_reviewers_moderate_and_writers_do_not(moderator: Any):
    assert moderator.has_perm("conversation.moderate_comment")
    assert not make_user("redaction", group=roles.WRITERS).has_perm("conversation.moderate_comment")
    assert Permission.objects.filter(codename="moderate_comment").count() == 1


def test_what_is_approved_is_shown_and_what_no_longer_is_disappears(client: Client, article: Any, moderator: Any):
    said = comment(article, "Un bon pain", status="pending")
    assert services.moderate(comments=[said], status=Status.APPROVED, user=moderator) == 1
    assert "Un bon pain" in shown(client, article)
    services.moderate(comments=[said], status=Status.SPAM, user=moderator)
    assert "Un bon pain" not in shown(client, article)
    assert acts() == [services.APPROVED, services.SPAM]


def test_deciding_twice_is_deciding_once(article: Any, moderator: Any):
    said = comment(article, status="pending")
    services.moderate(comments=[said], status=Status.APPROVED, user=moderator)
    assert services.moderate(comments=[said], status=Status.APPROVED, user=moderator) == 0
    assert acts() == [services.APPROVED]


def test_an_answer_of_the_team_says_so_and_approves_what_it_answers(client: Client, article: Any, moderator: Any):
    asked = comment(article, "Quelle farine ?", status="pending", email="anna@example.net")
    reply = services.answer(comment=asked, text="De la T80.", user=moderator)
    page = shown(client, article)
    assert (asked.status, reply.depth, reply.is_team) == (Status.APPROVED, 1, True)
    assert page.index("Quelle farine") < page.index("De la T80.")
    assert "comment-team" in page


def test_an_edited_comment_says_that_it_was(client: Client, article: Any, moderator: Any):
    said = comment(article, "Un bon pin")
    before = shown(client, article)
    services.edit(comment=said, text="Un bon pain", user=moderator)
    after = shown(client, article)
    assert "Un bon pin" in before
    assert "Un bon pain" in after
    assert Comment.objects.get().edited_at


def test_who_has_no_name_answers_as_the_newsroom_and_not_by_what_they_sign_in_with(article: Any):
    reply = services.answer(comment=comment(article), text="Oui.", user=make_user("ines@example.net"))
    assert reply.name
    assert "ines" not in reply.name


def test_every_act_is_in_the_history(article: Any, moderator: Any):
    said = comment(article, status="pending")
    for status in (Status.REJECTED, Status.SPAM, Status.APPROVED):
        services.moderate(comments=[said], status=status, user=moderator)
    said.refresh_from_db()
    services.edit(comment=said, text="Mieux dit", user=moderator)
    services.answer(comment=said, text="Oui.", user=moderator)
    services.erase(email=said.email, user=moderator)
    services.set_state(publication=article, state=Thread.State.CLOSED, user=moderator)
    assert acts() == [
        services.REJECTED,
        services.SPAM,
        services.APPROVED,
        services.EDITED,
        services.ANSWERED,
        services.ERASED,
    ]
    assert PageLogEntry.objects.get(action=services.THREAD_CHANGED).page_id == article.pk
    assert set(ModelLogEntry.objects.values_list("user", flat=True)) == {moderator.pk}


def test_an_interview_is_commented_where_its_editor_says_so(client: Client, moderator: Any):
    interview = make_interview(title="Duo")
    comment(interview, "Bien dit")
    assert "Bien dit" not in shown(client, interview)
    services.set_state(publication=interview, state=Thread.State.OPEN, user=moderator)
    assert "Bien dit" in shown(client, interview)
    assert client.get(f"{interview.url}conversation/ecrire/").status_code == 200


def test_a_closed_conversation_is_still_read(client: Client, article: Any, moderator: Any):
    comment(article, "Premier")
    services.set_state(publication=article, state=Thread.State.CLOSED, user=moderator)
    page = shown(client, article)
    assert "Premier" in page
    assert "conversation/ecrire/" not in page
    services.set_state(publication=article, state=Thread.State.HIDDEN, user=moderator)
    assert "Premier" not in shown(client, article)


def test_neither_links_from_other_sites_nor_what_was_erased_wait(article: Any, moderator: Any):
    waiting = comment(article, "Attend", status="pending")
    comment(article, "Cité ici", kind="pingback", status="pending")
    erased = comment(article, "Importé", status="pending", source="w:1", email="anna@example.net")
    services.erase(email=erased.email, user=moderator)
    assert list(Comment.objects.waiting()) == [waiting]


def test_links_from_other_sites_are_kept_apart(client: Client, article: Any):
    comment(article, "Cité ici", kind="pingback")
    assert "Cité ici" not in shown(client, article)


class TestFollowing:
    def follow(self, page: Any, email: str = "anna@example.net") -> Follower:
        return Follower.objects.create(thread=services.thread_of(page), email=email, confirmed_at=timezone.now())

    def test_those_who_follow_are_told_once_and_leave_in_one_click(
        self, client: Client, article: Any, moderator: Any, mailbox: Any
    ):
        self.follow(article)
        said = comment(article, "Une question", status="pending")
        services.moderate(comments=[said], status=Status.APPROVED, user=moderator)
        services.moderate(comments=[said], status=Status.REJECTED, user=moderator)
        services.moderate(comments=[said], status=Status.APPROVED, user=moderator)
        (letter,) = mailbox.to("anna@example.net")
        address = letter["List-Unsubscribe"].strip("<>")
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        path = address[address.index("/conversation/") :]
        assert client.get(path).status_code == 200
        assert Follower.objects.exists()
        assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not Follower.objects.exists()
        assert client.get(path).status_code == 200

    def test_a_letter_leads_to_the_page_on_which_the_comment_is(self, article: Any, moderator: Any, mailbox: Any):
        self.follow(article)
        for number in range(PER_PAGE):
            comment(article, str(number))
        said = comment(article, "La dernière", status="pending")
        services.moderate(comments=[said], status=Status.APPROVED, user=moderator)
        (letter,) = mailbox.to("anna@example.net")
        assert f"conversation/?page=2#commentaire-{said.pk}" in letter.get_body(("plain",)).get_content()

    @pytest.mark.parametrize("hide", ["hidden", "unpublished", "restricted"])
    def test_nobody_is_written_what_readers_may_not_see(self, article: Any, moderator: Any, mailbox: Any, hide: str):
        self.follow(article)
        said = comment(article, status="pending")
        if hide == "hidden":
            services.set_state(publication=article, state=Thread.State.HIDDEN, user=moderator)
        elif hide == "unpublished":
            article.unpublish()
        else:
            article.view_restrictions.create(restriction_type="password", password="x")
        services.moderate(comments=[said], status=Status.APPROVED, user=moderator)
        assert mailbox.messages == []

    def test_nobody_is_told_of_their_own_words(self, article: Any, moderator: Any, mailbox: Any):
        self.follow(article, "CAMILLE@example.org")
        services.moderate(comments=[comment(article, status="pending")], status=Status.APPROVED, user=moderator)
        assert mailbox.messages == []


class TestForgetting:
    def test_everything_of_somebody_is_erased_and_its_answers_stand(self, client: Client, article: Any, moderator: Any):
        said = comment(article, "Je regrette", email="Anna@example.net", name="Anna", address_hash="c0de")
        comment(article, "Il ne faut pas", parent=said)
        comment(article, "Jamais lu", email="anna@example.net", status="pending")
        Follower.objects.create(thread=services.thread_of(article), email="anna@EXAMPLE.net")

        assert services.erase(email=" anna@example.net ", user=moderator) == 2

        page = shown(client, article)
        assert "Je regrette" not in page
        assert "Il ne faut pas" in page
        assert services.everything_of("anna@example.net") == []
        assert not any("Anna" in str(row) for row in Comment.objects.values())
        assert not any("Anna" in entry.label for entry in ModelLogEntry.objects.all())

    def test_everything_of_somebody_can_be_handed_to_them(self, article: Any):
        comment(article, "Bonjour", email="Anna@example.net")
        comment(article, "Autre", email="bruno@example.net")
        Follower.objects.create(thread=services.thread_of(article), email="anna@example.net")
        found = services.everything_of("anna@example.net")
        assert [row["kind"] for row in found] == ["comment", "followed conversation"]
        assert found[0]["text"] == "Bonjour"

    def test_what_was_kept_for_a_while_is_let_go(self, article: Any):
        long_ago = timezone.now() - rules.ADDRESS_KEPT_FOR - timedelta(hours=1)
        kept = comment(article, "Gardé", received_at=long_ago, address_hash="c0de")
        for status in (Status.SPAM, Status.REJECTED, Status.UNCONFIRMED):
            comment(article, status, status=status, received_at=long_ago)
        recent = comment(article, "Récent", status="spam", address_hash="c0de")
        services.forget()
        assert set(Comment.objects.values_list("pk", "address_hash")) == {(kept.pk, ""), (recent.pk, "c0de")}
