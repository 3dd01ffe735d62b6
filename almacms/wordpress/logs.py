"""What an import says in a page's history."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import PageLogEntry

from .writing import LOG_ACTION


def register(actions: LogActionRegistry) -> None:
    @actions.register_action(LOG_ACTION)
    class Imported(LogFormatter):
        label = _("Import from WordPress")

        def format_message(self, log_entry: PageLogEntry) -> str:
            data = {"blog": log_entry.data.get("blog", "")}
            if log_entry.data.get("status") in {"live", "scheduled"}:
                return gettext("Imported from %(blog)s as it was published there, without another review") % data
            return gettext("Imported from %(blog)s") % data
