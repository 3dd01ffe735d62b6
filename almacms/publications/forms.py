"""The form of a page in the editor."""

from wagtail.admin.forms import WagtailAdminPageForm

from almacms.people.names import slug_for


class PageForm(WagtailAdminPageForm):
    """Makes a page's address from its title when none is given, so that a draft is never refused for its address.

    Made here rather than in the browser, where Wagtail drops the « œ » of « cœur » and joins what an apostrophe parts.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict:
        if self.cleaned_data.get("slug") == "":
            self.cleaned_data["slug"] = self._address()
        return super().clean()

    def _address(self) -> str:
        if self.instance.first_published_at:
            # Readers know it by this one.
            return self.instance.slug
        siblings = self.parent_page.get_children().exclude(pk=self.instance.pk)
        return slug_for(self.cleaned_data.get("title", ""), taken=set(siblings.values_list("slug", flat=True)))
