"""What opens nothing is answered in one way, whatever the reason, at the same cost."""

import logging
from typing import Any

import pytest
from django.apps import apps
from django.core import mail, serializers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.log import AdminEmailHandler

from almacms.accounts.models import User
from almacms.sharing.models import SharedDraft
from almacms.sharing.services import revoke
from tests.builders import make_article, make_user
from tests.sharing.share import expire, share

pytestmark = pytest.mark.django_db

MALFORMED = {
    "empty": "",
    "no slash": "x",
    "slashes": "a/b/c/",
    "a line end": "a%0Ab",
    "a last line end": "a%0A",
    "a NUL": "a%00b",
    "no UTF-8": "%ff%fe",
    "other letters": "%C3%A9%E2%80%A6",
    "dots": "../../admin/",
    "very long": "x" * 20_000,
    "a percent sign": "%25%",
}


def closed_addresses() -> dict[str, str]:
    page = make_article(publish=False)
    expired, expired_path = share(page)
    expire(expired)
    revoked, revoked_path = share(page)
    revoke(link=revoked, user=make_user())
    deleted, deleted_path = share(page)
    deleted.delete()
    lost_page = make_article(publish=False)
    _link, lost_path = share(lost_page)
    lost_page.delete()
    _open, open_path = share(page)
    return {
        "unknown": f"/brouillon/{'A' * 43}/",
        "expired": expired_path,
        "revoked": revoked_path,
        "deleted": deleted_path,
        "the page is deleted": lost_path,
        "a letter too many": f"{open_path.rstrip('/')}A/",
        "another case": open_path.swapcase().replace("/BROUILLON/", "/brouillon/"),
        "the hash itself": f"/brouillon/{SharedDraft.objects.get(pk=_open.pk).token_hash}/",
        **{name: f"/brouillon/{secret}" for name, secret in MALFORMED.items()},
    }


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_all_of_them_get_the_same_answer_for_one_query(method: str) -> None:
    answers = {}
    for name, address in closed_addresses().items():
        # Each time another client: no cookie to tell one from the other.
        with CaptureQueriesContext(connection) as queries:
            response = getattr(Client(), method)(address)
        answers[name] = (response.status_code, response.content, sorted(response.headers.items()), len(queries))
    expected = answers["unknown"]
    assert expected[0] == 404
    assert expected[3] == 1
    assert len(answers) > 15
    assert {name for name, answer in answers.items() if answer != expected} == set()


def test_the_answer_says_whom_to_ask_and_carries_the_headers_of_a_private_page(client: Client) -> None:
    response = client.get("/brouillon/inconnu/")
    content = response.content.decode()
    assert "almacms/css/site.css" in content
    assert '<meta name="robots" content="noindex">' in content
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_link_closes_when_its_maker_leaves(client: Client) -> None:
    link, path = share(make_article(publish=False))
    assert client.get(path).status_code == 200

    User.objects.filter(pk__in=[link.created_by_id]).update(is_active=False)

    assert client.get(path).status_code == 404


def test_a_copy_of_the_database_opens_nothing(client: Client) -> None:
    _link, path = share(make_article(publish=False))
    secret = path.split("/")[2]
    client.get(path)
    copy = "".join(serializers.serialize("json", model._base_manager.all()) for model in apps.get_models())
    assert _link.token_hash in copy
    assert secret not in copy


class TestWhatIsWritten:
    @pytest.mark.parametrize("method", ["get", "post", "put", "options", "delete"])
    def test_the_logs_do_not_hold_the_secret(
        self, client: Client, caplog: pytest.LogCaptureFixture, method: str
    ) -> None:
        link, path = share(make_article(publish=False))
        expire(link)
        with caplog.at_level(logging.DEBUG):
            getattr(client, method)(path)
        assert "/brouillon/***/" in caplog.text
        assert path.split("/")[2] not in caplog.text

    def test_an_answer_to_a_form_too_big_is_as_private(self, settings: Any) -> None:
        settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
        _link, path = share(make_article(publish=False), comments_allowed=True)
        response = Client(raise_request_exception=False).post(path, {"name": "a", "text": "b", "passage": "c"})
        assert response.status_code == 400
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]

    def test_neither_do_the_mails_that_tell_of_errors(self, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        settings.ADMINS = [("Admin", "admin@example.org")]
        _link, path = share(make_article(publish=False))
        secret = path.split("/")[2]

        def broken(*_args: object, **_options: object) -> bytes:
            raise RuntimeError("broken")

        monkeypatch.setattr("almacms.sharing.views.reading.draw_draft", broken)
        # The report that tells the most.
        mailed = AdminEmailHandler(include_html=True, email_backend=settings.EMAIL_BACKEND)
        monkeypatch.setattr(logging.getLogger("django.request"), "handlers", [mailed])
        client = Client(raise_request_exception=False)
        response = client.get(path, headers={"referer": f"http://testserver{path}"}, REQUEST_URI=path, RAW_URI=path)
        assert response.status_code == 500
        assert "no-store" in response["Cache-Control"]
        (report,) = mail.outbox
        everything = str(report.message())
        assert "broken" in everything
        assert "brouillon/***" in everything
        assert secret not in everything
