"""What readers said on the blog is said here: who, when, in answer to what, and what was decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from almacms.conversation.models import Comment as Kept
from almacms.conversation.models import Thread
from almacms.conversation.services import answer, edit, erase, forget, moderate
from almacms.mail.models import Message
from almacms.wordpress.models import Origin
from almacms.wordpress.threads import source_of
from articles.models import ArticlePage
from tests.builders import make_user

from .blog import INTERVIEW, everything
from .exports import BLOG, Comment, Item

pytestmark = pytest.mark.django_db

ENTRETIENS = ("category", "entretiens", "Entretiens")


def kept(number: int) -> Kept:
    return Kept.objects.get(source=source_of(BLOG, number))


def page_of(number: int) -> Page:
    return Page.objects.get(pk=Origin.objects.get(source="item", key=str(number)).target).specific


def state_of(number: int) -> str:
    return Thread.objects.get(publication=page_of(number).pk).state


def test_comments_come_with_their_author_their_date_and_their_thread(imported):
    said = Comment(1, "Bravo", author="Vincent", email="vincent@exemple.org", date="2014-09-13 10:00:00")
    imported(Item(1, comments=[Comment(2, "Merci !", parent=1, author="Camille", user=1), said]))
    first, second = kept(1), kept(2)

    assert (first.name, first.email, first.text) == ("Vincent", "vincent@exemple.org", "Bravo")
    assert first.created_at == datetime(2014, 9, 13, 10, tzinfo=UTC)
    assert first.thread.publication_id == page_of(1).pk
    assert (second.parent, second.depth, second.is_team, first.is_team) == (first, 1, True, False)


@pytest.mark.parametrize(
    ("approved", "status"),
    [("1", "approved"), ("0", "pending"), ("hold", "pending"), ("spam", "spam"), ("trash", "rejected"),
     ("post-trashed", "rejected"), ("", "spam"), ("n’importe quoi", "spam")],
)  # fmt: skip
def test_what_was_decided_there_is_decided_here(imported, client: Client, approved: str, status: str):
    imported(Item(1, comments=[Comment(1, "Un avis singulier.", approved=approved)]))

    assert kept(1).status == status
    shown = "Un avis singulier." in client.get(page_of(1).url).content.decode()
    assert shown == (status == "approved")


@pytest.mark.parametrize("kind", ["note", "order_note", "action_log"])
def test_what_plugins_and_editors_noted_is_shown_to_nobody(imported, client: Client, kind: str):
    imported(Item(1, comments=[Comment(1, "Un avis singulier.", kind=kind)]))

    assert kept(1).status == "rejected"
    assert "Un avis singulier." not in client.get(page_of(1).url).content.decode()


def test_an_address_that_stands_for_a_name_is_not_shown(imported, client: Client):
    imported(Item(1, creator="jeanne@exemple.org", comments=[Comment(1, "Bravo", author="vincent@exemple.org")]))

    content = client.get(page_of(1).url).content.decode()
    assert "Bravo" in content
    assert "@exemple.org" not in content


def test_closed_threads_stay_closed_and_open_ones_open(imported, client: Client):
    imported(Item(1, comments_open=False, comments=[Comment(1, "Bravo")]), Item(2, comments_open=False), Item(3))

    assert (state_of(1), state_of(2)) == (Thread.State.CLOSED, Thread.State.CLOSED)
    assert not Thread.objects.filter(publication=page_of(3).pk).exists()
    assert "Bravo" in client.get(page_of(1).url).content.decode()


def test_an_interview_that_brings_a_conversation_shows_it(imported):
    heard = Item(1, content=INTERVIEW, terms=[ENTRETIENS], comments=[Comment(1)])
    silent = Item(2, content=INTERVIEW, terms=[ENTRETIENS], comments=[Comment(2, approved="spam")])
    closed = Item(3, content=INTERVIEW, terms=[ENTRETIENS], comments=[Comment(3)], comments_open=False)
    imported(heard, silent, closed)

    assert [state_of(number) for number in (1, 2, 3)] == ["open", "hidden", "closed"]


def test_pingbacks_are_kept_apart(imported, client: Client):
    run = imported(Item(1, comments=[Comment(1), Comment(2, "[…] lien […]", kind="trackback", parent=1)]))

    assert (kept(2).kind, kept(2).parent) == (Kept.Kind.PINGBACK, None)
    assert (run.counts["comments"]["created"], run.counts["pingbacks"]["created"]) == (1, 1)
    assert "[…] lien […]" not in client.get(page_of(1).url).content.decode()


def test_plain_pages_have_no_conversation_and_the_report_says_so(imported):
    run = imported(Item(1, type="page", comments=[Comment(1), Comment(2, kind="pingback")]))

    assert run.counts["comments"]["why"] == run.counts["pingbacks"]["why"] == {"no_conversation": 1}


def test_nothing_doubles_and_what_changed_there_changes_here(imported):
    imported(Item(1, comments=[Comment(1, "Avant", approved="0")]))
    pk = kept(1).pk

    run = imported(Item(1, comments=[Comment(1, "Après"), Comment(2, parent=1)]))

    assert (run.counts["comments"]["updated"], run.counts["comments"]["created"]) == (1, 1)
    assert (kept(1).pk, kept(1).text, kept(1).status, kept(2).parent_id) == (pk, "Après", "approved", pk)
    again = imported(Item(1, comments=[Comment(1, "Après"), Comment(2, parent=1)]))
    assert again.counts["comments"]["unchanged"] == 2


def test_what_was_decided_edited_or_erased_here_stays_so(imported, client: Client):
    moderator = make_user(group="Relecture")
    comments = [Comment(number, f"Avant {number}", email=f"l{number}@exemple.org") for number in (1, 2, 3, 4)]
    imported(Item(1, comments=comments))
    moderate(comments=[kept(1)], status=Kept.Status.REJECTED, user=moderator)
    edit(comment=kept(2), text="Repris ici", user=moderator)
    erase(email="l3@exemple.org", user=moderator)
    said = answer(comment=kept(4), text="Notre réponse", user=moderator)

    after = [Comment(number, f"Après {number}", email=f"l{number}@exemple.org") for number in (1, 2, 3, 4)]
    run = imported(Item(1, comments=after))

    assert [kept(number).text for number in (1, 2, 3, 4)] == ["Avant 1", "Repris ici", "", "Après 4"]
    assert kept(1).status == Kept.Status.REJECTED
    assert Kept.objects.get(pk=said.pk).parent == kept(4)
    assert (run.counts["comments"]["updated"], run.counts["comments"]["why"]) == (1, {"edited_here": 3})


def test_what_was_refused_there_is_not_forgotten_the_day_it_comes(imported):
    imported(Item(1, comments=[Comment(1, approved="spam"), Comment(2, approved="trash"), Comment(3, approved="0")]))
    forget()
    assert Kept.objects.count() == 3

    Kept.objects.update(received_at=timezone.now() - timedelta(days=31))
    forget()
    assert [row.source for row in Kept.objects.exclude(text="")] == [source_of(BLOG, 3)]


def test_what_was_refused_here_does_not_come_back_once_it_is_forgotten(imported, client: Client):
    imported(Item(1, comments=[Comment(1, "Une insulte")]))
    moderate(comments=[kept(1)], status=Kept.Status.REJECTED, user=make_user(group="Relecture"))
    Kept.objects.update(received_at=timezone.now() - timedelta(days=31))
    forget()

    imported(Item(1, comments=[Comment(1, "Une insulte"), Comment(2, "Un avis")]))

    content = client.get(page_of(1).url).content.decode()
    assert "Un avis" in content
    assert "Une insulte" not in content


def test_a_conversation_that_its_editor_closed_here_stays_so(imported):
    imported(Item(1, comments=[Comment(1)]))
    Thread.objects.update(state=Thread.State.HIDDEN)

    imported(Item(1, comments=[Comment(1), Comment(2)]))

    assert state_of(1) == Thread.State.HIDDEN


def test_threads_that_are_tangled_are_made_whole_and_told(imported):
    run = imported(*everything(posts=18))

    assert [kept(number).parent for number in (11, 12, 14)] == [None, None, None]
    assert kept(13).parent == kept(12)
    assert (kept(15).name, kept(15).email, kept(15).text) == ("", "", ("😀 " * 40).strip())
    assert kept(15).created_at == kept(14).created_at
    about = set(run.lines.filter(about__contains="118").values_list("reason", flat=True))
    assert {"comment_cycle", "comment_parent_missing", "twice"} <= about


@pytest.mark.parametrize("date", ["9999-99-99 99:99:99", "2044-01-01 00:00:00", "1402-01-01 00:00:00"])
def test_a_date_that_cannot_be_believed_is_that_of_the_comment_before(imported, date: str):
    run = imported(Item(1, comments=[Comment(1, date="2014-10-01 10:00:00"), Comment(2, date=date)]))

    assert kept(2).created_at == datetime(2014, 10, 1, 10, tzinfo=UTC)
    assert run.lines.get(kind="comments").reason == "absurd_date"


def test_a_comment_that_two_texts_claim_is_of_the_first(imported):
    run = imported(Item(1, comments=[Comment(1, "Une fois")]), Item(2, comments=[Comment(1, "Deux fois"), Comment(2)]))

    assert kept(1).text == "Une fois"
    assert (run.counts["articles"]["created"], run.counts["comments"]["why"]) == (2, {"twice": 1})


def test_comments_of_what_is_left_out_are_counted(imported):
    run = imported(Item(1, status="trash", comments=[Comment(1), Comment(2, kind="pingback")]))

    assert run.counts["comments"]["why"] == run.counts["pingbacks"]["why"] == {"post_left_out": 1}
    assert not Kept.objects.exists()


def test_nobody_is_written_to(imported):
    make_user(group="Relecture", email="relecture@exemple.org")
    imported(Item(1, comments=[Comment(1, approved="0"), Comment(2, parent=1)]))

    assert not Message.objects.exists()


def test_a_rehearsal_counts_what_would_become_of_comments(imported):
    imported(Item(1, comments=[Comment(1, "Avant"), Comment(2)]))

    run = imported(Item(1, comments=[Comment(1, "Après"), Comment(2), Comment(3)]), is_dry=True)

    counts = run.counts["comments"]
    assert (counts["created"], counts["updated"], counts["unchanged"]) == (1, 1, 1)
    assert kept(1).text == "Avant"
    assert Kept.objects.count() == 2
    assert imported(Item(1, comments=[Comment(1, "Après"), Comment(2)])).counts["comments"]["updated"] == 1


def test_a_rehearsal_leaves_out_the_comments_of_what_was_deleted_here(imported):
    imported(Item(1, comments=[Comment(1)]))
    page_of(1).delete()

    run = imported(Item(1, comments=[Comment(1)]), is_dry=True)

    assert run.counts["comments"]["why"] == {"post_left_out": 1}


def test_ten_thousand_comments_on_one_text(imported):
    comments = [Comment(number, parent=number - 1) for number in range(1, 10_001)]

    with CaptureQueriesContext(connection) as asked:
        run = imported(Item(1, comments=comments))

    assert run.counts["comments"]["created"] == Kept.objects.count() == 10_000
    assert len(asked) < 1_000
    assert ArticlePage.objects.count() == 1
