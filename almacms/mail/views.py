"""The report “Mail”: what has not reached anybody yet, why, and what to do about it. For administrators."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .delivery import give_up, retry, retry_all
from .models import Message

PERMISSION = "mail.manage_outbox"
INDEX, RETRY, RETRY_ALL, GIVE_UP = "mail_outbox", "mail_retry", "mail_retry_all", "mail_give_up"
RECENTLY = timedelta(days=1)
PAGE_SIZE = 50


class AdministratorsOnly(PermissionRequiredMixin):
    """Others are told by Wagtail that they may not see this."""

    permission_required = PERMISSION
    raise_exception = True


class OutboxView(AdministratorsOnly, WagtailAdminTemplateMixin, TemplateView):
    """What waits and what is stuck."""

    template_name = "mail/admin/outbox.html"
    page_title = _("Mail")
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recent = Message.objects.filter(state=Message.State.DELIVERED, tried_at__gte=timezone.now() - RECENTLY)
        unsent = Message.objects.unsent().defer("content")
        return super().get_context_data(
            unsent=Paginator(unsent, PAGE_SIZE).get_page(self.request.GET.get("p")),
            delivered_recently=recent.count(),
            **kwargs,
        )


class RetryView(AdministratorsOnly, View):
    """Try one message again now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        message = get_object_or_404(Message.objects.defer("content"), pk=pk)
        if retry(message=message):
            messages.success(request, gettext("It will be tried again within seconds."))
        else:
            messages.warning(request, gettext("This message is no longer waiting: nothing was changed."))
        return redirect(INDEX)


class RetryAllView(AdministratorsOnly, View):
    """Try everything again now: the mail server is back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        count = retry_all()
        text = ngettext(
            "%(count)d message will be tried again within seconds.",
            "%(count)d messages will be tried again within seconds.",
            count,
        )
        messages.success(request, text % {"count": count})
        return redirect(INDEX)


class GiveUpView(AdministratorsOnly, WagtailAdminTemplateMixin, TemplateView):
    """Send a message to nobody, once it has been confirmed."""

    template_name = "mail/admin/give_up.html"
    page_title = _("Give up a message")
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(INDEX), "label": OutboxView.page_title},
            {"url": "", "label": self.page_title},
        ]

    @property
    def message(self) -> Message:
        return get_object_or_404(Message.objects.unsent().defer("content"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(message=self.message, back=reverse(INDEX), **kwargs)

    def post(self, request: HttpRequest, **_kwargs: int) -> HttpResponse:
        message = self.message
        give_up(message=message)
        messages.success(
            request,
            gettext("Given up: %(recipient)s will not receive this message.") % {"recipient": message.recipient},
        )
        return redirect(INDEX)
