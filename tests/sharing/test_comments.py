"""What readers of a draft say, and where the newsroom reads it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Comment, PageLogEntry

from almacms.sharing.models import ReaderComment
from almacms.sharing.passages import WHOLE_TEXT, passages
from almacms.sharing.services import MOST_COMMENTS, READERS
from almacms.workflow.outsiders import LONGEST_SAVE, reader_commented, service_account
from tests.builders import make_article, make_image, make_interview, make_person, make_user
from tests.public_site import article_body, interview_body
from tests.sharing.share import share

pytestmark = pytest.mark.django_db


def say(path: str, **fields: str) -> Any:
    return Client(enforce_csrf_checks=True).post(
        path, {"name": "Nadia", "passage": "", "text": "C’est clair.", **fields}
    )


def draft(title: str = "Un titre") -> Any:
    body = [("heading", {"text": "D’abord", "level": "2"}), ("paragraph", "<p>Nous décidons ensemble.</p>")]
    return make_article(title=title, body=body, publish=False)


class TestWhereItArrives:
    def test_a_comment_on_a_passage_is_on_the_block(self) -> None:
        page = draft()
        _link, path = share(page, comments_allowed=True)
        paragraph = page.body[1]
        response = say(path, passage=f"body.{paragraph.id}", text="Qui décide ?")
        assert response.status_code == 302
        comment = Comment.objects.get()
        assert comment.page_id == page.pk
        assert comment.contentpath == f"body.{paragraph.id}"
        assert comment.text.startswith("Nadia")
        assert comment.text.endswith("Qui décide ?")

    def test_a_comment_on_the_whole_text_is_on_the_title(self) -> None:
        _link, path = share(draft(), comments_allowed=True)
        say(path)
        assert Comment.objects.get().contentpath == WHOLE_TEXT

    def test_a_passage_that_is_no_longer_in_the_draft_is_quoted(self) -> None:
        page = draft()
        _link, path = share(page, revision=page.latest_revision, comments_allowed=True)
        gone = page.body[1].id
        page.body = [("paragraph", "<p>Tout autre chose.</p>")]
        page.save_revision()
        assert say(path, passage=f"body.{gone}").status_code == 302
        comment = Comment.objects.get()
        assert comment.contentpath == WHOLE_TEXT
        assert "Nous décidons ensemble." in comment.text

    def test_it_survives_what_an_editor_was_saving_meanwhile(self) -> None:
        page = draft()
        _link, path = share(page, comments_allowed=True)
        read_before = page.get_latest_revision_as_object()
        assert list(read_before.wagtail_admin_comments.all()) == []
        say(path)
        read_before.save_revision()
        page.get_latest_revision_as_object().save_revision().publish()
        comment = Comment.objects.get()
        comment.save()
        assert list(page.get_latest_revision_as_object().wagtail_admin_comments.all()) == [comment]

    def test_an_editor_may_delete_it(self) -> None:
        page = draft()
        _link, path = share(page, comments_allowed=True)
        say(path)
        Comment.objects.update(created_at=timezone.now() - 2 * LONGEST_SAVE)
        read_after = page.get_latest_revision_as_object()
        read_after.wagtail_admin_comments.clear()
        read_after.save_revision()
        assert not Comment.objects.exists()
        assert ReaderComment.objects.get().comment is None

    @pytest.mark.parametrize("kind", ["article", "interview"])
    def test_every_passage_that_is_offered_is_one_that_the_editor_knows(self, kind: str) -> None:
        image = make_image()
        people = [make_person() for _ in range(6)]
        page = (
            make_article(publish=False, body=article_body(image, ("1", "2")))
            if kind == "article"
            else make_interview(publish=False, speakers=people, body=interview_body(people, image))
        )
        found = passages(page)
        assert len(found) >= 6
        assert all(passage.extract for passage in found)
        assert all(Comment(contentpath=passage.path).has_valid_contentpath(page) for passage in found)

    def test_the_account_that_signs_it_opens_nothing(self) -> None:
        account = service_account(READERS)
        assert account == service_account(READERS)
        assert account.get_full_name() == READERS
        assert not account.is_active
        assert not account.has_usable_password()
        assert not account.email
        account.full_clean(exclude=["username"])

    def test_the_history_tells_of_it(self) -> None:
        page = draft()
        _link, path = share(page, comments_allowed=True)
        say(path)
        entry = PageLogEntry.objects.get(page=page.pk, action="wagtail.comments.create")
        assert entry.user == service_account(READERS)

    def test_the_rest_of_the_site_is_told(self, django_capture_on_commit_callbacks: Any) -> None:
        maker, told = make_user(), []

        def listen(**event: Any) -> None:
            told.append(event)

        page = draft()
        _link, path = share(page, comments_allowed=True, user=maker)
        reader_commented.connect(listen)
        with django_capture_on_commit_callbacks(execute=True):
            say(path)
        reader_commented.disconnect(listen)
        (event,) = told
        assert (event["page"], event["comment"], event["link_maker"]) == (page, Comment.objects.get(), maker)


class TestForm:
    def test_it_is_there_only_where_comments_are_allowed(self, client: Client) -> None:
        page = draft()
        for allowed in (True, False):
            _link, path = share(page, comments_allowed=allowed)
            assert ('<form method="post"' in client.get(path).content.decode()) is allowed
        assert say(path).status_code == 405
        assert not Comment.objects.exists()

    def test_it_asks_for_no_cookie_and_no_token(self, client: Client) -> None:
        _link, path = share(draft(), comments_allowed=True)
        assert "csrf" not in client.get(path).content.decode()
        response = say(path)
        assert response.status_code == 302
        assert not response.cookies
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "no-referrer"

    def test_what_was_sent_is_thanked_for_after_a_redirect(self, client: Client) -> None:
        _link, path = share(draft(), comments_allowed=True)
        response = say(path)
        content = client.get(f"{path}{response['Location']}").content.decode()
        assert 'class="draft-thanks"' in content
        assert 'class="draft-thanks"' not in client.get(path).content.decode()

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("name", "x" * 81),
            ("name", "a\0b"),
            ("text", ""),
            ("text", "   "),
            ("text", "x" * 5001),
            ("passage", "body.inconnu"),
            ("passage", "slug"),
        ],
    )
    def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(self, field: str, value: str) -> None:
        _link, path = share(draft(), comments_allowed=True)
        sent = {"name": "Nadia", "text": "Un long commentaire."}
        response = say(path, **{**sent, field: value})
        content = response.content.decode()
        assert response.status_code == 200
        assert content.count('class="errorlist"') == 1
        assert f'id="id_{field}_error"' in content
        assert all(kept in content for name, kept in sent.items() if name != field)
        assert not Comment.objects.exists()

    def test_markup_is_shown_as_it_was_typed(self) -> None:
        _link, path = share(draft(), comments_allowed=True)
        content = say(path, name="<script>", text="").content.decode()
        assert "<script>" not in content.partition('class="draft-comment"')[2]

    def test_one_link_brings_so_many_comments_in_an_hour(self) -> None:
        page = draft()
        link, path = share(page, comments_allowed=True)
        for _ in range(MOST_COMMENTS):
            assert say(path).status_code == 302
        refused = say(path, text="Celui de trop.")
        assert refused.status_code == 429
        assert "Celui de trop." in refused.content.decode()
        assert Comment.objects.count() == MOST_COMMENTS
        _other, other_path = share(page, comments_allowed=True)
        assert say(other_path).status_code == 302
        ReaderComment.objects.filter(link=link).update(made_at=timezone.now() - timedelta(hours=1, seconds=1))
        assert say(path).status_code == 302
