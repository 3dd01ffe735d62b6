"""The rows of a conversation and of who follows it, made when somebody first asks."""

from datetime import datetime

from almacms.publications.models import Publication

from ..models import Follower, Thread


def thread_of(publication: Publication) -> Thread:
    """The conversation about a publication, made if it is the first time that somebody asks."""
    thread, _made = Thread.objects.get_or_create(
        publication=publication, defaults={"state": Thread.default_state(publication.kind)}
    )
    return thread


def follower_of(thread: Thread, email: str, now: datetime) -> Follower:
    """Who asks to be written to; who asks again before they confirmed has as long as whoever asks first."""
    follower, is_new = Follower.objects.get_or_create(thread=thread, email=email)
    if not is_new and follower.confirmed_at is None:
        Follower.objects.filter(pk=follower.pk).update(created_at=now)
    return follower
