"""A conversation's own pages: all of it, the form, and where the links of letters lead."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.core import signing
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from almacms.operations.networks import network_of
from almacms.publications.models import Publication
from almacms.publications.routing import route
from almacms.workflow.links import private_page

from .. import letters, pace, patience, services
from ..forms import CommentForm, FollowForm, TrappedForm, stamp
from ..models import Comment, Follower, Thread
from ..reading import thread_about, whole
from ..rules import hashed

RECEIVED = "recu"
TO_CONFIRM = "a-confirmer"
ASKED = "demande"
"""In the address once something was sent: they stand for a message, which would need a cookie."""


Form = TypeVar("Form", bound=TrappedForm)


def publication_at(request: HttpRequest, path: str) -> Publication:
    """The publication at this path.

    Raises:
        Http404: there is none that any reader may see.
    """
    found = route(request, path)
    if found is None or not isinstance(found.page, Publication) or not found.page.unrestricted:
        raise Http404
    return found.page


def shown_at(request: HttpRequest, path: str) -> tuple[Publication, Thread | None, Thread.State]:
    """The publication at this path, and its conversation, if it has one yet, with how it stands.

    Raises:
        Http404: one or the other is nothing that readers may see.
    """
    publication = publication_at(request, path)
    thread, state = thread_about(publication)
    if state == Thread.State.HIDDEN:
        raise Http404
    return publication, thread, state


@require_safe
def conversation(request: HttpRequest, path: str) -> HttpResponse:
    """All that was said about a publication, by pages.

    Raises:
        Http404: the publication, its conversation or this page of it is nothing that readers may see.
    """
    publication = publication_at(request, path)
    try:
        shown = whole(publication, request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    if not shown.is_shown:
        raise Http404
    context = {
        "publication": publication,
        "conversation": shown,
        "was_received": RECEIVED in request.GET,
        "is_to_confirm": TO_CONFIRM in request.GET,
    }
    return render(request, "conversation/conversation.html", context)


def giving_back(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose page may be gone by the time somebody has written: what they wrote is theirs."""

    @wraps(view)
    def answer(request: HttpRequest, path: str) -> HttpResponse:
        try:
            return view(request, path)
        except Http404:
            if request.method == "POST" and request.POST.get("text", "").strip():
                return gone(request)
            raise

    return answer


# There is no session to ride on: whoever sends this form sends it in their own name.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@giving_back
def write(request: HttpRequest, path: str) -> HttpResponse:
    """The form, and what becomes of what is sent; `?reponse=` names the comment that is answered.

    Raises:
        Http404: the publication, or the comment to answer, is nothing that readers may see.
    """
    came_from = hashed(network_of(request)) if request.method == "POST" else ""
    if request.method == "POST" and patience.is_to_wait(came_from):
        return busy(request)
    publication, thread, state = shown_at(request, path)
    number = request.GET.get("reponse", "")
    parent = answered(thread, number)
    is_gone = bool(number) and parent is None
    if is_gone and request.method != "POST":
        raise Http404
    if state == Thread.State.CLOSED and request.method != "POST":
        return show(request, publication, None, parent)
    if request.method != "POST":
        return for_one(show(request, publication, CommentForm(initial={"stamp": stamp()}), parent))
    form = CommentForm(request.POST)
    if is_gone:
        # It was taken away while somebody answered it: what they wrote is theirs.
        form.add_error(None, services.ANSWERS_NOTHING)
    if not form.is_valid():
        return show(request, publication, refreshed(form), parent, status=422)
    try:
        comment = services.post_comment(publication=publication, parent=parent, address_hash=came_from, **form.comment)
    except services.TooFast as refusal:
        return busy(request, refusal.message)
    except services.NotTaken as refusal:
        form.add_error(refusal.field, refusal.message)
        return show(request, publication, refreshed(form), parent, status=refusal.status)
    told = TO_CONFIRM if comment.status == Comment.Status.UNCONFIRMED else RECEIVED
    return see(f"{publication.url}conversation/?{told}#conversation")


# There is no session to ride on here either: only the mailbox that is written to says yes.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, path: str) -> HttpResponse:
    """How to follow a conversation without a word; whoever sends it is told the same whether they follow already.

    Raises:
        Http404: the publication, or its conversation, is nothing that readers may see.
    """
    came_from = hashed(network_of(request)) if request.method == "POST" else ""
    if request.method == "POST" and pace.is_too_fast(address_hash=came_from):
        return busy_following(request)
    publication, _thread, _state = shown_at(request, path)
    if request.method != "POST":
        if ASKED in request.GET:
            return show_following(request, publication, None)
        return for_one(show_following(request, publication, FollowForm(initial={"stamp": stamp()})))
    form = FollowForm(request.POST)
    if not form.is_valid():
        return show_following(request, publication, refreshed(form), status=422)
    try:
        services.follow(
            publication=publication,
            email=form.cleaned_data["email"],
            address_hash=came_from,
            is_trap_filled=form.is_trap_filled,
        )
    except services.TooFast as refusal:
        return busy_following(request, refusal.message)
    return see(f"{publication.url}conversation/suivre/?{ASKED}")


def for_one(response: HttpResponse) -> HttpResponse:
    """A form that was kept would say that it was opened when the first reader opened it."""
    response.headers["Cache-Control"] = "no-cache"
    return response


def see(address: str) -> HttpResponse:
    """Where to read what became of what was sent."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def answered(thread: Thread | None, number: str) -> Comment | None:
    """The comment of this number, if it is one of the conversation that readers see."""
    if thread is None or not number.isascii() or not number.isdigit() or len(number) > 18:
        return None
    return thread.comments.shown().filter(pk=int(number), erased_at=None).first()


def refreshed(form: Form) -> Form:
    """A form to send again, with a date of its own."""
    form.data = {**{name: form.data.get(name, "") for name in form.fields}, "stamp": stamp()}
    return form


def show(
    request: HttpRequest, publication: Publication, form: CommentForm | None, parent: Comment | None, status: int = 200
) -> HttpResponse:
    """The form; without one, that the conversation is closed."""
    context = {"publication": publication, "form": form, "parent": parent}
    return render(request, "conversation/write.html", context, status=status)


def show_following(
    request: HttpRequest, publication: Publication, form: FollowForm | None, status: int = 200
) -> HttpResponse:
    """The form; without one, that a letter may be on its way."""
    return render(request, "conversation/follow.html", {"publication": publication, "form": form}, status=status)


def busy(request: HttpRequest, told: str = "") -> HttpResponse:
    """What was sent, to be sent again later: drawn without the database, for those who come by the thousand."""
    form = CommentForm(request.POST)
    kept = [(name, form.data.get(name, "")) for name in form.fields if name != "text"]
    context = {"told": told, "kept": kept, "text": form.data.get("text", "")}
    return render(None, "conversation/busy.html", context, status=429)


def gone(request: HttpRequest) -> HttpResponse:
    """What was sent, to be kept by its author: the same whatever became of the page, and whether there was one."""
    return render(None, "conversation/gone.html", {"text": request.POST["text"]}, status=404)


def busy_following(request: HttpRequest, told: str = "") -> HttpResponse:
    """The same for an address to write to."""
    form = FollowForm(request.POST)
    kept = [(name, form.data.get(name, "")) for name in form.fields if name != "email"]
    context = {"told": told, "kept": kept, "email": form.data.get("email", ""), "follows": True}
    return render(None, "conversation/busy.html", context, status=429)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the link of a letter leads: a button by which its reader says that the address is theirs.

    A button, because what looks for viruses in letters follows their links.

    Raises:
        Http404: the link is none of ours, is over, or what it was about is gone.
    """
    rows = opened(secret, letters.CONFIRM_WITHIN)
    comment = Comment.objects.filter(pk=rows.get("comment", 0), erased_at=None).select_related("thread").first()
    follower = Follower.objects.filter(pk=rows.get("follower", 0)).select_related("thread").first()
    # Whoever follows without a word has no comment; a letter about one that is gone opens nothing.
    about = comment if "comment" in rows else follower
    if about is None:
        raise Http404
    if request.method == "POST":
        services.confirm(comment=comment, follower=follower)
        if comment is not None:
            comment.refresh_from_db(fields=["status"])
    status = comment.status if comment is not None else None
    context = {
        "publication": readable(about.thread),
        "follower": follower,
        "is_to_confirm": status == Comment.Status.UNCONFIRMED,
        "is_to_moderate": status == Comment.Status.PENDING,
        "is_done": request.method == "POST",
    }
    return render(request, "conversation/confirm.html", context)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def unfollow(request: HttpRequest, secret: str) -> HttpResponse:
    """Leave a conversation, by the button of the page that a letter leads to or by the mailbox's own; twice is once.

    Raises:
        Http404: the link is none of ours.
    """
    rows = opened(secret, None)
    follower = Follower.objects.filter(pk=rows.get("follower", 0)).select_related("thread").first()
    publication = readable(follower.thread) if follower else None
    if follower is not None and request.method == "POST":
        services.unfollow(follower=follower)
        follower = None
    return render(request, "conversation/unfollow.html", {"publication": publication, "follower": follower})


def readable(thread: Thread) -> Publication | None:
    """What a conversation is about, if any reader may see it now: a letter outlives that."""
    return Publication.objects.visible().filter(pk=thread.publication_id).first()


def opened(secret: str, max_age: int | None) -> dict[str, int]:
    """What the link of a letter is about.

    Raises:
        Http404: nothing.
    """
    try:
        return letters.read(secret, max_age)
    except signing.BadSignature as error:
        raise Http404 from error
