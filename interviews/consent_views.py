"""Taking a name out of an interview, in the editorial interface."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from almacms.people.models import Person

from .consent import Plan, may_withdraw, plan_withdrawal, speakers_ever, withdraw_consent
from .forms import WithdrawalForm
from .screens import InterviewScreen
from .withdrawal import Replacement, names_in, texts_of

PLACES = {
    "speakers": gettext_lazy("Speakers"),
    "authorships": gettext_lazy("Authors"),
    "redirects": gettext_lazy("Redirects"),
    "remarks": gettext_lazy("History and comments"),
    "revisions": gettext_lazy("Title of the revisions"),
}


class WithdrawalScreen(InterviewScreen, TemplateView):
    """What both screens share: an interview, and administrators only."""

    header_icon = "user"
    page_title = gettext_lazy("Withdrawal of consent")

    def is_open(self) -> bool:
        return may_withdraw(self.request.user)


class WithdrawalSpeakersView(WithdrawalScreen):
    """Of all who were ever declared, who takes back their consent?"""

    template_name = "interviews/admin/withdrawal_speakers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = speakers_ever(self.interview)
        return {**super().get_context_data(**kwargs), "interview": self.interview, "people": people}


class WithdrawalView(WithdrawalScreen):
    """The words that replace the name, then everything that will change, then the change itself."""

    template_name = "interviews/admin/withdrawal.html"

    @cached_property
    def person(self) -> Person:
        return get_object_or_404(speakers_ever(self.interview), pk=self.kwargs["person_id"])

    def get_form(self) -> WithdrawalForm:
        if self.request.method == "POST":
            return WithdrawalForm(self.request.POST, name=self.person.name)
        row = self.interview.speakers.filter(person=self.person).first()
        others = [str(person) for person in speakers_ever(self.interview) if person != self.person]
        others += [str(person) for person in self.interview.byline if person != self.person]
        initial = {
            "words": row.display_name if row else "",
            "names": "\n".join(names_in(self.person.name, others)),
        }
        return WithdrawalForm(initial=initial, name=self.person.name)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        form = self.get_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        if "confirm" not in request.POST:
            plan = plan_withdrawal(page=self.interview, person=self.person, **form.cleaned_data)
            return self.render_to_response(self.get_context_data(form=form, plan=plan))
        plan = withdraw_consent(page=self.interview, person=self.person, user=request.user, **form.cleaned_data)
        messages.success(request, self.report(plan))
        return redirect("wagtailadmin_pages:edit", self.interview.pk)

    @staticmethod
    def report(plan: Plan) -> str:
        if not plan:
            return _("Nothing was left to replace.")
        count = len(plan)
        return ngettext(
            "The name was replaced in %(count)d place, in the page and its history.",
            "The name was replaced in %(count)d places, in the page and its history.",
            count,
        ) % {"count": count}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"form": self.get_form(), **super().get_context_data(**kwargs)}
        context.update(interview=self.interview, person=self.person)
        if plan := kwargs.get("plan"):
            context["new_slug"] = plan.live["slug"] if plan.live["slug"] != self.interview.slug else ""
            context["changes"] = [
                (_("On the page"), self.described(plan.shown)),
                (_("In its revisions, its history and its comments"), self.described(plan.kept)),
            ]
        return context

    def described(self, replacements: list[Replacement]) -> list[dict[str, Any]]:
        """Each replacement once, with how many times it is made and the name of its place as the editor shows it."""
        return [
            {"place": self.label(one.place), "before": one.before, "after": one.after, "count": count}
            for one, count in texts_of(replacements)
        ]

    def label(self, place: str) -> str:
        if place in PLACES:
            return str(PLACES[place])
        try:
            field = self.interview._meta.get_field(place)
        except FieldDoesNotExist:
            # A revision remembers fields that pages no longer have.
            return place
        return str(getattr(field, "verbose_name", None) or field.related_model._meta.verbose_name_plural)
