"""`manage.py create_site`: the front page and the lists, for a database that has none."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from home.services import ensure_tree


class Command(BaseCommand):
    help = "Create the front page, the lists and the site's address; what exists is left as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        home = ensure_tree()
        self.stdout.write(_("The site is ready: its front page is “%(title)s”.") % {"title": home.title})
