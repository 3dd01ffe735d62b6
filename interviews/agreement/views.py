"""What a speaker sees at the address of their letter."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from almacms.workflow.links import private_page

from .answers import LONGEST_REMARK, Answers, typed
from .models import AgreementLetter
from .reading import Reading, answered
from .rounds import NotAsked, TextChanged, decide, running


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def speakers_agreement(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The draft with the speaker's turns marked; once they answered, what they answered.

    Raises:
        Http404: the link opens nothing (answered by `private_page`).
    """
    letter = AgreementLetter.objects.held_by(secret).select_related("agreement__person", "agreement__page").first()
    if letter is None:
        raise Http404
    here = reverse("speakers_agreement", kwargs={"secret": secret})
    if request.method == "GET":
        letter.note_opening()
    reading = reading_of(letter)
    if request.method == "POST":
        return answer(request, letter, reading, here)
    if letter.answered_at:
        return thanks(request, letter)
    if reading is None:
        return later(request, letter)
    return ask(request, reading)


def reading_of(letter: AgreementLetter) -> Reading | None:
    """What the letter asks to be read now; None when the text is with its writer, or was answered about.

    Raises:
        Http404: the draft no longer quotes this person.
    """
    page = letter.agreement.page
    state = None if letter.answered_at else running(page)
    if state is None:
        return None
    reading = Reading(letter, state, page.get_latest_revision())
    if not reading.turns:
        raise Http404
    return reading


def answer(
    request: HttpRequest, letter: AgreementLetter, reading: Reading | None, here: str, *, is_second_try: bool = False
) -> HttpResponseBase:
    """Keep what was sent, or show it again with what is missing."""
    if letter.answered_at:
        return redirect(here)
    if reading is None:
        return later(request, letter)
    answers = Answers(reading, request.POST)
    if not answers.take():
        return ask(request, reading, answers)
    try:
        decide(letter=letter, remarks=answers.remarks, shown=answers.shown)
    except (NotAsked, TextChanged):
        # Between the reading and the writing: look again at how things stand.
        letter.refresh_from_db()
        if is_second_try:
            return later(request, letter)
        return answer(request, letter, reading_of(letter), here, is_second_try=True)
    return redirect(here)


def ask(request: HttpRequest, reading: Reading, answers: Answers | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "reading": reading,
        "page": reading.page,
        "answers": answers,
        "longest_remark": LONGEST_REMARK,
    }
    status = 422 if answers else 200
    return render(request, "interviews/agreement/read.html", context, status=status)


def thanks(request: HttpRequest, letter: AgreementLetter) -> HttpResponse:
    context = {"agreement": letter.agreement, "answered": answered(letter.agreement), "letter": letter}
    return render(request, "interviews/agreement/thanks.html", context)


def later(request: HttpRequest, letter: AgreementLetter) -> HttpResponse:
    """There is nothing to read now; what they typed meanwhile is given back to them."""
    context = {"agreement": letter.agreement, "letter": letter, "typed": list(typed(request.POST).values())}
    page = letter.agreement.page
    context["published"] = page if page.live and page.current_workflow_state is None else None
    return render(request, "interviews/agreement/later.html", context, status=409 if request.method == "POST" else 200)
