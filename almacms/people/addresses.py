"""The address of what has a name and a page of its own."""

from typing import TYPE_CHECKING

from .names import slug_for

if TYPE_CHECKING:
    from modelcluster.models import ClusterableModel as _Model
else:
    _Model = object


class NamedAddress(_Model):
    """A model that makes its `slug` from its `name` when none is given, unlike any other of its kind."""

    name: str
    slug: str

    def full_clean(self, *args, **kwargs) -> None:
        """Give it an address first, so that it is checked with the rest."""
        self._set_slug()
        super().full_clean(*args, **kwargs)

    def save(self, *args, **kwargs) -> None:
        self._set_slug()
        super().save(*args, **kwargs)

    def _set_slug(self) -> None:
        if not self.slug:
            taken = type(self)._default_manager.exclude(pk=self.pk).values_list("slug", flat=True)
            self.slug = slug_for(self.name, taken=set(taken))
