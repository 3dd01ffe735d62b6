"""Pages that hold the site together."""

from wagtail.models import PagePermissionTester


class KeptPagePermissionTester(PagePermissionTester):
    """Nobody deletes or unpublishes the page, by one click, with all that stands on it."""

    def can_delete(self, *_args: bool, **_options: bool) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_move(self) -> bool:
        return False
