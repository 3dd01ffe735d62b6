"""What the editor asks the server about a speaker."""

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from almacms.people.models import Person

from .models import InterviewSpeaker


def last_role(request: HttpRequest) -> JsonResponse:
    """The role and organisation to propose for `?person=`: those of their last interview, else the library's.

    An interview in which they must not be known proposes nothing of itself.
    """
    if not request.user.has_perm("people.view_person"):
        raise PermissionDenied
    try:
        person = get_object_or_404(Person, pk=int(request.GET.get("person", "")))
    except ValueError as error:
        raise Http404 from error
    given = InterviewSpeaker.objects.filter(person=person, display_name="").exclude(role="", organisation="")
    last = given.order_by(F("page__publication_date").desc(nulls_last=True), "-page").first()
    source = last or person
    return JsonResponse({"role": source.role, "organisation": source.organisation})
