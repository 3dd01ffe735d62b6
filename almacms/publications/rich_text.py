"""Links to pages in rich text, as readers see them."""

from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from .freshness import depends_on_links
from .restrictions import visible


class VisiblePageLinkHandler(PageLinkHandler):
    """A link to a page that readers may not see keeps its words and tells nothing of the address."""

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list[Page | None]:
        wanted = [attrs.get("id") for attrs in attrs_list]
        depends_on_links(wanted)
        found = {str(page.pk): page for page in visible(Page.objects.filter(pk__in=wanted))}
        return [found.get(str(pk)) for pk in wanted]
