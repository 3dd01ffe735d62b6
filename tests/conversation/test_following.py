"""A reader follows a conversation without writing in it: who is written to, and that nobody learns who follows."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from almacms.conversation import pace, rules, services
from almacms.conversation.models import Comment, Follower, Thread
from tests.builders import make_article, make_interview, make_user

from .talk import comment, old_stamp
from .test_writing import link_in, set_settings, shown, soup

pytestmark = pytest.mark.django_db

CAMILLE = "camille@example.org"


@pytest.fixture
def article() -> Any:
    return make_article(title="Un four")


def ask(client: Client, page: Any, email: str = CAMILLE, **fields: Any) -> Any:
    """Send the form, a minute after it was opened."""
    network = fields.pop("network", "192.0.2.1")
    data = {"email": email, "website": "", "stamp": old_stamp(minutes=1), **fields}
    return client.post(f"{page.url}conversation/suivre/", data, REMOTE_ADDR=network)


def ways_in(response: Any) -> list[str]:
    return [link.get_text(strip=True) for link in soup(response).select(".conversation-write a")]


class TestAsking:
    def test_whoever_asks_is_written_to_once_they_said_so_from_their_mailbox(
        self, client: Client, article: Any, mailbox: Any
    ):
        response = ask(client, article, "Camille@Example.org")
        assert (response.status_code, response["Location"]) == (303, f"{article.url}conversation/suivre/?demande")
        told = soup(client.get(response["Location"])).select_one("[role=status]")
        assert told is not None
        assert "lettre" in told.get_text()
        assert Follower.objects.get().confirmed_at is None

        (letter,) = mailbox.to(CAMILLE)
        assert "Un four" in letter["Subject"]
        link = link_in(mailbox, "confirmer")
        page = soup(client.get(link))
        assert page.select("form[method=post] button")
        assert "commentaire sera" not in page.get_text()
        # What looks for viruses in letters follows links: it confirms nothing.
        assert Follower.objects.get().confirmed_at is None
        assert client.post(link).status_code == 200
        assert Follower.objects.get().confirmed_at

    def test_it_is_asked_under_the_text_and_on_the_conversations_own_page(self, client: Client, article: Any):
        both = ["Écrire un commentaire", "Suivre cette conversation par courriel"]
        assert ways_in(client.get(article.url)) == ways_in(client.get(f"{article.url}conversation/")) == both

    def test_a_closed_conversation_is_still_followed_for_what_waits_in_it(
        self, client: Client, article: Any, mailbox: Any
    ):
        waiting = comment(article, "Une question", status="pending")
        comment(article, "Affirmé")
        Thread.objects.update(state="closed")
        assert ways_in(client.get(article.url)) == ["Suivre cette conversation par courriel"]
        ask(client, article, "anna@example.net")
        Follower.objects.update(confirmed_at=timezone.now())
        services.moderate(comments=[waiting], status=Comment.Status.APPROVED, user=make_user("relecture"))
        assert "Une question" in mailbox.messages[-1].get_body(("plain",)).get_content()

    def test_the_form_needs_no_cookie_and_no_token_and_is_drawn_for_each(self, client: Client, article: Any):
        page = client.get(f"{article.url}conversation/suivre/")
        assert not page.cookies
        assert "csrf" not in page.content.decode()
        assert page["Cache-Control"] == "no-cache"
        assert soup(page).select("meta[name=robots][content=noindex]")
        assert ask(Client(enforce_csrf_checks=True), article).status_code == 303

    def test_the_form_says_what_is_kept_and_for_how_long(self, client: Client, article: Any):
        (said,) = soup(client.get(f"{article.url}conversation/suivre/")).select(".conversation-privacy")
        assert rules.UNCONFIRMED_KEPT_FOR.days == 7
        assert "au bout de sept jours" in said.get_text()

    def test_what_nobody_confirmed_is_forgotten(self, client: Client, article: Any):
        ask(client, article)
        Follower.objects.update(created_at=timezone.now() - rules.UNCONFIRMED_KEPT_FOR - timedelta(hours=1))
        services.forget()
        assert not Follower.objects.exists()

    def test_nothing_hidden_and_no_draft_is_followed(self, client: Client):
        hidden, draft = make_interview(), make_article(publish=False)
        addresses = [f"{hidden.url}conversation/suivre/", f"/articles/{draft.slug}/conversation/suivre/"]
        data = {"email": CAMILLE, "stamp": old_stamp(minutes=1)}
        assert [client.get(address).status_code for address in addresses] == [404, 404]
        assert [client.post(address, data).status_code for address in addresses] == [404, 404]
        assert not Follower.objects.exists()

    def test_a_letter_about_nothing_any_more_opens_nothing(self, client: Client, article: Any, mailbox: Any):
        ask(client, article)
        link = link_in(mailbox, "confirmer")
        Follower.objects.all().delete()
        assert [client.get(link).status_code, client.post(link).status_code] == [404, 404]
        assert not Follower.objects.exists()


class TestWhoFollows:
    def test_nobody_learns_who_follows_already(self, client: Client, article: Any, mailbox: Any):
        Follower.objects.create(thread=services.thread_of(article), email=CAMILLE, confirmed_at=timezone.now())
        since = Follower.objects.values_list("created_at", "confirmed_at").get()
        known, unknown = ask(client, article), ask(client, article, "bruno@example.org")
        assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
        assert known.content == unknown.content
        assert mailbox.to(CAMILLE) == []
        assert len(mailbox.to("bruno@example.org")) == 1
        assert Follower.objects.filter(email=CAMILLE).values_list("created_at", "confirmed_at").get() == since

    def test_nor_by_counting_how_many_more_are_taken(self, client: Client, article: Any):
        Follower.objects.create(thread=services.thread_of(article), email=CAMILLE, confirmed_at=timezone.now())
        sent = [ask(client, article).status_code for _ in range(rules.MOST_IN_TEN_MINUTES + 1)]
        assert sent == [303] * rules.MOST_IN_TEN_MINUTES + [429]


class TestRefusals:
    @pytest.mark.parametrize("email", ["", "camille", "camille@exa mple.org"])
    def test_what_is_wrong_is_said_beside_it_and_kept(self, client: Client, article: Any, email: str):
        response = ask(client, article, email)
        page = soup(response)
        assert response.status_code == 422
        assert page.select_one("#id_email_error")
        assert shown(page, "email") == email
        assert not Follower.objects.exists()

    @pytest.mark.parametrize("ago", [{"seconds": 0}, {"days": 2}])
    def test_too_soon_or_too_late_is_asked_again(self, client: Client, article: Any, ago: dict[str, int]):
        response = ask(client, article, stamp=old_stamp(**ago))
        page = soup(response)
        assert response.status_code == 422
        assert page.select("[role=alert]")
        assert shown(page, "email") == CAMILLE
        assert not Follower.objects.exists()

    @pytest.mark.parametrize("trapped", [{"website": "https://spam.example"}, {"email": "x@mauvais.example"}])
    def test_programs_and_those_who_are_blocked_are_told_the_same_and_write_to_nobody(
        self, client: Client, article: Any, mailbox: Any, trapped: dict[str, str]
    ):
        set_settings(blocked="@mauvais.example")
        assert ask(client, article, **trapped)["Location"] == f"{article.url}conversation/suivre/?demande"
        assert not Follower.objects.exists()
        assert len(mailbox.messages) == 0

    def test_too_many_from_one_place_are_handed_their_address_back_without_the_database(
        self, client: Client, article: Any, django_assert_num_queries: Any
    ):
        for number in range(rules.MOST_IN_TEN_MINUTES):
            assert ask(client, article, f"a{number}@example.org").status_code == 303
        with django_assert_num_queries(0):
            refused = ask(client, article)
        page = soup(refused)
        assert (refused.status_code, shown(page, "email")) == (429, CAMILLE)
        assert page.select("form[method=post] button")
        # Somebody else is not kept waiting, nor whoever wants to comment.
        assert ask(client, article, network="192.0.2.9").status_code == 303
        assert client.get(f"{article.url}conversation/ecrire/").status_code == 200

    def test_a_mailbox_is_not_filled_from_many_places(self, client: Client, article: Any, mailbox: Any):
        sent = [
            ask(client, article, network=f"192.0.2.{number}").status_code
            for number in range(rules.MOST_IN_TEN_MINUTES + 2)
        ]
        assert sent == [303] * rules.MOST_IN_TEN_MINUTES + [429] * 2
        assert len(mailbox.to(CAMILLE)) == rules.MOST_IN_TEN_MINUTES

    def test_the_site_writes_to_so_many_a_minute(self):
        for number in range(rules.MOST_IN_A_MINUTE):
            pace.note(address_hash=f"{number}", email=f"a{number}@example.org")
        assert pace.is_too_fast(address_hash="another", email=CAMILLE)
