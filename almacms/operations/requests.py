"""How requests are read."""

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest


class Request(WSGIRequest):
    """A request that is read in the encoding of our pages, whatever it says of its own.

    Django takes it from `Content-Type`, even that of a GET, and reads the address by it. Under UTF-16, `?page=2` asks
    for nothing, and the first page would be kept as the second; under UTF-7, forms hold what no database takes; others
    are no encodings of text, and fail before anything can answer.
    """

    @property
    def encoding(self) -> str:
        return settings.DEFAULT_CHARSET

    @encoding.setter
    def encoding(self, _claimed: str) -> None:
        pass


def in_our_encoding(application: WSGIHandler) -> WSGIHandler:
    """The same application, which makes such requests."""
    application.request_class = Request
    return application
