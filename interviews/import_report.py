"""What an import says of itself: the counts while it is reviewed, and what remains to do once it is a draft."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from .corrections import Review
from .imports import Imported
from .review_pieces import open_doubts
from .transcript_messages import warning_message
from .transcripts.transcript import Doubt

MOST_TOLD = 5


def counted(review: Review) -> str:
    """How many questions and answers there are."""
    exchanges = [exchange for exchange in review.transcript.exchanges if exchange.question]
    turns = sum(len(exchange.turns) for exchange in review.transcript.exchanges)
    questions = ngettext("%(count)d question", "%(count)d questions", len(exchanges)) % {"count": len(exchanges)}
    answers = ngettext("%(count)d answer", "%(count)d answers", turns) % {"count": turns}
    return f"{questions}, {answers}"


def report(imported: Imported, review: Review) -> Iterator[tuple[Callable, str, bool]]:
    """What was written, then what is left to somebody's care, and whether the review shows where."""
    yield messages.success, _("The draft is written: %(counted)s.") % {"counted": counted(review)}, False
    if imported.created:
        names = ", ".join(person.name for person in imported.created)
        yield messages.success, _("Added to the library of people: %(names)s.") % {"names": names}, False
    pictures = sum(block.block_type == "picture" for block in flattened(imported))
    if pictures:
        text = ngettext(
            "%(count)d picture needs an alternative text.",
            "%(count)d pictures need an alternative text.",
            pictures,
        )
        yield messages.warning, text % {"count": pictures}, False
    left = [doubt for doubt in open_doubts(review) if doubt.code is not Doubt.ALT_TEXT]
    if left:
        text = ngettext(
            "%(count)d doubt was left as it was understood: the review still shows it.",
            "%(count)d doubts were left as they were understood: the review still shows them.",
            len(left),
        )
        yield messages.warning, text % {"count": len(left)}, True
    read = set(review.transcript.warnings)
    told = [warning for warning in imported.warnings if warning not in read and warning.code is not Doubt.ALT_TEXT]
    for warning in told[:MOST_TOLD]:
        yield messages.warning, warning_message(warning), False


def flattened(imported: Imported) -> Iterator:
    """Every block of the interview, replies too."""
    for block in imported.page.body:
        yield block
        if block.block_type == "exchange":
            yield from block.value["replies"]
