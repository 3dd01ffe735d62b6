"""Remind those whom pages under review wait for: the scheduler does it every hour, this does it now."""

from typing import Any

from django.core.management.base import BaseCommand

from almacms.workflow.reminders import send_reminders


class Command(BaseCommand):
    help = "Reminds by e-mail those whom pages under review wait for; harmless when run again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(send_reminders()))
