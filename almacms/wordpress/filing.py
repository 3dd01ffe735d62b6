"""Authors become people, categories and tags topics: those that are here already are known by their names."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from almacms.people.models import Person
from almacms.publications.models import Topic

from .comments import ADDRESS
from .mapping import Mapping
from .models import Origin
from .reasons import Reason
from .tally import Outcome
from .wxr import Author, Term

PERSON_NAME, TOPIC_NAME = 120, 80


def digest_of(*parts: Any) -> str:
    """The same for the same values, as 64 hexadecimal digits (SHA-256)."""
    written = json.dumps(parts, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()


def file_author(author: Author, *, site: str, mapping: Mapping, is_dry: bool, outcome: Outcome) -> None:
    """Find or make the person that an account of the blog was."""
    chosen = mapping.people.get(author.login)
    if chosen == "":
        outcome.skip("authors", Reason.BY_MAPPING, author.login)
        return
    name = author.name or author.login
    # Some sign in by an e-mail address, which is never shown.
    name = (name.partition("@")[0] if ADDRESS.fullmatch(name) else name)[:PERSON_NAME]
    origin = Origin.objects.filter(site=site, source="author", key=author.login[:200]).first()
    read = digest_of(name, chosen)
    if origin is not None:
        person = Person.objects.filter(pk=origin.target).first()
        _revise(origin, person, name, read, "authors", author.login, is_dry=is_dry, outcome=outcome)
        return
    person = Person.objects.filter(slug=chosen).first() if chosen else Person.objects.filter(name__iexact=name).first()
    made = person is None
    outcome.count("authors", "created" if made else "unchanged")
    if is_dry:
        return
    if person is None:
        person = Person.objects.create(name=name, **({"slug": chosen} if chosen else {}))
    _remember(site, "author", author.login, Origin.Kind.PERSON, person.pk, read, digest_of(name) if made else "")


def file_term(term: Term, *, site: str, mapping: Mapping, is_dry: bool, outcome: Outcome) -> None:
    """Find or make the topic that a category or a tag was; several may be one."""
    name = mapping.topic(term.slug, term.name)[:TOPIC_NAME].strip()
    if not name:
        outcome.skip("topics", Reason.BY_MAPPING, term.slug)
        return
    origin = Origin.objects.filter(site=site, source=term.taxonomy, key=term.slug[:200]).first()
    read = digest_of(name)
    if origin is not None:
        topic = Topic.objects.filter(pk=origin.target).first()
        if origin.read_digest != read and (other := Topic.objects.filter(name__iexact=name).first()):
            # Merged into another, by the mapping or in the blog.
            outcome.count("topics", "updated")
            if not is_dry:
                Origin.objects.filter(pk=origin.pk).update(target=other.pk, read_digest=read, written_digest="")
            return
        _revise(origin, topic, name, read, "topics", term.slug, is_dry=is_dry, outcome=outcome)
        return
    topic = Topic.objects.filter(name__iexact=name).first()
    made = topic is None
    outcome.count("topics", "created" if made else "unchanged")
    if is_dry:
        return
    if topic is None:
        topic = Topic.objects.create(name=name, description=term.description)
    _remember(site, term.taxonomy, term.slug, Origin.Kind.TOPIC, topic.pk, read, digest_of(name) if made else "")


def _revise(
    origin: Origin, named: Any, name: str, read: str, kind: str, about: str, *, is_dry: bool, outcome: Outcome
) -> None:
    """Follow a name that changed in the blog, unless it was changed here."""
    if named is None:
        outcome.skip(kind, Reason.DELETED_HERE, about)
    elif origin.read_digest == read or not origin.written_digest:
        outcome.count(kind, "unchanged")
    elif digest_of(named.name) != origin.written_digest:
        outcome.skip(kind, Reason.EDITED_HERE, about)
    else:
        outcome.count(kind, "updated")
        if not is_dry:
            named.name = name
            named.save()
            Origin.objects.filter(pk=origin.pk).update(read_digest=read, written_digest=digest_of(name))


def _remember(site: str, source: str, key: str, kind: str, target: int, read: str, written: str) -> None:
    Origin.objects.create(
        site=site, source=source, key=key[:200], kind=kind, target=target, read_digest=read, written_digest=written
    )
