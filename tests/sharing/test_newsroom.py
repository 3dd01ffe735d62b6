"""Who shares a draft, how, and what the newsroom knows of it afterwards."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry as log_actions
from wagtail.models import GroupPagePermission, Page, PageLogEntry

from almacms.operations.jobs import periodic_jobs
from almacms.sharing.forms import end_of
from almacms.sharing.models import LONGEST_LIFETIME, SharedDraft
from almacms.sharing.services import KEPT_AFTER_DEATH, REVOKED, SHARED, purge_dead_links, revoke
from almacms.workflow.models import ReviewSettings
from tests.builders import make_article, make_user
from tests.sharing.share import expire, share

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client: Client) -> Any:
    """Somebody signed in who may edit any page."""
    user = make_user("redaction")
    client.force_login(user)
    return user


def sharing_of(page: Page) -> str:
    return reverse("sharing_page", args=[page.pk])


def asked(**fields: str) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=5)
    return {"revision": "", "recipient": "Nadia", "until": day.strftime("%d/%m/%Y"), **fields}


class TestMakingALink:
    def test_its_address_is_shown_once_and_opens_the_draft(self, client: Client, writer: Any) -> None:
        page = make_article(title="Un titre", publish=False)
        response = client.post(sharing_of(page), asked(comments_allowed="on"))
        address = response.context["made_address"]
        link = SharedDraft.objects.get()
        assert (link.page_id, link.revision, link.created_by) == (page.pk, None, writer)
        assert link.comments_allowed
        assert address in response.content.decode()
        assert "Un titre" in Client().get(urlsplit(address).path).content.decode()
        assert address.split("/")[-1] not in client.get(sharing_of(page)).content.decode()

    def test_it_lasts_as_long_as_the_settings_say_unless_told_otherwise(self, client: Client, writer: Any) -> None:
        ReviewSettings.objects.update_or_create(pk=1, defaults={"link_lifetime": 9})
        page = make_article(publish=False)
        form = client.get(sharing_of(page)).context["form"]
        assert form["until"].value() == timezone.localdate() + timedelta(days=9)
        client.post(sharing_of(page), asked())
        assert SharedDraft.objects.get().expires_at == end_of(timezone.localdate() + timedelta(days=5))

    def test_one_revision_is_chosen_among_those_of_the_page(self, client: Client, writer: Any) -> None:
        page, other = make_article(publish=False), make_article(publish=False)
        refused = client.post(sharing_of(page), asked(revision=str(other.latest_revision_id)))
        assert "revision" in refused.context["form"].errors
        client.post(sharing_of(page), asked(revision=str(page.latest_revision_id)))
        assert SharedDraft.objects.get().revision_id == page.latest_revision_id

    @pytest.mark.parametrize(
        ("field", "value"),
        [("recipient", ""), ("recipient", " "), ("recipient", "x" * 201), ("until", ""), ("until", "hier")],
    )
    def test_what_is_missing_is_said_beside_the_field(
        self, client: Client, writer: Any, field: str, value: str
    ) -> None:
        response = client.post(sharing_of(make_article(publish=False)), asked(**{field: value}))
        assert list(response.context["form"].errors) == [field]
        assert not SharedDraft.objects.exists()

    @pytest.mark.parametrize(("days", "is_open"), [(-1, False), (0, True), (LONGEST_LIFETIME, True), (366, False)])
    def test_it_ends_within_a_year(self, client: Client, writer: Any, days: int, is_open: bool) -> None:
        until = (timezone.localdate() + timedelta(days=days)).strftime("%d/%m/%Y")
        client.post(sharing_of(make_article(publish=False)), asked(until=until))
        assert SharedDraft.objects.exists() is is_open

    def test_the_database_keeps_its_rules(self) -> None:
        page, other = make_article(publish=False), make_article(publish=False)
        with pytest.raises(ValidationError):
            share(page, revision=other.latest_revision)
        with pytest.raises(IntegrityError), transaction.atomic():
            share(page, expires_at=timezone.now() - timedelta(days=1))
        link, _path = share(page)
        with pytest.raises(IntegrityError), transaction.atomic():
            SharedDraft.objects.filter(pk=link.pk).update(recipient="")


class TestWhoMay:
    def test_only_those_who_may_edit_the_page(self, client: Client) -> None:
        page = make_article(publish=False)
        link, path = share(page)
        outsider = make_user()
        outsider.groups.clear()
        client.force_login(outsider)
        revoking = reverse("sharing_revoke", args=[page.pk, link.pk])
        for address in (sharing_of(page), revoking):
            assert client.get(address).status_code == 302
            assert client.post(address, asked()).status_code == 302
        assert SharedDraft.objects.count() == 1
        assert Client().get(path).status_code == 200

    def test_a_link_is_closed_from_its_own_page_only(self, client: Client, writer: Any) -> None:
        link, _path = share(make_article(publish=False))
        other = make_article(publish=False)
        assert client.post(reverse("sharing_revoke", args=[other.pk, link.pk])).status_code == 404

    def test_the_editor_leads_there(self, client: Client, writer: Any) -> None:
        page = make_article(publish=False)
        assert sharing_of(page) in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


class TestClosing:
    def test_it_is_asked_first_and_done_by_a_post(self, client: Client, writer: Any) -> None:
        page = make_article(publish=False)
        link, path = share(page)
        address = reverse("sharing_revoke", args=[page.pk, link.pk])
        assert client.get(address).status_code == 200
        assert Client().get(path).status_code == 200
        assert client.post(address)["Location"] == sharing_of(page)
        assert Client().get(path).status_code == 404

    def test_the_history_tells_of_both_once(self, client: Client) -> None:
        link, _path = share(make_article(publish=False), recipient="Nadia")
        for _ in range(2):
            revoke(link=link, user=make_user())
        entries = PageLogEntry.objects.filter(page=link.page_id, action__in=[SHARED, REVOKED]).order_by("pk")
        assert [entry.action for entry in entries] == [SHARED, REVOKED]
        for entry in entries:
            assert log_actions.action_exists(entry.action)
            assert "Nadia" in entry.formatter.format_message(entry)

    def test_the_states_of_a_link(self) -> None:
        page = make_article(publish=False)
        (opened, _), (expired, _), (revoked, _) = share(page), share(page), share(page)
        expire(expired)
        revoke(link=revoked, user=make_user())
        states = [SharedDraft.objects.get(pk=link.pk).state for link in (opened, expired, revoked)]
        assert states == ["open", "expired", "revoked"]


class TestReport:
    def test_it_lists_what_is_open_on_the_pages_that_one_may_edit(self, client: Client, writer: Any) -> None:
        page = make_article(title="Le verger", publish=False)
        (closed, _), (_open, _) = share(page, recipient="Fermée"), share(page, recipient="Ouverte")
        revoke(link=closed, user=writer)
        content = client.get(reverse("sharing_report")).content.decode()
        assert "Ouverte" in content
        assert "Fermée" not in content
        GroupPagePermission.objects.filter(group__in=writer.groups.all()).delete()
        assert client.get(reverse("sharing_report")).status_code in {200, 302}
        assert "Ouverte" not in client.get(reverse("sharing_report")).content.decode()

    def test_it_is_filtered_and_exported(self, client: Client, writer: Any) -> None:
        page = make_article(title="Le verger", publish=False)
        for recipient in ("Nadia", "Comité"):
            share(page, recipient=recipient)
        assert "Comité" not in client.get(reverse("sharing_report"), {"recipient": "nad"}).content.decode()
        exported = client.get(reverse("sharing_report"), {"export": "csv"})
        text = exported.getvalue().decode()
        assert "Le verger" in text
        assert "Comité" in text

    @pytest.mark.parametrize("place", ["report", "page"])
    def test_more_links_cost_no_more_queries(self, client: Client, writer: Any, place: str) -> None:
        page = make_article(publish=False)
        address = reverse("sharing_report") if place == "report" else sharing_of(page)
        counts = []
        for _ in range(2):
            for _ in range(3):
                share(page, revision=page.latest_revision)
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestForgetting:
    def test_links_closed_for_long_are_forgotten(self) -> None:
        page = make_article(publish=False)
        (kept, _), (expired, _), (revoked, _), (recent, _) = (share(page) for _ in range(4))
        long_ago = timezone.now() - KEPT_AFTER_DEATH - timedelta(days=1)
        SharedDraft.objects.filter(pk=expired.pk).update(created_at=long_ago - timedelta(days=9), expires_at=long_ago)
        SharedDraft.objects.filter(pk=revoked.pk).update(revoked_at=long_ago)
        expire(recent)
        call_command("purge_shared_drafts", verbosity=0)
        assert set(SharedDraft.objects.all()) == {kept, recent}

    def test_the_scheduler_does_it(self) -> None:
        assert purge_dead_links in [job.run for job in periodic_jobs()]
