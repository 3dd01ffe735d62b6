"""What a report says of what was not imported as it was: a code for programs, words for people."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    """Why something was left out, or is not quite what it was."""

    # The file
    MALFORMED = "malformed"
    FORBIDDEN = "forbidden"
    TOO_LARGE = "too_large"
    NO_EXPORT = "no_export"
    # Left out
    TRASHED = "trashed"
    UNFINISHED = "unfinished"
    OTHER_TYPE = "other_type"
    NO_NUMBER = "no_number"
    TWICE = "twice"
    EDITED_HERE = "edited_here"
    DELETED_HERE = "deleted_here"
    BY_MAPPING = "by_mapping"
    FAILED = "failed"
    FILE_ABSENT = "file_absent"
    FILE_REFUSED = "file_refused"
    FETCH_REFUSED = "fetch_refused"
    NO_CONVERSATION = "no_conversation"
    POST_LEFT_OUT = "post_left_out"
    BODY_TOO_LONG = "body_too_long"
    ADDRESS_TAKEN = "address_taken"
    ADDRESS_TOO_LONG = "address_too_long"
    # Imported, but
    ABSURD_DATE = "absurd_date"
    PARENT_MISSING = "parent_missing"
    PARENT_CYCLE = "parent_cycle"
    TOO_DEEP = "too_deep"
    NO_TITLE = "no_title"
    TITLE_CUT = "title_cut"
    LEAD_CUT = "lead_cut"
    SLUG_CHANGED = "slug_changed"
    UNKNOWN_AUTHOR = "unknown_author"
    INVALID = "invalid"
    INTERVIEW_NO_MORE = "interview_no_more"
    INTERVIEW_AS_ARTICLE = "interview_as_article"
    INTERVIEW_DOUBT = "interview_doubt"
    KEPT_HTML = "kept_html"
    NOTHING_KEPT = "nothing_kept"
    SCRIPT_LEFT_OUT = "script_left_out"
    SHORTCODE = "shortcode"
    DYNAMIC_BLOCK = "dynamic_block"
    TABLE_HEADINGS = "table_headings"
    PICTURE_MISSING = "picture_missing"
    FILE_MISSING = "file_missing"
    NO_ALT_TEXT = "no_alt_text"
    EMBED_AS_LINK = "embed_as_link"
    NOTE_MISSING = "note_missing"
    LINK_MISSING = "link_missing"
    COMMENT_PARENT_MISSING = "comment_parent_missing"
    COMMENT_CYCLE = "comment_cycle"
    STICKY = "sticky"
    SUBMISSION_FAILED = "submission_failed"


WORDS: dict[Reason, str | Promise] = {
    Reason.MALFORMED: _("the file is not well-formed XML: nothing after this place was read"),
    Reason.FORBIDDEN: _("the file defines entities or a document type, which no export does: it was not read further"),
    Reason.TOO_LARGE: _("one record of the file is larger than any text: nothing after it was read"),
    Reason.NO_EXPORT: _("this is no export of WordPress"),
    Reason.TRASHED: _("in the blog’s trash"),
    Reason.UNFINISHED: _("a revision or an automatic draft, not a text of its own"),
    Reason.OTHER_TYPE: _("of a type that the site has no equivalent for"),
    Reason.NO_NUMBER: _("has no number, by which it would be known again"),
    Reason.TWICE: _("its number comes twice in the file: the first was taken"),
    Reason.EDITED_HERE: _("was edited here since: left as it is"),
    Reason.DELETED_HERE: _("was deleted here since: not made again"),
    Reason.BY_MAPPING: _("left out by the mapping"),
    Reason.FAILED: _("could not be imported, by a fault of the site’s: its logs say which"),
    Reason.FILE_ABSENT: _("its file was not found"),
    Reason.FILE_REFUSED: _("its file is refused"),
    Reason.FETCH_REFUSED: _("its file was not fetched"),
    Reason.NO_CONVERSATION: _("plain pages have no conversation here"),
    Reason.POST_LEFT_OUT: _("what it comments was not imported"),
    Reason.BODY_TOO_LONG: _("its text is longer than any text"),
    Reason.ADDRESS_TAKEN: _("something here has this address already"),
    Reason.ADDRESS_TOO_LONG: _("the address is too long to lead anywhere"),
    Reason.ABSURD_DATE: _("its date cannot be believed: it has that of the text before it, if any"),
    Reason.PARENT_MISSING: _("the page above it is missing: it stands under the front page"),
    Reason.PARENT_CYCLE: _("it stands below itself: it was put under the front page"),
    Reason.TOO_DEEP: _("too far down the tree: it was put under the front page"),
    Reason.NO_TITLE: _("it has no title: one was made of its date or number"),
    Reason.TITLE_CUT: _("its title is too long: the rest opens the text"),
    Reason.LEAD_CUT: _("its excerpt is too long for a lead: the rest opens the text"),
    Reason.SLUG_CHANGED: _("its address was taken: it has another"),
    Reason.UNKNOWN_AUTHOR: _("its author is not in the export: known by their login"),
    Reason.INVALID: _("it breaks a rule of its type: the editor will say which"),
    Reason.INTERVIEW_NO_MORE: _("no longer understood as an interview, which it is here: left as it is"),
    Reason.INTERVIEW_AS_ARTICLE: _("not understood as an interview: it is an article"),
    Reason.INTERVIEW_DOUBT: _("to be read again as an interview"),
    Reason.KEPT_HTML: _("has no equivalent: kept as HTML"),
    Reason.NOTHING_KEPT: _("has no equivalent, and says nothing by itself: nothing was kept of it"),
    Reason.SCRIPT_LEFT_OUT: _("scripts and styles are left out"),
    Reason.SHORTCODE: _("a shortcode that is no longer"),
    Reason.DYNAMIC_BLOCK: _("a block that WordPress makes up: nothing of it to keep"),
    Reason.TABLE_HEADINGS: _("a table without headings: its first row was taken for them"),
    Reason.PICTURE_MISSING: _("a picture that is not in the library"),
    Reason.FILE_MISSING: _("a file that is not in the library"),
    Reason.NO_ALT_TEXT: _("a picture without alternative text"),
    Reason.EMBED_AS_LINK: _("a player that may not be framed: a link to it"),
    Reason.NOTE_MISSING: _("a footnote without a text"),
    Reason.LINK_MISSING: _("a link to a page of the blog that is not in the export"),
    Reason.COMMENT_PARENT_MISSING: _("the comment it answers is missing: it begins a thread"),
    Reason.COMMENT_CYCLE: _("it answers itself: it begins a thread"),
    Reason.STICKY: _("was kept at the top of the blog"),
    Reason.SUBMISSION_FAILED: _("could not be submitted for review: it is a draft"),
}


def words_for(code: str) -> str:
    """A reason in words."""
    return str(WORDS.get(code, code))  # type: ignore[call-overload]
