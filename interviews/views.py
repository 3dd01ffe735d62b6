"""A question by itself: what is shared of an interview."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.text import get_text_list
from django.utils.translation import gettext

from almacms.publications.moved_addresses import moved_to
from almacms.publications.routing import route

from .appearance import EXTRACT_LENGTH
from .models import InterviewPage


def question(request: HttpRequest, interview: str, key: str) -> HttpResponse:
    """Lead to a question of an interview, and tell those who only look at the address what is asked there.

    What draws the card of a shared link follows HTTP redirects and sends nothing that follows #: redirected, it would
    draw the card of the whole interview. So this is a page of its own, that browsers leave at once. It names no
    canonical address but its own (`og:url`): services that gather cards under the canonical address would give the
    question's card to the interview. Search engines take a refresh without delay for a redirect.

    An interview that moved takes its questions along. A question that is no longer there, or that only some may
    read, leads to the interview, which knows what to say.
    """
    found = route(request, interview)
    if found is None:
        moved = moved_to(request, f"/{interview}")
        if moved is not None and moved.redirect_page is not None:
            return HttpResponseRedirect(f"{moved.link}q/{key}/")
    if found is None or not isinstance(found.page, InterviewPage):
        raise Http404
    page = found.page
    address = f"{page.get_url(request)}#q-{key}"
    exchange = page.exchange(key)
    if exchange is None or not page.unrestricted:
        return HttpResponseRedirect(address)
    answering = [(page.speaker(person), person) for person in exchange.speakers()]
    speakers = [speaker for speaker, _person in answering if speaker is not None]
    words = [exchange.first_words(person, EXTRACT_LENGTH) for speaker, person in answering if speaker is not None]
    context = {
        "page": page,
        "question": exchange["question"],
        "names": get_text_list([speaker.name for speaker in speakers], gettext("and")),
        "first_name": speakers[0].name if speakers else "",
        "first_words": words[0] if words else "",
        "address": address,
        "own_url": request.build_absolute_uri(request.path),
    }
    return render(request, "interviews/question.html", context)
