"""Wagtail's screens on which decisions are taken, saying what became of each."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, TaskState

from .decisions import Refused, check_shown
from .history import HistoryView
from .locks import hold
from .models import ReviewTaskState


class DecidingEditView(EditView):
    """The editor, from which a decision saves what the tab holds."""

    decided_state: TaskState | None = None
    refusal: Refused | None = None

    def form_valid(self, form: WagtailAdminPageForm) -> HttpResponse:
        """Save and decide while nobody else does.

        Raises:
            decisions.Refused: what was asked for is not done; what was typed with a decision is kept all the same.
        """
        with transaction.atomic():
            # An approval may have put the page online since it was read: saved as an offline page, it would be again.
            self.page.live = hold(self.page.pk).live
            response = super().form_valid(form)
        if self.refusal:
            raise self.refusal
        return response

    def perform_workflow_action(self) -> HttpResponse:
        """Decide about what the tab shows.

        Raises:
            decisions.Refused: somebody saved the page since the tab was opened; saving it now would bring back an older
                text.
        """
        check_shown(shown="older" if self.is_out_of_date else "latest", current="latest")
        self.decided_state = self.page.current_workflow_task_state
        try:
            return super().perform_workflow_action()
        except Refused as refusal:
            # The decision undid itself; what the tab held was saved before it.
            self.refusal = refusal
            return self.redirect_and_remain()

    def add_save_confirmation_message(self) -> None:
        if self.decided_state is None:
            super().add_save_confirmation_message()
        else:
            tell_what_became_of(self.request, self.page, self.decided_state)


class DecidingView(WorkflowActionView):
    """A decision taken from the dashboard."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = super().post(request, *args, **kwargs)
        tell_what_became_of(request, self.object, self.task_state)
        return response


def tell_what_became_of(request: HttpRequest, page: Page, decided: TaskState) -> None:
    """A message to whoever has just decided; nothing when the decision was not taken, as with a form in error."""
    if not isinstance(decided, ReviewTaskState):
        return
    state = ReviewTaskState.objects.get(pk=decided.pk)
    page = Page.objects.get(pk=page.pk)
    title = {"title": page.get_admin_display_title()}
    if state.status == TaskState.STATUS_REJECTED:
        messages.success(request, _("“%(title)s” is back with its authors, with your reasons.") % title)
    elif state.status == TaskState.STATUS_APPROVED and page.workflow_in_progress:
        messages.success(request, _("Your approval of “%(title)s” is recorded: it goes on to the next step.") % title)
    elif state.status == TaskState.STATUS_APPROVED and page.approved_schedule:
        messages.success(request, _("“%(title)s” is approved, and will go live at its hour.") % title)
    elif state.status == TaskState.STATUS_APPROVED:
        live = messages.button(page.url, _("View live"), new_window=False)
        messages.success(request, _("“%(title)s” is approved, and online.") % title, buttons=[live])
    elif state.approvals.filter(user=request.user, digest=state.current_digest).exists():
        missing = state.task.specific.required_approvals - state.standing_approvals().count()
        sentence = ngettext(
            "Your approval of “%(title)s” is recorded: %(missing)d more is needed.",
            "Your approval of “%(title)s” is recorded: %(missing)d more are needed.",
            missing,
        )
        messages.success(request, sentence % {**title, "missing": missing})


class PagesViewSet(PageViewSet):
    """Wagtail's screens of a page, with ours where a decision is taken and where its history is told."""

    edit_view_class = DecidingEditView
    history_view_class = HistoryView
    workflow_action_view_class = DecidingView


pages_viewset = PagesViewSet()
