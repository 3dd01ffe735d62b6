"""Bringing a corrected document back: send it, see what it changes, save what is taken as a new draft."""

from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from ..models import InterviewPage
from ..screens import InterviewScreen
from .access import is_locked_for
from .changes import ORDER
from .document import Corrected
from .forms import CorrectedForm
from .presentation import REASONS, rows_of
from .services import ChangedSinceReviewError, NotThisPageError, Review, bring_back, review

SALT = "interviews.exports.corrected"


class CorrectedView(InterviewScreen, TemplateView):
    """The document waits in the form between the review and the confirmation, signed: nothing is kept of one that is
    given up."""

    template_name = "interviews/admin/corrected.html"
    page_title = gettext_lazy("Bring back a corrected document")
    header_icon = "doc-full"

    @cached_property
    def draft(self) -> InterviewPage:
        return self.interview.get_latest_revision_as_object()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "form": CorrectedForm(page=self.draft),
            "interview": self.interview,
            "is_locked": is_locked_for(self.request, self.interview),
            "editor": self.edit_address,
            **super().get_context_data(**kwargs),
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        if is_locked_for(request, self.interview):
            return self.render_to_response(self.get_context_data())
        if "waiting" in request.POST:
            return self.confirm(request)
        form = CorrectedForm(request.POST, request.FILES, page=self.draft)
        if form.is_valid():
            return self.show(form.corrected, form.review)
        return self.render_to_response(self.get_context_data(form=form))

    def show(self, corrected: Corrected, found: Review, **more: Any) -> HttpResponseBase:
        """What the document changes."""
        waiting = signing.dumps([self.interview.pk, corrected.to_json()], salt=SALT, compress=True)
        proposal = found.proposal
        context = self.get_context_data(
            review=found,
            rows=rows_of(found),
            order_key=ORDER,
            set_aside=[(aside.text, REASONS[aside.reason]) for aside in proposal.set_aside],
            waiting=waiting,
            **more,
        )
        return self.render_to_response(context)

    def confirm(self, request: HttpRequest) -> HttpResponseBase:
        try:
            pk, document = signing.loads(request.POST["waiting"], salt=SALT)
            corrected = Corrected.from_json(document)
            if pk != self.interview.pk:
                raise NotThisPageError
            return self.save(request, corrected)
        except (signing.BadSignature, NotThisPageError):
            messages.error(request, _("The document is no longer there: send it again."))
            return redirect(request.path)

    def save(self, request: HttpRequest, corrected: Corrected) -> HttpResponseBase:
        accepted = request.POST.getlist("accepted")
        if not accepted:
            found = review(page=self.draft, corrected=corrected)
            return self.show(corrected, found, refusals=[_("Nothing was saved: tick at least one change.")])
        try:
            bring_back(
                page=self.interview,
                corrected=corrected,
                accepted=accepted,
                reviewed=request.POST.get("reviewed", ""),
                user=request.user,  # type: ignore[arg-type]  # whoever is not signed in never comes this far
            )
        except ChangedSinceReviewError:
            return self.show(corrected, review(page=self.draft, corrected=corrected), saved_meanwhile=True)
        except ValidationError as error:
            found = review(page=self.draft, corrected=corrected)
            return self.show(corrected, found, refusals=error.messages)
        said = ngettext(
            "%(count)d change saved in a new draft.", "%(count)d changes saved in a new draft.", len(accepted)
        )
        messages.success(request, said % {"count": len(accepted)})
        return redirect(self.edit_address)
