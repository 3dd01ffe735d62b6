"""What a revision says, as one short string: two revisions that would publish the same have the same digest."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Revision

UNPUBLISHED_FIELDS = frozenset(
    {
        "alias_of",
        "depth",
        "draft_title",
        "expired",
        "first_published_at",
        "has_unpublished_changes",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "owner",
        "path",
        "url_path",
        "wagtail_admin_comments",
    }
)
"""What Wagtail keeps beside the content and no reader sees: its own records, and the newsroom's comments."""

BLOCK_KEY = re.compile(r'(<[a-z][a-z0-9]*) data-block-key=\\*"[^"\\]*\\*"')
"""What the text editor calls a paragraph, in JSON that holds JSON: it names what code wrote when it saves it."""

CACHED_FOR = 24 * 3600


def content_digest(content: Mapping[str, Any]) -> str:
    """The digest of a revision's content, as 64 hexadecimal digits (SHA-256).

    Args:
        content: what `Revision.content` holds.
    """
    published = {name: _said(value) for name, value in content.items() if name not in UNPUBLISHED_FIELDS}
    canonical = json.dumps(published, sort_keys=True, separators=(",", ":"), cls=DjangoJSONEncoder)
    return hashlib.sha256(BLOCK_KEY.sub(r"\1", canonical).encode()).hexdigest()


def _said(value: Any) -> Any:
    """A field without what changes while it says the same.

    The database numbers rows when it pleases; PostgreSQL gives the keys of a stream's blocks in an order of its own.
    """
    if isinstance(value, str):
        return _blocks(value)
    if isinstance(value, list):
        return [
            {name: said for name, said in row.items() if name != "pk"} if isinstance(row, Mapping) else row
            for row in value
        ]
    return value


def _blocks(text: str) -> Any:
    """The blocks of a stream, which a revision keeps as text; any other text as it is."""
    if not text.startswith("[{"):
        return text
    try:
        blocks = json.loads(text)
    except ValueError:
        return text
    are_blocks = all(isinstance(block, dict) and {"type", "value"} <= block.keys() for block in blocks)
    return blocks if are_blocks else text


def revision_digest(revision: Revision) -> str:
    """The digest of a revision, remembered for as long as the revision is not written again.

    For showing and for finding authors; what decides reads the row under a lock and calls `content_digest`.
    """
    # A revision that autosave overwrites keeps its identifier and takes another time.
    key = f"revision-content:{revision.pk}:{revision.created_at.timestamp()}"
    digest = cache.get(key)
    if digest is None:
        digest = content_digest(revision.content)
        cache.set(key, digest, CACHED_FOR)
    return digest
