"""The form of a page in the editor."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import gettext as _
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
        taken = set(siblings.values_list("slug", flat=True)) | self._reserved()
        return slug_for(self.cleaned_data.get("title", ""), taken=taken)

    def clean_slug(self) -> str:
        """Refuse an address that the site itself answers at.

        Raises:
            ValidationError: the address is one of them.
        """
        slug = self.cleaned_data["slug"]
        if slug in self._reserved():
            raise ValidationError(_("The site itself uses this address: choose another."))
        return slug

    def _reserved(self) -> set[str]:
        """Under the front page, the first parts of the addresses that are no page's."""
        if self.parent_page is None or not self.parent_page.sites_rooted_here.exists():
            return set()
        routes = first_parts(get_resolver().url_patterns)
        folders = {address.strip("/") for address in (settings.MEDIA_URL, settings.STATIC_URL)}
        return {part for part in routes | folders if re.fullmatch(r"[\w-]+", part)}


def first_parts(patterns: Iterable[URLPattern | URLResolver]) -> set[str]:
    """The first parts of these addresses, those of included ones too."""
    found: set[str] = set()
    for pattern in patterns:
        route = str(pattern.pattern)
        if isinstance(pattern, URLResolver) and not route:
            found |= first_parts(pattern.url_patterns)
        else:
            found.add(route.split("/")[0])
    return found
