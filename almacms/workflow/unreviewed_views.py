"""“Publish without review”, in the editorial interface."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem

from .digests import content_digest
from .forms import UnreviewedForm
from .pages import ReviewedPage
from .screens import PageScreen
from .unreviewed import publish_without_review

URL_NAME = "workflow_publish_without_review"


class PublishWithoutReviewView(PageScreen, FormView):
    """What would go live, and the reason that it asks for."""

    template_name = "workflow/admin/publish_without_review.html"
    form_class = UnreviewedForm
    header_icon = "warning"
    page_title = gettext_lazy("Publish without review")

    def is_open(self) -> bool:
        if not isinstance(self.page, ReviewedPage) or not self.page.latest_revision_id:
            raise Http404
        return self.page.permissions_for_user(self.request.user).can_publish_without_review()

    def get_initial(self) -> dict[str, Any]:
        return {"digest": content_digest(self.page.get_latest_revision().content)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.page.get_latest_revision_as_object()
        return super().get_context_data(
            **kwargs,
            draft=draft,
            problems=draft.publication_problems(),
            review=self.page.current_workflow_task_state,
            edit_address=self.edit_address,
            preview_address=reverse("wagtailadmin_pages:view_draft", args=[self.page.pk]),
        )

    def form_valid(self, form: UnreviewedForm) -> HttpResponse:
        publish_without_review(
            page=self.page,
            user=self.request.user,
            reason=form.cleaned_data["reason"],
            shown=form.cleaned_data["digest"],
        )
        if self.page.approved_schedule:
            messages.success(self.request, _("“%(title)s” will go live at its hour.") % {"title": self.title})
        else:
            live = messages.button(self.page.url, _("View live"), new_window=False)
            messages.success(self.request, _("“%(title)s” is live.") % {"title": self.title}, buttons=[live])
        return redirect(self.edit_address)


class PublishWithoutReviewItem(ActionMenuItem):
    """The exception, last in the editor's menu of those who may take it."""

    label = gettext_lazy("Publish without review…")
    name = "action-publish-without-review"
    icon_name = "warning"
    order = 900

    def is_shown(self, context: dict[str, Any]) -> bool:
        page = context.get("page")
        if context["view"] != "edit" or page is None or not (page.has_unpublished_changes or not page.live):
            return False
        permissions = self.get_user_page_permissions_tester(context)
        return permissions.can_publish_without_review()

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse(URL_NAME, args=[parent_context["page"].pk])
