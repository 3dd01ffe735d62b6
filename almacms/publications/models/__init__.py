"""What an article and an interview share, the topics that file them, and who contributed to them."""

from .contributions import Contribution, Contributor
from .filing import PublicationAuthor, PublicationTopic, RelatedPublication
from .publication import Publication
from .topics import Topic

__all__ = [
    "Contribution",
    "Contributor",
    "Publication",
    "PublicationAuthor",
    "PublicationTopic",
    "RelatedPublication",
    "Topic",
]
