"""Taking back the consent to be named: what it changes, and how it is done, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models, transaction
from django.utils import timezone
from wagtail.admin.models import FormState
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Comment, CommentReply, Page, PageLogEntry, Revision, TaskState
from wagtail.signals import page_published

from almacms.people.models import Person
from almacms.people.names import slug_for
from almacms.sharing.models import SharedDraft
from almacms.workflow import roles
from almacms.workflow.models import Approval

from .agreement.models import AgreementLetter, SpeakerAgreement, SpeakersAgreementTaskState
from .models import InterviewPage, Withdrawal
from .uploads import TranscriptUpload
from .withdrawal import NameRemoval, Replacement

LOG_ACTION = "interviews.withdraw_consent"


def may_withdraw(user: AbstractUser | AnonymousUser) -> bool:
    """Whether somebody may take a name out of an interview and of its history: administrators, and nobody else."""
    return user.is_active and (user.is_superuser or user.groups.filter(name=roles.ADMINISTRATORS).exists())


def speakers_ever(page: InterviewPage) -> models.QuerySet[Person]:
    """Everybody declared as a speaker of this interview, now or in any revision of it."""
    people = set(page.speakers.values_list("person_id", flat=True))
    for content in page.revisions.values_list("content", flat=True).iterator():
        people.update(row["person"] for row in content.get("speakers", []))
    return Person.objects.filter(pk__in=people)


@dataclass
class Plan:
    """Everything that a withdrawal will write, worked out without writing any of it."""

    live: dict[str, Any]
    draft_title: str
    shown: list[Replacement] = field(default_factory=list)
    """What changes on the page itself."""
    kept: list[Replacement] = field(default_factory=list)
    """What changes in its revisions, its log, and what the newsroom wrote about it."""
    updates: list[tuple[type[models.Model], int, dict[str, Any]]] = field(default_factory=list)
    """Rows other than the page's own: model, key, new values."""
    redirects: list[int] = field(default_factory=list)
    """Redirects to the page whose own address tells the name."""

    def __len__(self) -> int:
        return len(self.shown) + len(self.kept)

    @property
    def revision_count(self) -> int:
        return sum(model is Revision for model, _pk, _values in self.updates)


def plan_withdrawal(
    *, page: InterviewPage, person: Person, words: str, names: Iterable[str] = (), forget_role: bool = True
) -> Plan:
    """What would change if this person's name left this interview.

    Args:
        page: the interview as its own row tells it, not one of its revisions.
        person: who takes back their consent.
        words: what stands in place of their name.
        names: the other ways the texts call them.
        forget_role: whether the role and organisation of that day go too.
    """
    shown = NameRemoval([person.name, *names], words, person.slug)
    kept = NameRemoval([person.name, *names], words, person.slug)
    live = _content(page.serializable_data(), shown, person, forget_role=forget_role)
    live["slug"] = _free_slug(page, live["slug"])
    plan = Plan(live=live, draft_title=kept.text(page.draft_title, "title"), shown=shown.replacements)
    for revision in page.revisions.order_by("pk"):
        values = {
            "content": _content(revision.content, kept, person, forget_role=forget_role),
            "object_str": kept.data(revision.object_str, "revisions"),
        }
        # One address for the page and for all that may be published of it.
        if values["content"].get("slug") != revision.content.get("slug"):
            values["content"].update(slug=live["slug"], url_path=f"{page.get_parent().url_path}{live['slug']}/")
        if values != {"content": revision.content, "object_str": revision.object_str}:
            plan.updates.append((Revision, revision.pk, values))
    plan.updates.extend(_around(page, kept))
    plan.updates.extend(_reached(page, kept, person))
    plan.redirects = _telling_redirects(page, kept)
    plan.kept = kept.replacements
    return plan


@transaction.atomic
def withdraw_consent(
    *,
    page: InterviewPage,
    person: Person,
    words: str,
    names: Iterable[str] = (),
    forget_role: bool = True,
    user: AbstractUser | AnonymousUser | None,
) -> Plan:
    """Put other words in place of somebody's name, in an interview, its revisions and its log.

    Done again, it takes away what came back since, and changes nothing else.

    Returns:
        What was changed.
    """
    names = list(names)
    page = InterviewPage.objects.get(pk=Page.objects.select_for_update().get(pk=page.pk).pk)
    plan = plan_withdrawal(page=page, person=person, words=words, names=names, forget_role=forget_role)
    _withdrawal, is_new = Withdrawal.objects.get_or_create(page=page, person=person)
    if not plan and not is_new:
        return plan
    for model, pk, values in plan.updates:
        model._base_manager.filter(pk=pk).update(**values)
    Redirect.objects.filter(pk__in=plan.redirects).delete()
    # What an editor's preview was last drawn from, and what the interview was made from.
    FormState.objects.for_instance(page).delete()
    TranscriptUpload.objects.filter(page=page).delete()
    cleaned = page.with_content_json(plan.live)
    cleaned.draft_title = plan.draft_title
    cleaned.save(clean=False)
    # After Wagtail, which leads from the page's former address once the change is stored.
    transaction.on_commit(lambda: _forget_former_addresses(page, person, names))
    revision = _new_latest_revision(cleaned, user)
    numbers = {"replacements": len(plan), "revisions": plan.revision_count}
    log(instance=cleaned, action=LOG_ACTION, user=user, revision=revision, content_changed=True, data=numbers)
    if cleaned.live:
        # What is drawn from the published state, indexes and other people's pages, is made again.
        cleaned.update_aliases(revision=revision)
        fresh = InterviewPage.objects.get(pk=page.pk)
        page_published.send(sender=InterviewPage, instance=fresh, revision=revision)
    return plan


def _telling_redirects(page: InterviewPage, removal: NameRemoval) -> list[int]:
    """The redirects to a page whose own address tells the name."""
    return [
        redirect.pk
        for redirect in Redirect.objects.filter(redirect_page=page)
        if any(removal.slug(part, "redirects") != part for part in redirect.old_path.split("/"))
    ]


def _forget_former_addresses(page: InterviewPage, person: Person, names: Iterable[str]) -> None:
    telling = _telling_redirects(page, NameRemoval([person.name, *names], "", person.slug))
    Redirect.objects.filter(pk__in=telling).delete()


def _new_latest_revision(page: InterviewPage, user: AbstractUser | AnonymousUser | None) -> Revision | None:
    """Save the latest revision again: an editor open since before then holds an old one, which may not be kept."""
    latest = page.get_latest_revision()
    if latest is None:
        return None
    revision = latest.as_object().save_revision(user=user, changed=False, clean=False)
    if page.live_revision_id == latest.pk:
        InterviewPage.objects.filter(pk=page.pk).update(live_revision=revision)
    return revision


def _content(content: dict[str, Any], removal: NameRemoval, person: Person, *, forget_role: bool) -> dict[str, Any]:
    """What a page or a revision keeps, without the name; their row says the new words, and they sign nothing."""
    streams = [f.name for f in InterviewPage._meta.get_fields() if isinstance(f, StreamField)]
    cleaned = removal.content(content, streams=streams)
    if "speakers" in cleaned:
        cleaned["speakers"] = [_row(row, removal, person, forget_role) for row in cleaned["speakers"]]
    if "authorships" in cleaned:
        signed = [row for row in cleaned["authorships"] if row["person"] == person.pk]
        removal.replacements.extend(Replacement("authorships", person.name, "") for _row in signed)
        cleaned["authorships"] = [row for row in cleaned["authorships"] if row["person"] != person.pk]
    return cleaned


def _row(row: dict[str, Any], removal: NameRemoval, person: Person, forget_role: bool) -> dict[str, Any]:
    if row["person"] != person.pk:
        return row
    changed = {**row, "display_name": removal.words}
    if forget_role:
        changed.update(role="", organisation="")
    if changed != row:
        before = [row.get("display_name") or person.name, row["role"], row["organisation"]]
        after = [changed["display_name"], changed["role"], changed["organisation"]]
        removal.replacements.append(
            Replacement("speakers", ", ".join(filter(None, before)), ", ".join(filter(None, after)))
        )
    return changed


def _around(page: InterviewPage, removal: NameRemoval) -> Iterator[tuple[type[models.Model], int, dict[str, Any]]]:
    """What the log, the newsroom's remarks and the speakers' answers say of the page."""
    rows: list[tuple[models.QuerySet, list[str]]] = [
        (PageLogEntry.objects.filter(page=page), ["label", "data"]),
        (Comment.objects.filter(page=page), ["text"]),
        (CommentReply.objects.filter(comment__page=page), ["text"]),
        (TaskState.objects.for_instance(page), ["comment"]),
        (Approval.objects.filter(task_state__in=TaskState.objects.for_instance(page)), ["comment"]),
        (SpeakersAgreementTaskState.objects.for_instance(page), ["set_aside_reason"]),
        (SharedDraft.objects.filter(page=page), ["recipient"]),
        # What speakers agreed to changes with what they are quoted for: their agreements stand.
        (SpeakerAgreement.objects.filter(page=page), ["turns", "remarks", "set_aside_reason"]),
    ]
    for queryset, fields in rows:
        for row in queryset.order_by("pk"):
            before = {name: getattr(row, name) for name in fields}
            after = {
                name: _fitting(queryset.model, name, removal.data(value, "remarks")) for name, value in before.items()
            }
            if after != before:
                yield queryset.model, row.pk, after


def _fitting(model: type[models.Model], name: str, value: Any) -> Any:
    """A value no longer than its field: the words may be longer than the name."""
    longest = getattr(model._meta.get_field(name), "max_length", None)
    return value[:longest] if longest and isinstance(value, str) else value


def _reached(
    page: InterviewPage, removal: NameRemoval, person: Person
) -> Iterator[tuple[type[models.Model], int, dict[str, Any]]]:
    """Where they were written to about this interview: the addresses go, and their letters open nothing any more."""
    addresses = set()
    for agreement in SpeakerAgreement.objects.filter(page=page, person=person).exclude(email=""):
        addresses.add(agreement.email)
        yield SpeakerAgreement, agreement.pk, {"email": ""}
    letters = AgreementLetter.objects.filter(agreement__page=page, agreement__person=person)
    for letter in letters.exclude(sent_to="", revoked_at__isnull=False):
        addresses.add(letter.sent_to)
        yield AgreementLetter, letter.pk, {"sent_to": "", "revoked_at": letter.revoked_at or timezone.now()}
    removal.replacements.extend(Replacement("speakers", address, "") for address in sorted(addresses))


def _free_slug(page: InterviewPage, slug: str) -> str:
    taken = page.get_siblings(inclusive=False).values_list("slug", flat=True)
    return slug if slug == page.slug else slug_for(slug, taken=set(taken))
