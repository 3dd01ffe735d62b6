"""The search page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from almacms.publications.listing import ListingPage, ListingPaginator
from almacms.publications.trees import tell_site
from almacms.publications.typography import french

from .completion import complete
from .finding import PER_PAGE, Found, Narrowing, Option, find
from .languages import current
from .models import Entry
from .queries import Query, parse
from .results import load
from .spelling import suggestion

NAMES = {"kind": "genre", "topic": "theme", "year": "annee", "speaker": "personne"}
"""How addresses call what hits are narrowed to."""
SLUG = re.compile(r"[-a-z0-9]{1,120}")
MOST_PAGES = 10_000
MAX_AGE = 10
"""Seconds for which an answer may be kept: publishing shows in search at once, or nearly."""
SUGGESTIONS_MAX_AGE = 30
"""The same while typing. Less than `PUBLIC_MAX_AGE`: the cache of pages then keeps neither beyond the next change."""


@dataclass(frozen=True)
class Choice:
    """An option as a link: its address chooses it, or gives it up when it is chosen."""

    label: str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Asked:
    """What an address asks for; what it may not ask for is passed over."""

    query: Query
    narrowing: Narrowing
    by_date: bool

    @classmethod
    def by(cls, request: HttpRequest) -> Asked:
        said = {name: request.GET.get(parameter, "") for name, parameter in NAMES.items()}
        narrowing = Narrowing(
            kind=said["kind"] if said["kind"] in Entry.Kind.values else "",
            topic=said["topic"] if SLUG.fullmatch(said["topic"]) else "",
            year=int(said["year"]) if re.fullmatch(r"[12]\d{3}", said["year"], re.ASCII) else 0,
            speaker=said["speaker"] if SLUG.fullmatch(said["speaker"]) else "",
        )
        return cls(parse(request.GET.get("q", ""), current()), narrowing, by_date=request.GET.get("tri") == "date")

    @cached_property
    def parameters(self) -> dict[str, str]:
        """As an address says it, always in the same order."""
        chosen = {NAMES[name]: str(getattr(self.narrowing, name)) for name in self.narrowing.chosen()}
        return {"q": self.query.text, **chosen, **({"tri": "date"} if self.by_date else {})}

    def address(self, **changes: str) -> str:
        """The query of an address that asks for something else; an empty value asks no more."""
        parameters = {**self.parameters, **changes}
        return f"?{urlencode({name: value for name, value in parameters.items() if value})}"

    def choices(self, found: Found) -> dict[str, list[Choice]]:
        """What hits can be narrowed to, and what they are narrowed to already."""
        return {name: [self._choice(name, option) for option in options] for name, options in found.options.items()}

    def given_up(self, found: Found) -> list[Choice]:
        """What hits are narrowed to, with the way to give it up; named as it was asked for when nothing has it."""
        chosen = []
        for name in self.narrowing.chosen():
            value = str(getattr(self.narrowing, name))
            known = (option for option in found.options[name] if option.value == value)
            chosen.append(self._choice(name, next(known, Option(value, value, 0))))
        return chosen

    def _choice(self, name: str, option: Option) -> Choice:
        is_chosen = str(getattr(self.narrowing, name)) == option.value
        label = str(Entry.Kind(option.value).label) if name == "kind" else option.label
        return Choice(
            label, option.count, self.address(**{NAMES[name]: "" if is_chosen else option.value}), is_chosen=is_chosen
        )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found of what was typed."""
    tell_site(request)
    asked = Asked.by(request)
    number = _page_number(request)
    found = find(asked.query, asked.narrowing, page=number, by_date=asked.by_date)
    context = {
        "asked": asked,
        "choices": asked.choices(found),
        "chosen": asked.given_up(found),
        "publications": _page(found, number, asked.parameters),
        "results": load(found.entries, asked.query, request) if found.entries else [],
        "by_relevance": asked.address(tri=""),
        "by_date": asked.address(tri="date"),
        "not_narrowed": f"?{urlencode({'q': asked.query.text})}",
        "canonical_url": request.build_absolute_uri(request.path),
    }
    if asked.query.words and not found.total:
        context["suggestion"] = suggestion(asked.query)
        context["suggested"] = f"?{urlencode({'q': context['suggestion']})}"
    response = render(request, "search/search.html", context)
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What somebody who is typing may mean, for the script of the search box; nobody needs it to search."""
    tell_site(request)
    found = complete(request.GET.get("q", ""), current(), request)
    rows = [{"title": french(each.title), "kind": each.kind, "url": each.url} for each in found]
    response = JsonResponse({"suggestions": rows}, json_dumps_params={"ensure_ascii": False})
    response.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=SUGGESTIONS_MAX_AGE)
    return response


def _page_number(request: HttpRequest) -> int:
    typed = request.GET.get("page", "1")
    if not re.fullmatch(r"\d{1,5}", typed, re.ASCII) or not 0 < int(typed) <= MOST_PAGES:
        raise Http404
    return int(typed)


class ResultPaginator(ListingPaginator):
    """Pages of hits that the index has parted already: it only knows how many there are."""

    def page(self, number: int | str) -> ListingPage:
        return self._get_page([], self.validate_number(number), self)


def _page(found: Found, number: int, parameters: Mapping[str, str]) -> ListingPage:
    try:
        page = ResultPaginator(range(found.total), PER_PAGE).page(number)
    except EmptyPage as error:
        raise Http404 from error
    page.parameters = parameters
    return page
