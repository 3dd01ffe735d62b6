"""Sending a corrected document, and why it is refused."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import InterviewPage
from ..transcripts.readers import MAX_BYTES
from ..transcripts.refusals import Reason, Refusal
from .document import Corrected, read_corrected
from .services import NotThisPageError, Review, review

NOT_A_DOCX = _("This is not a Word document (.docx). In the word processor, use “Save as” and choose .docx.")
DAMAGED = _("This document is damaged: open it in the word processor, save it again, and send that one.")
REFUSALS = {
    Reason.UNKNOWN_FORMAT: NOT_A_DOCX,
    Reason.NOT_WHAT_IT_SAYS: NOT_A_DOCX,
    Reason.OLD_WORD: NOT_A_DOCX,
    Reason.TOO_LARGE: _("This document weighs more than 20 MB. Remove its pictures, which are not brought back."),
    Reason.TOO_LONG: _("This document is too long to be an interview."),
    Reason.ZIP_BOMB: _("This document swells beyond measure once opened: it was not read."),
    Reason.MACROS: _("This document holds macros, small programs: it was not read. Save it as .docx, without macros."),
    Reason.ENCRYPTED: _("This document is protected by a password: remove it, and send the document again."),
    Reason.EMPTY: _("This document is empty."),
}
OTHER_PAGE = _("This document is not this interview’s: download the interview from here, and correct that document.")


class CorrectedForm(forms.Form):
    """A document that comes back; once valid, `review` tells what it would change."""

    document = forms.FileField(
        label=_("Corrected document"),
        help_text=_("The .docx that was downloaded from here, corrected in Word or LibreOffice."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages={"empty": REFUSALS[Reason.EMPTY], "required": _("Choose the document to bring back.")},
    )
    corrected: Corrected
    review: Review

    def __init__(self, *args, page: InterviewPage, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.page = page

    def clean_document(self):
        file = self.cleaned_data["document"]
        try:
            if file.size > MAX_BYTES:
                raise Refusal(Reason.TOO_LARGE)
            self.corrected = read_corrected(file.name, file.read())
            self.review = review(page=self.page, corrected=self.corrected)
        except Refusal as refusal:
            raise ValidationError(REFUSALS.get(refusal.reason, DAMAGED), code=refusal.reason) from refusal
        except NotThisPageError as error:
            raise ValidationError(OTHER_PAGE, code="other_page") from error
        return file
