"""Imports in the editorial interface: begun, watched, paused, and their reports. For administrators."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from almacms.accounts.models import User

from .forms import ImportForm
from .models import Run
from .reasons import words_for
from .reports import report_of
from .services import PERMISSION, begin_upload, give_up, options_of, pause, resume, table_of
from .tally import KINDS

INDEX, RUN, PROGRESS, ACT, REPORT = (
    "wordpress_imports",
    "wordpress_import",
    "wordpress_import_progress",
    "wordpress_import_act",
    "wordpress_import_report",
)
PAGE_SIZE = 100
PHASES = {
    "": _("reading the file"),
    "people": _("authors"),
    "topics": _("categories and tags"),
    "files": _("pictures and files"),
    "pages": _("pages"),
    "posts": _("articles and interviews"),
    "others": _("other contents"),
    "links": _("links between texts"),
    "redirects": _("old addresses"),
    "finish": _("front page"),
}


class AdministratorsOnly(PermissionRequiredMixin):
    """Lets nobody else in."""

    permission_required = PERMISSION
    raise_exception = True


class ImportMixin(AdministratorsOnly, WagtailAdminTemplateMixin, TemplateView):
    header_icon = "download"
    page_title = _("Import from WordPress")


class ImportsView(ImportMixin):
    """What was imported, and the form to begin another."""

    template_name = "wordpress/admin/imports.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def form(self) -> ImportForm:
        return ImportForm(self.request.POST, self.request.FILES) if self.request.method == "POST" else ImportForm()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        runs = Paginator(Run.objects.select_related("user"), PAGE_SIZE).get_page(self.request.GET.get("p"))
        return super().get_context_data(form=self.form, runs=runs, **kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, User):
            raise PermissionDenied
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        data = self.form.cleaned_data
        run = begin_upload(
            upload=data["export"],
            user=request.user,
            options=options_of(self.form.chosen_mapping, fetch_media=data["fetch_media"]),
            is_dry=data["is_dry"],
        )
        messages.success(request, gettext("The export was received. Its import begins within seconds."))
        return redirect(RUN, run.pk)


def progress_of(run: Run) -> dict[str, Any]:
    return {"run": run, "phase": PHASES.get(run.phase, run.phase), "table": table_of(run)}


class RunView(ImportMixin):
    """How far an import is, or its report."""

    template_name = "wordpress/admin/import.html"

    @cached_property
    def run(self) -> Run:
        return get_object_or_404(Run, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.run.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(INDEX), "label": self.page_title},
            {"url": "", "label": self.run.name},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = Paginator(self.run.lines.all(), PAGE_SIZE).get_page(self.request.GET.get("p"))
        told = [(line, words_for(line.reason), KINDS.get(line.kind, line.kind)) for line in lines]
        return super().get_context_data(lines=lines, told=told, **progress_of(self.run), **kwargs)


class ProgressView(AdministratorsOnly, View):
    """How far an import is, for the page that watches it."""

    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        run = get_object_or_404(Run, pk=pk)
        response = render(request, "wordpress/admin/progress.html", progress_of(run))
        response["X-Import-Over"] = "1" if run.is_over else "0"
        return response


class ActView(AdministratorsOnly, View):
    """Pause an import, let it go on, or end it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: Any, action: str) -> HttpResponse:
        run = get_object_or_404(Run, pk=pk)
        if action == "pause":
            done = pause(run=run)
        elif action == "resume":
            done = resume(run=run)
        else:
            done = not run.is_over
            give_up(run=run)
        if not done:
            messages.warning(request, gettext("This import is no longer under way: nothing was changed."))
        return redirect(RUN, run.pk)


class ReportView(AdministratorsOnly, View):
    """The whole report, to keep."""

    def get(self, _request: HttpRequest, pk: Any) -> HttpResponse:
        run = get_object_or_404(Run, pk=pk)
        response = JsonResponse(report_of(run), json_dumps_params={"ensure_ascii": False, "indent": 2})
        response["Content-Disposition"] = f'attachment; filename="import-{run.started_at:%Y-%m-%d}.json"'
        return response
