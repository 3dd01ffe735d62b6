"""A reader comments: what is kept, what is refused and how it is said, and that nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from almacms.conversation import rules, services
from almacms.conversation.models import Comment, ConversationSettings, Follower, Thread
from tests.builders import make_article, make_interview, make_site, moment

from .talk import SAID, comment, old_stamp, post, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Any:
    return make_article(title="Un four")


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def set_settings(**fields: Any) -> None:
    settings = ConversationSettings.load()
    for name, value in fields.items():
        setattr(settings, name, value)
    settings.save()


class TestSending:
    def test_a_comment_waits_to_be_read_and_its_author_is_told(self, client: Client, article: Any):
        response = send(client, article)

        kept = Comment.objects.get()
        assert (kept.status, kept.text, kept.name) == ("pending", SAID["text"], "Camille")
        assert (response.status_code, response["Location"]) == (303, f"{article.url}conversation/?recu#conversation")
        told = client.get(response["Location"])
        assert soup(told).select_one("[role=status]")
        assert SAID["text"] not in told.content.decode()
        assert SAID["text"] not in client.get(article.url).content.decode()

    def test_the_form_needs_no_cookie_and_no_token_and_is_drawn_for_each(self, client: Client, article: Any):
        page = client.get(f"{article.url}conversation/ecrire/")
        assert not page.cookies
        assert "csrf" not in page.content.decode()
        # What was kept would tell when somebody else opened it.
        assert page["Cache-Control"] == "no-cache"
        strict = Client(enforce_csrf_checks=True)
        assert send(strict, article).status_code == 303

    def test_the_form_says_what_is_kept_and_for_how_long(self, client: Client, article: Any):
        (said,) = soup(client.get(f"{article.url}conversation/ecrire/")).select(".conversation-privacy")
        text = said.get_text()
        assert rules.REFUSED_KEPT_FOR.days == rules.ADDRESS_KEPT_FOR.days == 30
        assert rules.UNCONFIRMED_KEPT_FOR.days == 7
        assert "trente jours" in text
        assert "au bout de sept" in text
        assert "adresse électronique" in text

    def test_the_end_of_a_line_counts_for_one_as_in_browsers(self, client: Client, article: Any):
        lines = "mot\n" * (rules.LONGEST_TEXT // 4 - 1) + "fin."
        assert send(client, article, text=lines.replace("\n", "\r\n")).status_code == 303
        assert Comment.objects.get().text == lines

    def test_an_answer_lies_under_what_it_answers(self, client: Client, article: Any):
        first = comment(article)
        send(client, article, answering=first)
        answer = Comment.objects.get(parent=first)
        assert (answer.depth, answer.path[:17]) == (1, first.path)

    @pytest.mark.parametrize("status", ["pending", "rejected", "spam", "unconfirmed"])
    def test_nobody_answers_what_is_not_shown(self, client: Client, article: Any, status: str):
        hidden = comment(article, status=status)
        assert client.get(f"{article.url}conversation/ecrire/?reponse={hidden.pk}").status_code == 404
        assert send(client, article, answering=hidden).status_code == 422
        assert Comment.objects.count() == 1

    def test_an_answer_to_what_is_no_longer_there_is_handed_back_to_be_sent_without_it(
        self, client: Client, article: Any
    ):
        gone = comment(article, "Disparu", status="rejected")
        page = soup(send(client, article, answering=gone, email="bruno"))
        (form,) = page.select("main form")
        assert page.select_one("[role=alert]").get_text(strip=True).startswith("Le commentaire auquel")  # type: ignore[union-attr]
        assert "Disparu" not in page.get_text()
        assert (shown(page, "text"), form["action"]) == (SAID["text"], f"{article.url}conversation/ecrire/")

    @pytest.mark.parametrize("number", ["x", "-1", "9" * 40, "٣", "0"])
    def test_an_answer_to_nothing_is_not_found(self, client: Client, article: Any, number: str):
        assert client.get(f"{article.url}conversation/ecrire/", {"reponse": number}).status_code == 404

    def test_where_it_came_from_is_kept_as_a_code_only(self, client: Client, article: Any):
        client.post(
            f"{article.url}conversation/ecrire/",
            {**SAID, "stamp": old_stamp(minutes=1)},
            REMOTE_ADDR="2001:db8:1:2:3:4:5:6",
        )
        kept = Comment.objects.get()
        assert len(kept.address_hash) == 64
        assert "2001" not in str(Comment.objects.values().get())


class TestRefusals:
    @pytest.mark.parametrize("field", ["name", "email", "text"])
    def test_what_is_missing_is_said_beside_it_and_the_rest_is_kept(self, client: Client, article: Any, field: str):
        blank: Any = {field: ""}
        response = send(client, article, **blank)
        page = soup(response)
        assert response.status_code == 422
        assert page.select_one(f"#id_{field}_error")
        others = {name: value for name, value in SAID.items() if name != field}
        assert {name: shown(page, name) for name in others} == others
        assert not Comment.objects.exists()

    @pytest.mark.parametrize("ago", [{"seconds": 0}, {"days": 2}])
    def test_too_soon_or_too_late_is_asked_again(self, client: Client, article: Any, ago: dict[str, int]):
        response = send(client, article, stamp=old_stamp(**ago))
        page = soup(response)
        assert response.status_code == 422
        assert shown(page, "text") == SAID["text"]
        assert shown(page, "stamp") != ""
        assert not Comment.objects.exists()

    @pytest.mark.parametrize("field", ["name", "text"])
    def test_what_nobody_sees_is_nothing(self, client: Client, article: Any, field: str):
        unseen: Any = {field: "\u200b\x07"}
        assert soup(send(client, article, **unseen)).select_one(f"#id_{field}_error")

    @pytest.mark.parametrize("stamp", ["", "x", "e30:1:abc"])
    def test_a_stamp_of_somebody_elses_is_none(self, client: Client, article: Any, stamp: str):
        assert send(client, article, stamp=stamp).status_code == 422

    def test_too_many_links(self, client: Client, article: Any):
        response = send(client, article, text="https://a.example " * (rules.MOST_LINKS + 1))
        assert soup(response).select_one("#id_text_error")
        assert not Comment.objects.exists()

    def test_the_same_words_twice(self, client: Client, article: Any):
        send(client, article)
        assert send(client, article, text="merci, pour ce TEXTE").status_code == 422
        assert Comment.objects.count() == 1
        Comment.objects.update(received_at=timezone.now() - timedelta(days=2))
        assert send(client, article).status_code == 303

    def test_two_people_may_say_the_same_few_words(self, client: Client, article: Any):
        send(client, article, text="Merci !")
        assert send(client, article, text="Merci !", email="bruno@example.org").status_code == 303

    def test_the_same_long_words_from_two_addresses_are_a_copy(self, client: Client, article: Any):
        text = "Découvrez notre offre de formation, conçue pour les coopératives."
        send(client, article, text=text)
        assert send(client, article, text=text, email="bruno@example.org").status_code == 422

    def test_signs_alone_are_told_apart(self, client: Client, article: Any):
        send(client, article, text="👏")
        assert send(client, article, text="🌱").status_code == 303

    def test_too_many_from_one_place_in_a_short_time(self, client: Client, article: Any):
        for number in range(rules.MOST_IN_TEN_MINUTES):
            assert send(client, article, text=f"Numéro {number}").status_code == 303
        refused = send(client, article, text="Encore un")
        assert refused.status_code == 429
        assert shown(soup(refused), "text") == "Encore un"

    def test_who_comes_by_the_thousand_is_answered_without_the_database(
        self, client: Client, article: Any, django_assert_num_queries: Any
    ):
        for number in range(rules.MOST_IN_TEN_MINUTES + 1):
            send(client, article, text=f"Numéro {number}")
        with django_assert_num_queries(0):
            refused = send(client, article, text="Encore <un>")
        assert refused.status_code == 429
        assert (shown(soup(refused), "text"), shown(soup(refused), "name")) == ("Encore <un>", "Camille")
        assert soup(refused).select("form[method=post] button")
        # Somebody else is not kept waiting.
        data = {**SAID, "email": "bruno@example.org", "text": "Bonjour", "stamp": old_stamp(minutes=1)}
        address = f"{article.url}conversation/ecrire/"
        assert client.post(address, data, REMOTE_ADDR="192.0.2.9").status_code == 303

    def test_too_many_from_everywhere_are_asked_to_come_back_so_that_the_queue_stays_short(self, article: Any):
        thread = services.thread_of(article)
        Comment.objects.bulk_create(
            Comment(thread=thread, text=str(number), digest=str(number)) for number in range(rules.MOST_IN_A_MINUTE)
        )
        with pytest.raises(services.NotTaken) as refusal:
            post(article, address_hash="x")
        assert refusal.value.status == 429
        assert Comment.objects.count() == rules.MOST_IN_A_MINUTE

    def test_a_field_that_people_do_not_see_is_filled_by_programs(self, client: Client, article: Any):
        assert send(client, article, website="https://spam.example").status_code == 303
        assert Comment.objects.get().status == "spam"

    def test_programs_that_fall_into_a_trap_keep_nobody_out(self, client: Client, article: Any):
        thread = services.thread_of(article)
        for number in range(rules.MOST_IN_A_MINUTE):
            comment(article, f"{number}", status="spam", email=f"r{number}@example.net")
        refused = send(client, article, website="https://spam.example", email="r@example.net", text="Achetez")
        assert refused.status_code == 429
        assert thread.comments.count() == rules.MOST_IN_A_MINUTE
        assert send(client, article).status_code == 303

    def test_what_is_on_the_block_list_is_spam(self, client: Client, article: Any):
        set_settings(blocked="casino\n@mauvais.example")
        send(client, article, text="Le casino d’à côté")
        assert Comment.objects.get().status == "spam"


class TestStates:
    def test_articles_are_open_and_interviews_hidden_by_default(self, client: Client, article: Any):
        interview = make_interview()
        assert client.get(f"{article.url}conversation/ecrire/").status_code == 200
        assert client.get(f"{interview.url}conversation/ecrire/").status_code == 404
        assert client.get(f"{interview.url}conversation/").status_code == 404
        assert not soup(client.get(interview.url)).select("#conversation")

    def test_a_closed_one_takes_nothing_and_says_so(self, client: Client, article: Any):
        comment(article)
        Thread.objects.update(state="closed")
        assert not soup(client.get(f"{article.url}conversation/ecrire/")).select("form[method=post]")
        assert send(client, article).status_code == 403
        assert Comment.objects.count() == 1

    def test_it_closes_by_itself_after_some_days(self, client: Client):
        set_settings(closes_after=30)
        old = make_article(title="Ancien", publication_date=moment(2020, 1, 1))
        assert send(client, old).status_code == 403
        assert not Comment.objects.exists()

    @pytest.mark.parametrize("gone", ["hidden", "unpublished", "restricted", "deleted"])
    def test_what_was_written_under_what_is_gone_is_handed_back_and_tells_nothing_of_it(
        self, client: Client, article: Any, gone: str
    ):
        match gone:
            case "hidden":
                services.set_state(publication=article, state=Thread.State.HIDDEN, user=None)
            case "unpublished":
                article.unpublish()
            case "restricted":
                PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
            case "deleted":
                article.delete()
        response = send(client, article, text="Encore <un>")
        assert response.status_code == 404
        assert shown(soup(response), "text") == "Encore <un>"
        assert response.content == client.post("/rien/conversation/ecrire/", {"text": "Encore <un>"}).content
        assert not Comment.objects.exists()

    def test_nothing_is_handed_back_to_who_wrote_nothing(self, client: Client):
        make_site()
        answers = [client.post("/rien/conversation/ecrire/", {"text": " "}), client.get("/rien/conversation/ecrire/")]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert not any(soup(answer).select("textarea") for answer in answers)

    def test_nothing_of_a_draft_can_be_commented(self, client: Client):
        draft = make_article(publish=False)
        assert client.get(f"/articles/{draft.slug}/conversation/ecrire/").status_code == 404


class TestConfirmation:
    def test_a_comment_waits_until_its_author_has_followed_the_link(self, client: Client, article: Any, mailbox: Any):
        set_settings(confirm_addresses=True)
        assert "a-confirmer" in send(client, article)["Location"]
        assert Comment.objects.get().status == "unconfirmed"

        link = link_in(mailbox, "confirmer")
        assert soup(client.get(link)).select("form[method=post] button")
        # What looks for viruses in letters follows links: it confirms nothing.
        assert Comment.objects.get().status == "unconfirmed"
        assert client.post(link).status_code == 200
        assert Comment.objects.get().status == "pending"

    def test_whoever_mistyped_their_address_sends_it_again(self, client: Client, article: Any):
        set_settings(confirm_addresses=True)
        text = "Un commentaire assez long pour que deux personnes ne le fassent pas."
        send(client, article, text=text, email="camile@example.org")
        assert send(client, article, text=text).status_code == 303

    def test_a_copy_of_what_is_not_confirmed_is_told_of_its_letter(self, client: Client, article: Any):
        set_settings(confirm_addresses=True)
        send(client, article)
        refused = soup(send(client, article)).select_one("#id_text_error")
        assert refused is not None
        assert "suivez le lien" in refused.get_text()

    def test_a_link_followed_late_says_nothing_of_what_was_decided(self, client: Client, article: Any, mailbox: Any):
        send(client, article, follows="on")
        link = link_in(mailbox, "confirmer")
        assert "s’affichera" in client.post(link).content.decode()
        Comment.objects.update(status="rejected")
        assert "s’affichera" not in client.post(link).content.decode()

    def test_who_asks_again_to_follow_has_as_long_to_confirm_it(self, client: Client, article: Any):
        send(client, article, follows="on")
        Follower.objects.update(created_at=timezone.now() - rules.UNCONFIRMED_KEPT_FOR)
        send(client, article, follows="on", text="Autre chose.")
        services.forget()
        assert Follower.objects.exists()

    def test_nobody_follows_before_they_said_so_from_their_mailbox(self, client: Client, article: Any, mailbox: Any):
        send(client, article, follows="on")
        assert Follower.objects.get().confirmed_at is None
        client.post(link_in(mailbox, "confirmer"))
        assert Follower.objects.get().confirmed_at

    def test_a_link_that_was_tampered_with_opens_nothing(self, client: Client):
        assert client.get("/conversation/confirmer/abc:def:ghi/").status_code == 404
        assert client.get("/conversation/ne-plus-suivre/abc:def:ghi/").status_code == 404


def shown(page: BeautifulSoup, name: str) -> str:
    field = page.select_one(f"[name={name}]")
    assert field is not None
    return str(field.get("value") or field.get_text().strip("\n"))


def link_in(mailbox: Any, word: str) -> str:
    text = mailbox.messages[-1].get_body(("plain",)).get_content()
    found = next(line for line in text.splitlines() if f"/conversation/{word}/" in line)
    return found.strip().removeprefix("http://localhost:8000").removeprefix("http://localhost")
