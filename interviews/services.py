"""What happens to an interview beside being saved."""

from collections.abc import Iterator

from django.db import transaction

from .appearance import EXTRACT_LENGTH, Appearance
from .models import InterviewPage


@transaction.atomic
def record_appearances(*, interview: InterviewPage) -> None:
    """Bring the index of who answers what up to date with an interview as readers have it; nothing when they do not.

    Rows that still hold keep their identity: doing it twice changes nothing.
    """
    rows = {(row.person_id, row.exchange): row for row in _appearances_in(interview)} if interview.live else {}
    indexed = Appearance.objects.filter(interview=interview).values_list("pk", "person", "exchange")
    stale = [pk for pk, person, exchange in indexed if (person, exchange) not in rows]
    Appearance.objects.filter(pk__in=stale).delete()
    Appearance.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["interview", "person", "exchange"],
        update_fields=["question", "extract", "position"],
    )


def rebuild_appearances() -> int:
    """Bring the whole index up to date, one interview at a time, so that no reader ever finds it empty.

    Returns:
        How many appearances there are.
    """
    for pk in InterviewPage.objects.values_list("pk", flat=True):
        with transaction.atomic():
            # Locked, or a publication under way would be overwritten by what was read before it.
            interview = InterviewPage.objects.select_for_update(of=("self",)).filter(pk=pk).first()
            if interview is not None:
                record_appearances(interview=interview)
    return Appearance.objects.count()


def _appearances_in(interview: InterviewPage) -> Iterator[Appearance]:
    exchanges = (block for block in interview.body if block.block_type == "exchange")
    for position, block in enumerate(exchanges):
        for person_id in block.value.speakers():
            speaker = interview.speaker(person_id)
            if speaker is None or speaker.person is None:
                continue
            yield Appearance(
                interview=interview,
                person=speaker.person,
                exchange=block.id,
                question=block.value["question"],
                extract=block.value.first_words(person_id, EXTRACT_LENGTH),
                position=position,
            )
