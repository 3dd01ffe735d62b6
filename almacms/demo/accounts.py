"""The demonstration's accounts: somebody who writes, somebody who approves, somebody who administers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.auth.models import Group

from almacms.accounts.models import User

from . import sources


@dataclass(frozen=True)
class Account:
    """An account as it is told at the end: the password only of one just made."""

    user: User
    group: str
    password: str | None


def ensure_accounts(password: str | None) -> list[Account]:
    """Make the accounts that are missing, all with one password; those that exist keep theirs.

    No address yet: what the load itself submits for review must send no mail (see `give_addresses`).
    """
    chosen = password or secrets.token_urlsafe(9)
    accounts = []
    for entry in sources.table("site")["accounts"]:
        user = User.objects.filter(username=entry["username"]).first()
        made = user is None
        if user is None:
            names = {key: entry[key] for key in ("first_name", "last_name")}
            user = User.objects.create_user(username=entry["username"], password=chosen, **names)
            user.groups.add(Group.objects.get(name=entry["group"]))
        accounts.append(Account(user, entry["group"], chosen if made else None))
    return accounts


def existing_accounts() -> list[Account]:
    """The demonstration's accounts that are there, their passwords unknown."""
    found = []
    for entry in sources.table("site")["accounts"]:
        user = User.objects.filter(username=entry["username"]).first()
        if user is not None:
            found.append(Account(user, entry["group"], None))
    return found


def give_addresses(accounts: list[Account]) -> None:
    """Give the new accounts an address, so that from now on their work sends mail as everybody's."""
    for account in accounts:
        if account.password is not None:
            account.user.email = f"{account.user.username}@example.org"
            account.user.save(update_fields=["email"])
