"""Interviews in the editorial interface."""

from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_filters import ModelMultipleChoiceFilter
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry, Page

from almacms.people.models import Person
from almacms.publications.viewsets import PublicationFilterSet, PublicationListingViewSet

from .agreement.admin import AgreementView, agreement_buttons
from .agreement.log import register_agreement_actions
from .agreement.reminders import remind_speakers
from .consent import LOG_ACTION, may_withdraw
from .consent_views import WithdrawalSpeakersView, WithdrawalView
from .exports.admin import admin_urls, header_buttons
from .import_admin import IMPORT, InterviewListView, import_buttons, import_urls
from .import_views import list_for
from .models import InterviewPage
from .speaker_views import last_role


class InterviewFilterSet(PublicationFilterSet):
    """Filters of the list of interviews: those of any publication, and who speaks."""

    speaker = ModelMultipleChoiceFilter(
        label=_("Speaker"),
        field_name="speakers__person",
        queryset=Person.objects.filter(interviews_given__isnull=False).distinct(),
        widget=CheckboxSelectMultiple,
    )

    class Meta(PublicationFilterSet.Meta):
        model = InterviewPage


class InterviewListingViewSet(PublicationListingViewSet):
    """Every interview, whatever its state."""

    model = InterviewPage
    icon = "openquote"
    menu_label = _("Interviews")
    menu_order = 120
    filterset_class = InterviewFilterSet
    index_view_class = InterviewListView


@hooks.register("register_admin_viewset")
def register_interviews() -> InterviewListingViewSet:
    return InterviewListingViewSet("interviews")


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    withdrawal = "interviews/<int:page_id>/withdrawal/"
    return [
        path("interviews/last-role/", last_role, name="interviews_last_role"),
        path(withdrawal, WithdrawalSpeakersView.as_view(), name="interviews_withdrawal_speakers"),
        path(f"{withdrawal}<int:person_id>/", WithdrawalView.as_view(), name="interviews_withdrawal"),
        path("interviews/<int:page_id>/agreement/", AgreementView.as_view(), name="interviews_agreement"),
        *admin_urls(),
        *import_urls(),
    ]


hooks.register("collect_review_reminders", remind_speakers)


@hooks.register("register_page_header_buttons")
def offer_agreement(page: Page, user: AbstractUser, **_others: object) -> Iterator[Button]:
    """Where the speakers stand."""
    yield from agreement_buttons(page, user)


@hooks.register("register_page_header_buttons")
def offer_withdrawal(page: Page, user: AbstractUser, **_others: object) -> Iterator[Button]:
    """Among what may be done with an interview, for administrators."""
    if issubclass(page.specific_class, InterviewPage) and may_withdraw(user):
        address = reverse("interviews_withdrawal_speakers", args=[page.pk])
        yield Button(_("Withdrawal of consent"), address, icon_name="user", priority=68)


@hooks.register("register_page_header_buttons")
def offer_files(page: Page, user: AbstractUser, **_others: object) -> Iterator[Button]:
    """The interview as a file, and a corrected one back."""
    yield from header_buttons(page, user)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def offer_import(page: Page, user: AbstractUser, **_others: object) -> Iterator[Button]:
    """Beside what may be added to the list of interviews."""
    yield from import_buttons(page, user)


@hooks.register("construct_write_panel")
def offer_import_on_the_dashboard(request: HttpRequest, links: list[dict[str, str]]) -> None:
    """A third way to write something new."""
    if list_for(request.user):
        links.append({"label": str(IMPORT), "url": reverse("interviews_import")})


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    register_agreement_actions(actions)

    @actions.register_action(LOG_ACTION)
    class WithdrawalFormatter(LogFormatter):
        """Says that a name was withdrawn, never which."""

        label = _("Withdraw consent")

        def format_message(self, log_entry: ModelLogEntry) -> str:
            count = log_entry.data.get("replacements", 0)
            return ngettext(
                "Consent withdrawn: a name was replaced in %(count)d place",
                "Consent withdrawn: a name was replaced in %(count)d places",
                count,
            ) % {"count": count}
