"""Rows of a page that a revision may name after what they point at is gone."""

from typing import Any, Self

from django.db import models
from modelcluster.models import model_from_serializable_data


class ProtectedRow:
    """A row of a page that protects what it points at, for as long as it is in the database.

    A revision is not: it may name a person who was deleted since. modelcluster refuses to read such a revision, and the
    page could be neither opened nor published; the row is dropped instead, as for any other deleted target.
    """

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Self | None:
        """See `modelcluster.models.ClusterableModel.from_serializable_data`; None when a protected target is gone."""
        if check_fks:
            for field in cls._meta.fields:  # type: ignore[attr-defined]
                if field.many_to_one and field.remote_field.on_delete is models.PROTECT:
                    target = data.get(field.name)
                    if target is not None and not field.related_model.objects.filter(pk=target).exists():
                        return None
        return model_from_serializable_data(cls, data, check_fks=check_fks, strict_fks=strict_fks)
