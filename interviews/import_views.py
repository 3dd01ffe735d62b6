"""Importing an interview: what arrives, what was understood of it, and the draft it becomes."""

from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from almacms.accounts.models import User

from .corrections import Impossible, Review, corrected, reviewed
from .import_casting import casting, chosen_people, panel_corrections
from .import_forms import TranscriptForm
from .import_report import counted, report
from .imports import import_transcript
from .models import InterviewIndexPage, InterviewPage
from .review_pieces import changed_part, open_doubts, pieces_of
from .transcripts.readers.images import extension_of
from .uploads import TranscriptUpload, keep_transcript

PICTURE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp"}


def may_import_into(parent: InterviewIndexPage, user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether somebody may write an interview in this list."""
    return (
        isinstance(user, User)
        and InterviewPage.can_create_at(parent)
        and parent.permissions_for_user(user).can_add_subpage()
    )


def list_for(user: AbstractBaseUser | AnonymousUser) -> InterviewIndexPage | None:
    """The list that an interview of this person's goes under."""
    lists = InterviewIndexPage.objects.order_by("path")
    return next((parent for parent in lists if may_import_into(parent, user)), None)


def editor(request: HttpRequest) -> User:
    """Who asks; the editorial interface lets nobody else in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class ImportMixin(WagtailAdminTemplateMixin, TemplateView):
    """What the screens share."""

    header_icon = "openquote"
    page_title = gettext_lazy("Import an interview")

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("interviews:index"), "label": _("Interviews")},
            {"url": "", "label": self.get_page_title()},
        ]


class ImportStartView(ImportMixin):
    """A file or a text, and what waits since another day."""

    template_name = "interviews/admin/import_start.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_import_into(self.parent, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def parent(self) -> InterviewIndexPage:
        if "parent_id" in self.kwargs:
            return get_object_or_404(InterviewIndexPage, pk=self.kwargs["parent_id"])
        parent = list_for(self.request.user)
        if parent is None:
            raise PermissionDenied
        return parent

    @cached_property
    def form(self) -> TranscriptForm:
        if self.request.method == "POST":
            return TranscriptForm(self.request.POST, self.request.FILES)
        return TranscriptForm(initial={"markup": self.earlier.pasted} if self.earlier else None)

    @cached_property
    def earlier(self) -> TranscriptUpload | None:
        """The transcript whose review somebody comes back from."""
        try:
            key = UUID(self.request.GET.get("from", ""))
        except ValueError:
            return None
        return TranscriptUpload.objects.of(editor(self.request)).filter(pk=key).first()

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        cleaned = self.form.cleaned_data
        upload = keep_transcript(
            source=self.form.source,
            user=editor(request),
            parent=self.parent,
            name=cleaned["file"].name if cleaned["file"] else "",
            pasted=cleaned["markup"],
        )
        return redirect("interviews_import_review", upload.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = TranscriptUpload.objects.of(editor(self.request)).waiting().defer("pasted")[:5]
        return {**super().get_context_data(**kwargs), "form": self.form, "waiting": waiting, "earlier": self.earlier}


class UploadMixin:
    """A transcript of one's own, as long as one may still import it."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def get_upload(self) -> TranscriptUpload:
        # Held to the end of the request, so that two clicks at once are one after the other.
        uploads = TranscriptUpload.objects.select_for_update(of=("self",)).of(editor(self.request))
        upload = get_object_or_404(uploads.select_related("parent"), pk=self.kwargs["pk"])
        if not may_import_into(upload.parent, self.request.user):
            raise PermissionDenied
        return upload


class ImportReviewView(UploadMixin, ImportMixin):
    """The source beside what it became, corrected in place."""

    template_name = "interviews/admin/import_review.html"
    page_title = gettext_lazy("Review the interview")

    @transaction.atomic
    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        self.upload = self.get_upload()
        review = reviewed(self.upload.understanding, self.upload.edits)
        return self.render_to_response(self.get_context_data(review=review, cutting=request.GET.get("cut", "")))

    @transaction.atomic
    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        self.upload = self.get_upload()
        if "forget" in request.POST:
            self.upload.delete()
            messages.success(request, _("The transcript was forgotten."))
            return redirect("interviews:index")
        before = reviewed(self.upload.understanding, self.upload.edits)
        version, cutting = self.version, request.POST.get("open", "")
        try:
            review = self.correct(before)
        except Impossible:
            return self.answer(version, before, before, problem=_("This cannot be done here: nothing was changed."))
        if "confirm" in request.POST:
            return self.confirm(review)
        return self.answer(version, before, review, cutting=cutting)

    @property
    def version(self) -> str:
        return self.upload.updated_at.isoformat()

    def correct(self, before: Review) -> Review:
        """Keep what the request corrects."""
        posted, edits = self.request.POST, list(self.upload.edits)
        if "undo" in posted:
            edits = edits[:-1]
        elif "restart" in posted:
            edits = []
        elif "edit" in posted:
            # A paragraph's name and a verb hold no space; a speaker's name may.
            edits.append(posted["edit"].split(" ", 2))
        else:
            edits += panel_corrections(posted)
        if edits == self.upload.edits:
            return before
        if edits[: len(self.upload.edits)] == self.upload.edits:
            review = before
            for correction in edits[len(self.upload.edits) :]:
                review = corrected(review, correction)
        else:
            review = reviewed(self.upload.understanding, edits)
        self.upload.edits = edits
        self.upload.save(update_fields=["edits", "updated_at"])
        return review

    def confirm(self, review: Review) -> HttpResponseBase:
        if self.upload.page_id is None:
            imported = import_transcript(
                transcript=review.transcript,
                parent=self.upload.parent,
                pictures=self.upload.stored_pictures,
                people=chosen_people(review),
                user=editor(self.request),
            )
            self.upload.page = imported.page
            self.upload.save(update_fields=["page", "updated_at"])
            address = reverse("interviews_import_review", args=[self.upload.pk])
            for tell, message, is_reviewed in report(imported, review):
                buttons = [messages.button(address, _("Open the review"))] if is_reviewed else None
                tell(self.request, message, buttons=buttons)
        else:
            messages.warning(self.request, _("This transcript was already imported: here is its draft."))
        return redirect("wagtailadmin_pages:edit", self.upload.page_id)

    def answer(
        self, version: str, before: Review, after: Review, *, cutting: str = "", problem: str = ""
    ) -> HttpResponseBase:
        """Only what changed, for the script that asks for it; the whole screen for a browser without it."""
        place = self.request.POST.get("place", "") or cutting
        if self.request.headers.get("Accept") != "application/json":
            if problem:
                messages.error(self.request, problem)
            address = reverse("interviews_import_review", args=[self.upload.pk])
            query = f"?cut={cutting}" if cutting else ""
            return redirect(f"{address}{query}{f'#{place}' if place else ''}")
        pieces, old = pieces_of(after, cutting=cutting), pieces_of(before)
        start, end, until = changed_part(old, pieces)
        if self.request.POST.get("version") != version:
            # This screen is older than what is kept: all of it changes.
            start, end, until = 0, -1, len(pieces)
        context = self.get_context_data(review=after, pieces=pieces[start:until])
        return JsonResponse(
            {
                "version": self.version,
                "start": start,
                "end": end,
                "pieces": render_to_string("interviews/admin/import_pieces.html", context, self.request),
                "overview": render_to_string("interviews/admin/import_overview.html", context, self.request),
                "status": problem or counted(after),
                "failed": bool(problem),
            }
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        review: Review = kwargs["review"]
        context = super().get_context_data(**kwargs)
        if "pieces" not in kwargs:
            context["pieces"] = pieces_of(review, cutting=kwargs.get("cutting", ""))
        return {
            **context,
            "upload": self.upload,
            "version": self.version,
            "transcript": review.transcript,
            "counted": counted(review),
            "doubts": open_doubts(review),
            "casting": casting(review),
        }


class ImportPictureView(UploadMixin, View):
    """A picture of a transcript that waits, for its editor only."""

    @transaction.atomic
    def get(self, _request: HttpRequest, *_args: Any, key: str, **_kwargs: Any) -> HttpResponse:
        picture = get_object_or_404(self.get_upload().pictures, key=key)
        content = bytes(picture.content)
        kind = PICTURE_TYPES.get(extension_of(content))
        if kind is None:
            raise Http404
        return HttpResponse(content, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})
