"""One screen to look after a running review: its deadline, who is expected, and going back on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from .assignments import assign, may_organise, may_withdraw, take_back, withdraw
from .deadlines import set_deadline
from .desk_forms import DeadlineForm, ExpectedForm, WithdrawForm
from .screens import PageScreen
from .standing import Standing, standing_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


class ReviewView(PageScreen, TemplateView):
    """Each form posts its own name as `do`; what one may not do is not shown, nor obeyed."""

    template_name = "workflow/admin/review.html"
    page_title = gettext_lazy("Look after the review")
    header_icon = "tasks"
    standing: Standing
    user: AbstractUser

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        standing = standing_of(self.page)
        if standing is None:
            messages.warning(request, _("“%(title)s” is not in review.") % {"title": self.title})
            return redirect(self.edit_address)
        self.standing, self.user = standing, cast("AbstractUser", request.user)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def forms(self) -> dict[str, Form]:
        """What this person may do now; what they sent is in the one they sent."""
        standing, user = self.standing, self.user
        forms: dict[str, Form] = {}
        if may_organise(user, standing):
            forms["deadline"] = DeadlineForm(self._sent("deadline"), initial={"day": standing.deadline})
            if standing.is_review and not standing.is_sent_back:
                initial = {"people": [one.pk for one in standing.assigned]}
                forms["expected"] = ExpectedForm(self._sent("expected"), initial=initial, standing=standing)
        if standing.is_review and not standing.is_sent_back and any(one.user.pk == user.pk for one in standing.said):
            forms["take_back"] = Form(self._sent("take_back"))
        if may_withdraw(user, standing):
            forms["withdraw"] = WithdrawForm(self._sent("withdraw"))
        return forms

    def _sent(self, name: str) -> Any:
        return self.request.POST if self.request.POST.get("do") == name else None

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Do what was asked, or show the form again beside what is wrong with it."""
        name = request.POST.get("do", "")
        form = self.forms.get(name)
        if form is None:
            raise PermissionDenied
        if not form.is_valid():
            return self.render_to_response(self.get_context_data())
        messages.success(request, getattr(self, f"do_{name}")(form))
        return redirect(self.edit_address if name == "withdraw" else request.path)

    def do_deadline(self, form: Form) -> str:
        day = form.cleaned_data["day"]
        set_deadline(page=self.page, day=day, user=self.user)
        return _("The deadline is set.") if day else _("There is no deadline any more.")

    def do_expected(self, form: Form) -> str:
        assign(standing=self.standing, people=form.cleaned_data["people"], user=self.user)
        return _("It is noted who is expected.")

    def do_take_back(self, _form: Form) -> str:
        take_back(standing=self.standing, user=self.user)
        return _("Your approval is taken back.")

    def do_withdraw(self, form: Form) -> str:
        withdraw(standing=self.standing, user=self.user, reason=form.cleaned_data["reason"])
        return _("“%(title)s” is withdrawn from review.") % {"title": self.title}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        media = sum((form.media for form in self.forms.values()), context.get("media") or Form().media)
        return {
            **context,
            "page": self.page,
            "standing": self.standing,
            "forms": self.forms,
            "edit_address": self.edit_address,
            "media": media,
        }
