"""Who may do what to a page, beyond what Wagtail's groups say."""

from wagtail.models import PagePermissionTester


class ReviewedPagePermissionTester(PagePermissionTester):
    """Nobody publishes by themselves, whatever their groups; approval does (`actions.publish_approved`).

    Every road that Wagtail has to readers asks one of the two first answers: the editor, the bulk action, copies and
    aliases published at once, the API.
    """

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_publish_without_review(self) -> bool:
        """Whether they may take the one exception, which asks for a reason and is told to the reviewers."""
        page = self.page
        # A review under way locks the page too, and may be cut short; another person's own lock may not.
        held = page.locked and page.locked_by_id != self.user.pk
        return super().can_publish() and not page.alias_of_id and not held

    def can_set_view_restrictions(self) -> bool:
        return super().can_publish()

    def can_unschedule(self) -> bool:
        return super().can_publish()


class KeptPagePermissionTester(ReviewedPagePermissionTester):
    """Nobody deletes or unpublishes the page, by one click, with all that stands on it."""

    def can_delete(self, *_args: bool, **_options: bool) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_move(self) -> bool:
        return False
