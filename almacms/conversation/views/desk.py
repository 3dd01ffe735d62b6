"""The moderation of comments in the editorial interface."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from almacms.publications.models import Publication
from almacms.workflow.screens import PageScreen

from .. import services
from ..desk import MOST_AT_ONCE, TABS, Wanted, handed_over
from ..desk_forms import PersonForm, TextForm, ThreadForm
from ..models import Comment, ConversationSettings, Thread

PERMISSION = "conversation.moderate_comment"
QUEUE, COMMENT, THREAD, PERSON = (
    "conversation_queue",
    "conversation_comment",
    "conversation_thread",
    "conversation_person",
)
PER_PAGE = 25
DECISIONS = {
    "approve": Comment.Status.APPROVED,
    "reject": Comment.Status.REJECTED,
    "spam": Comment.Status.SPAM,
}


class ModeratorsOnly(PermissionRequiredMixin):
    """Others are told by Wagtail that they may not see this."""

    permission_required = PERMISSION
    raise_exception = True


def tell(request: HttpRequest, action: str, count: int) -> None:
    """Say what was done."""
    told = {
        "approve": ngettext("%(count)d comment is shown.", "%(count)d comments are shown.", count),
        "reject": ngettext("%(count)d comment was rejected.", "%(count)d comments were rejected.", count),
        "spam": ngettext("%(count)d comment is spam.", "%(count)d comments are spam.", count),
    }[action]
    if count:
        messages.success(request, told % {"count": count})
    else:
        messages.warning(request, gettext("Nothing changed: somebody had decided already."))


class QueueView(ModeratorsOnly, WagtailAdminTemplateMixin, TemplateView):
    """Comments by where they stand; decisions on one or on several."""

    template_name = "conversation/admin/queue.html"
    page_title = _("Comments")
    header_icon = "comment"

    @cached_property
    def wanted(self) -> Wanted:
        return Wanted.read(self.request.GET)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted, counts = self.wanted, self.wanted.counts()
        tabs = [
            {
                "name": name,
                "label": label,
                "count": counts[name],
                "is_current": name == wanted.tab,
                "query": replace(wanted, tab=name).query,
            }
            for name, (label, _under) in TABS.items()
        ]
        publication = Publication.objects.filter(pk=wanted.publication).first() if wanted.publication else None
        return super().get_context_data(
            wanted=wanted,
            tabs=tabs,
            publication=publication,
            most_at_once=MOST_AT_ONCE,
            comments=Paginator(wanted.comments(), PER_PAGE).get_page(self.request.GET.get("p")),
            **kwargs,
        )

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Decide: `decision` is an action for what is ticked, or an action and the number of one comment.

        With `everything`, an action is for all that is asked for, whatever the page.
        """
        action, _colon, number = request.POST.get("decision", "").partition(":")
        asked = [number] if number else request.POST.getlist("comment")
        chosen = [int(one) for one in asked if one.isascii() and one.isdigit() and len(one) < 18]
        if not number and request.POST.get("everything"):
            chosen = list(self.wanted.comments().values_list("pk", flat=True)[:MOST_AT_ONCE])
        if action in DECISIONS and chosen:
            comments = Comment.objects.filter(pk__in=chosen)
            tell(request, action, services.moderate(comments=comments, status=DECISIONS[action], user=request.user))
        else:
            messages.warning(request, gettext("Tick the comments first."))
        return redirect(f"{reverse(QUEUE)}?{self.wanted.query}")


class CommentView(ModeratorsOnly, WagtailAdminTemplateMixin, TemplateView):
    """One comment, what it answers and what answers it: decide, edit, answer."""

    template_name = "conversation/admin/comment.html"
    header_icon = "comment"

    @cached_property
    def comment(self) -> Comment:
        found = Comment.objects.select_related("thread__publication", "parent", "user")
        return get_object_or_404(found, pk=self.kwargs["pk"], erased_at=None)

    @property
    def can_be_answered(self) -> bool:
        """Links from other sites are shown to nobody: neither would an answer find its place."""
        return self.comment.kind == Comment.Kind.COMMENT

    def get_page_title(self) -> str:
        return gettext("Comment of %(name)s") % {"name": self.comment.shown_name}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(QUEUE), "label": QueueView.page_title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forms = {
            "edit_form": self.form_for("edit", initial={"text": self.comment.text}),
            "answer_form": self.form_for("answer"),
        }
        replies = self.comment.replies.filter(erased_at=None).order_by("path")
        given = {"comment": self.comment, "replies": replies, "can_be_answered": self.can_be_answered}
        return super().get_context_data(**{**given, **forms, **kwargs})

    def form_for(self, action: str, data: QueryDict | None = None, **kwargs: Any) -> TextForm:
        """The one that edits the comment, or that answers it."""
        if action == "edit":
            return TextForm(data, prefix=action, label=_("What the comment says"), before=self.comment.text, **kwargs)
        return TextForm(data, prefix=action, label=_("Your answer, for the team"), **kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        action = request.POST.get("action", "")
        if action in DECISIONS:
            tell(
                request,
                action,
                services.moderate(comments=[self.comment], status=DECISIONS[action], user=request.user),
            )
            return redirect(QUEUE)
        if action not in {"edit", "answer"} or (action == "answer" and not self.can_be_answered):
            return redirect(COMMENT, self.comment.pk)
        form = self.form_for(action, request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(**{f"{action}_form": form}), status=422)
        text = form.cleaned_data["text"]
        if action == "edit":
            services.edit(comment=self.comment, text=text, user=request.user)
            messages.success(request, gettext("The comment is changed; readers see that it was edited."))
            return redirect(COMMENT, self.comment.pk)
        services.answer(comment=self.comment, text=text, user=request.user)
        messages.success(request, gettext("Your answer is shown, marked as the team’s."))
        return redirect(QUEUE)


class ThreadView(PageScreen, TemplateView):
    """Whether readers may comment on a publication, and what they said of it."""

    template_name = "conversation/admin/thread.html"
    page_title = _("Readers’ comments")
    header_icon = "comment"
    page_model = Publication

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        thread = Thread.objects.filter(publication=self.page).first()
        state = Thread.State(thread.state) if thread else Thread.default_state(self.page.kind)
        counts = Wanted(publication=self.page.pk).counts()
        may_moderate = self.request.user.has_perm(PERMISSION)
        closes_on = ConversationSettings.current().closing_of(self.page)
        return super().get_context_data(
            page=self.page,
            form=ThreadForm(initial={"state": state}),
            closes_on=closes_on,
            is_over=closes_on is not None and closes_on <= timezone.now(),
            counts=[(label, counts[name], name) for name, (label, _under) in TABS.items() if counts[name]],
            may_moderate=may_moderate,
            **kwargs,
        )

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = ThreadForm(request.POST)
        if form.is_valid():
            state = Thread.State(form.cleaned_data["state"])
            services.set_state(publication=self.page, state=state, user=request.user)
            messages.success(request, gettext("Done: readers see it at once."))
        else:
            messages.error(request, gettext("Choose one of the three."))
        return redirect(THREAD, self.page.pk)


class PersonView(ModeratorsOnly, WagtailAdminTemplateMixin, TemplateView):
    """What is kept of somebody, by e-mail address: to be handed to them, or erased."""

    template_name = "conversation/admin/person.html"
    page_title = _("A reader’s data")
    header_icon = "user"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(QUEUE), "label": QueueView.page_title},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or PersonForm()
        return super().get_context_data(form=form, **kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """By POST only: an e-mail address in an address would stay in logs."""
        form = PersonForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        email, action = form.cleaned_data["email"], request.POST.get("action", "")
        found = services.everything_of(email)
        if action == "erase" and found:
            count = services.erase(email=email, user=request.user)
            told = ngettext(
                "%(count)d comment of this address was erased.",
                "%(count)d comments of this address were erased.",
                count,
            )
            messages.success(request, told % {"count": count})
            return redirect(PERSON)
        if action == "export" and found:
            response = HttpResponse(
                json.dumps(handed_over(found), ensure_ascii=False, indent=2),
                content_type="application/json; charset=utf-8",
            )
            response.headers["Content-Disposition"] = 'attachment; filename="commentaires.json"'
            return response
        return self.render_to_response(self.get_context_data(form=form, email=email, found=found, was_asked=True))
