"""The speakers' agreement in the editorial interface: where each stands, and what may be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from almacms.accounts.models import User

from ..models import InterviewPage
from . import desk
from .forms import AddressForm, ReasonForm
from .models import SpeakerAgreement, SpeakersAgreementTaskState
from .rounds import rows_for, running
from .rules import concerned
from .standing import Row, rows_of

TITLE = gettext_lazy("Agreement of the speakers")


class AgreementView(WagtailAdminTemplateMixin, TemplateView):
    """The table of an interview's speakers, for whoever may edit it."""

    template_name = "interviews/agreement/admin.html"
    header_icon = "user"
    page_title = TITLE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.interview.alias_of_id or not self.interview.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def user(self) -> User:
        # The editorial interface lets nobody else in.
        return cast(User, self.request.user)

    @cached_property
    def interview(self) -> InterviewPage:
        return get_object_or_404(InterviewPage, pk=self.kwargs["page_id"])

    @cached_property
    def state(self) -> SpeakersAgreementTaskState | None:
        """The round under way."""
        return running(self.interview)

    @cached_property
    def rows(self) -> list[Row]:
        return rows_of(self.interview, self.state)

    def get_page_subtitle(self) -> str:
        return self.interview.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("interviews:index"), "label": _("Interviews")},
            {
                "url": reverse("wagtailadmin_pages:edit", args=[self.interview.pk]),
                "label": self.interview.get_admin_display_title(),
            },
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        refused: BaseForm | None = kwargs.pop("refused", None)
        person = kwargs.pop("person", None)
        rows = []
        for row in self.rows:
            is_refused = refused is not None and person == row.agreement.person_id
            address = refused if is_refused and isinstance(refused, AddressForm) else None
            reason = refused if is_refused and isinstance(refused, ReasonForm) else None
            prefix = f"speaker-{row.agreement.person_id}"
            rows.append(
                {
                    "row": row,
                    "address": address or AddressForm(instance=row.agreement, auto_id=f"{prefix}-%s"),
                    "reason": reason or ReasonForm(auto_id=f"{prefix}-%s"),
                    "is_open": reason is not None,
                }
            )
        step = refused if refused is not None and person is None else None
        return {
            **super().get_context_data(**kwargs),
            "interview": self.interview,
            "state": self.state,
            "rows": rows,
            "without_address": [row for row in self.rows if row.is_asked and not row.agreement.email],
            "is_over": bool(self.rows) and all(row.is_settled for row in self.rows),
            "step": step or ReasonForm(auto_id="step-%s"),
            "step_is_open": step is not None,
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        actions: dict[str, Callable[[SpeakerAgreement], HttpResponse | None]] = {
            "send": self.send,
            "revoke": self.revoke,
            "address": self.change_address,
            "set_aside": self.set_aside,
            "ask": self.ask,
        }
        action = request.POST.get("action", "")
        try:
            if action == "step":
                response = self.set_step_aside()
            elif action in actions:
                response = actions[action](self.agreement())
            else:
                raise Http404
        except desk.NotNow:
            messages.warning(request, _("Things have changed since you opened this page: nothing was done."))
            response = None
        return response or redirect("interviews_agreement", self.interview.pk)

    def agreement(self) -> SpeakerAgreement:
        """The speaker that the form is about.

        Raises:
            Http404: the draft has no such speaker.
        """
        said = concerned(self.interview.get_latest_revision().content)
        person = self.request.POST.get("person", "")
        if not person.isdecimal() or int(person) not in said:
            raise Http404
        return rows_for(self.interview, said)[int(person)]

    def send(self, agreement: SpeakerAgreement) -> None:
        desk.send_again(agreement=agreement, user=self.user)
        messages.success(self.request, _("Letter sent to %(name)s.") % {"name": agreement.person.name})

    def revoke(self, agreement: SpeakerAgreement) -> None:
        desk.revoke(agreement=agreement, user=self.user)
        messages.success(
            self.request, _("The link of %(name)s opens nothing any more.") % {"name": agreement.person.name}
        )

    def ask(self, agreement: SpeakerAgreement) -> None:
        desk.ask_after_all(agreement=agreement, user=self.user)
        messages.success(self.request, _("%(name)s is no longer set aside.") % {"name": agreement.person.name})

    def change_address(self, agreement: SpeakerAgreement) -> HttpResponse | None:
        form = AddressForm(
            self.request.POST,
            instance=SpeakerAgreement(page=agreement.page, person=agreement.person),
            auto_id=f"speaker-{agreement.person_id}-%s",
        )
        if not form.is_valid():
            return self.refuse(form, agreement.person_id)
        email = form.cleaned_data["email"]
        desk.change_address(agreement=agreement, email=email, user=self.user)
        messages.success(self.request, _("The address of %(name)s is noted.") % {"name": agreement.person.name})
        return None

    def set_aside(self, agreement: SpeakerAgreement) -> HttpResponse | None:
        form = ReasonForm(self.request.POST, auto_id=f"speaker-{agreement.person_id}-%s")
        if not form.is_valid():
            return self.refuse(form, agreement.person_id)
        reason = form.cleaned_data["reason"]
        desk.set_aside(agreement=agreement, reason=reason, user=self.user)
        messages.success(self.request, _("%(name)s is set aside.") % {"name": agreement.person.name})
        return None

    def set_step_aside(self) -> HttpResponse | None:
        form = ReasonForm(self.request.POST, auto_id="step-%s")
        if not form.is_valid():
            return self.refuse(form)
        desk.set_step_aside(page=self.interview, reason=form.cleaned_data["reason"], user=self.user)
        messages.success(self.request, _("The step is set aside: the page goes on."))
        return None

    def refuse(self, form: BaseForm, person: int | None = None) -> HttpResponse:
        return self.render_to_response(self.get_context_data(refused=form, person=person), status=422)


def agreement_buttons(page: Page, user: AbstractUser) -> Iterator[Button]:
    """Among what may be done with an interview, for whoever may edit it."""
    is_interview = issubclass(page.specific_class, InterviewPage) and not page.alias_of_id
    if is_interview and page.permissions_for_user(user).can_edit():
        yield Button(TITLE, reverse("interviews_agreement", args=[page.pk]), icon_name="user", priority=66)
