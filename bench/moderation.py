"""How long moderators wait for the queue, and for a flood to be thrown away, on the site of `bench.flood`."""

from __future__ import annotations

from time import monotonic

import django

from .figures import table, time


def main() -> None:
    django.setup()
    # After the settings are known: these need them.
    from django.contrib.auth import get_user_model
    from django.test import Client

    from almacms.conversation.desk import MOST_AT_ONCE
    from almacms.conversation.models import Comment

    moderator, _made = get_user_model().objects.get_or_create(
        username="bench", defaults={"is_superuser": True, "is_staff": True}
    )
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(moderator)
    waiting = Comment.objects.waiting().count()
    rows = []
    for name, ask in {
        "the queue": lambda: client.get("/admin/comments/"),
        "a search in it": lambda: client.get("/admin/comments/", {"q": "numéro 12"}),
        f"spam, {min(waiting, MOST_AT_ONCE)} at once": lambda: client.post(
            "/admin/comments/", {"decision": "spam", "everything": "1"}
        ),
    }.items():
        begun = monotonic()
        response = ask()
        rows.append([name, str(response.status_code), time(1000 * (monotonic() - begun))])
    print(table([f"{waiting} comments wait: milliseconds", "status", "taken"], rows))


if __name__ == "__main__":
    main()
