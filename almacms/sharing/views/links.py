"""Sharing a draft, in the editorial interface."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from almacms.workflow.links import site_address
from almacms.workflow.screens import PageScreen

from ..forms import ShareForm
from ..models import SharedDraft
from ..services import revoke, share_draft

URL_NAME = "sharing_page"
REVOKE_URL_NAME = "sharing_revoke"


def buttons(page: Page, user: AbstractUser) -> Iterator[Button]:
    """Among what may be done with a page, for whoever may edit it."""
    if page.latest_revision_id and page.permissions_for_user(user).can_edit():
        yield Button(_("Share the draft"), reverse(URL_NAME, args=[page.pk]), icon_name="link", priority=65)


class ShareView(PageScreen, FormView):
    """A new link, and those that there are."""

    header_icon = "link"
    page_title = gettext_lazy("Share the draft")
    template_name = "sharing/admin/share.html"
    form_class = ShareForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "page": self.page}

    def form_valid(self, form: ShareForm) -> HttpResponse:
        link, secret = share_draft(page=self.page, user=self.request.user, **form.terms)
        # Not after a redirect: the secret would have to be kept meanwhile, and it is kept nowhere.
        address = site_address(self.page) + reverse("shared_draft", kwargs={"secret": secret})
        fresh = ShareForm(page=self.page)
        return self.render_to_response(self.get_context_data(form=fresh, made=link, made_address=address))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "page": self.page, "links": self.links, "media": context["form"].media}

    @property
    def links(self) -> QuerySet[SharedDraft]:
        counted = self.page.shared_drafts.annotate(comment_count=Count("reader_comments"))
        # Django leaves a model's own order out of what is grouped.
        return counted.select_related("revision", "created_by").order_by("-created_at", "-pk")


class RevokeView(PageScreen, TemplateView):
    """Is this link to be closed?"""

    header_icon = "link"
    template_name = "sharing/admin/revoke.html"
    page_title = gettext_lazy("Close the link")

    @property
    def address(self) -> str:
        return reverse(URL_NAME, args=[self.page.pk])

    @cached_property
    def link(self) -> SharedDraft:
        return get_object_or_404(SharedDraft, pk=self.kwargs["pk"], page=self.page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, link=self.link, address=self.address)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        revoke(link=self.link, user=request.user)
        messages.success(request, _("The link for “%(recipient)s” is closed.") % {"recipient": self.link.recipient})
        return redirect(self.address)
