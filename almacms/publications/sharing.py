"""What a search engine and a shared link say of a page."""


class DescribedPage:
    """A page type that has a title and a description to be known by.

    Properties rather than `firstof … as` in the templates: that keeps a text already escaped, to be escaped again.
    """

    title: str
    seo_title: str
    search_description: str

    @property
    def meta_title(self) -> str:
        """The title of the window and of the search results."""
        return self.seo_title or self.title

    @property
    def meta_description(self) -> str:
        """What search results say of it; empty when the page says nothing of itself."""
        return self.search_description or getattr(self, "lead", "")

    @property
    def share_title(self) -> str:
        """The title of the card of a shared link."""
        return getattr(self, "social_title", "") or self.meta_title

    @property
    def share_summary(self) -> str:
        """The words of the card of a shared link."""
        return getattr(self, "social_summary", "") or self.meta_description
