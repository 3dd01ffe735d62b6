"""What people are told about a transcript: refusals, doubts, and why a paragraph was set aside."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .transcripts.refusals import Reason, Refusal
from .transcripts.transcript import Doubt, TranscriptWarning, Why

REASONS: dict[Reason, Promise] = {
    Reason.UNKNOWN_FORMAT: _(
        "This kind of file is not read. Those that are: .docx, .odt, .html, .md, .txt, .vtt, .srt."
    ),
    Reason.NOT_WHAT_IT_SAYS: _("This file is not what its name says. Save it again in the format of its extension."),
    Reason.OLD_WORD: _("This file is in Word’s old format. Open it and save it as .docx."),
    Reason.TOO_LARGE: _("This file is larger than 20 MB. Reduce its pictures, or send it without them."),
    Reason.ZIP_BOMB: _("This file would take too much room once unpacked: it is not opened."),
    Reason.MACROS: _("This file holds macros, programs that are not let in. Save it without them."),
    Reason.ENCRYPTED: _("This file is protected by a password. Save it without one."),
    Reason.DAMAGED: _("This file is damaged: it cannot be read to its end. Open it and save it again."),
    Reason.FORBIDDEN_XML: _("This file declares entities, which no word processor writes: it is not opened."),
    Reason.UNDECODABLE: _("This file is not text, or its encoding is unknown. Save it as UTF-8."),
    Reason.TOO_LONG: _("This text is far longer than an interview. Send one interview at a time."),
    Reason.EMPTY: _("There is no text in it."),
}

DOUBTS: dict[Doubt, Promise] = {
    Doubt.NO_TITLE: _("No title was found."),
    Doubt.NO_SPEAKER: _("Nobody was found to say the answers."),
    Doubt.NO_QUESTION: _("This answer comes before any question."),
    Doubt.UNKNOWN_SPEAKER: _("Nothing tells who says this."),
    Doubt.AMBIGUOUS_NAME: _("This name may be that of several people: %(detail)s."),
    Doubt.NAME_COMPLETED: _("The full name was taken from the introduction: %(detail)s."),
    Doubt.NAME_FROM_INTRODUCTION: _(
        "No answer is labelled: they were given to %(detail)s, whom the introduction names."
    ),
    Doubt.INTERVIEWER_GUESSED: _("%(detail)s only asks: taken for the interviewer, not for a speaker."),
    Doubt.LABEL_ONCE: _("“%(detail)s” speaks only once: is it a speaker?"),
    Doubt.LABEL_REFUSED: _("“%(detail)s” looks like a speaker’s name and was left in the text."),
    Doubt.QUESTION_WITHOUT_MARK: _("Taken for a question although it has no question mark."),
    Doubt.QUESTION_IN_ANSWER: _("Ends with a question mark and was left in the answer."),
    Doubt.NO_REPLY: _("Nobody answers this question."),
    Doubt.INTERLUDE: _("Taken for a text of the editor’s between two questions."),
    Doubt.CAPTION: _("Looks like a picture’s caption: set aside."),
    Doubt.CLOSING: _("Looks like a closing line, which belongs to nobody: set aside."),
    Doubt.COMMENTS: _("The readers’ comments seem to begin here: set aside to the end."),
    Doubt.NOTE: _("A footnote: set aside."),
    Doubt.ALT_TEXT: _("This picture needs an alternative text."),
    Doubt.PICTURE_LEFT_OUT: _("A picture stands here, which cannot be taken: add it by hand. %(detail)s"),
    Doubt.TOO_LONG: _("Too long for its place: the rest was put beside it. %(detail)s"),
    Doubt.HOMONYMS: _("Several people are named %(detail)s: the first was taken."),
}

WHYS: dict[Why, Promise] = {
    Why.DATE: _("date"),
    Why.FURNITURE: _("what surrounds a web page or a printed one"),
    Why.CAPTION: _("caption"),
    Why.BYLINE: _("who signs it"),
    Why.CLOSING: _("closing line"),
    Why.NOTE: _("footnote"),
    Why.BY_HAND: _("set aside by you"),
}


def refusal_message(refusal: Refusal) -> str:
    """Why a file is refused, and what to do about it."""
    return str(REASONS[refusal.reason])


def warning_message(warning: TranscriptWarning) -> str:
    """What is doubtful."""
    return (str(DOUBTS[warning.code]) % {"detail": warning.detail}).strip()


def why_message(why: Why) -> str:
    """Why a paragraph was set aside, in a word or two."""
    return str(WHYS[why])
