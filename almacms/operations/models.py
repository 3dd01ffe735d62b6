"""What the running system remembers about itself."""

from datetime import timedelta
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """The last sign of life of a process that nobody talks to, such as the scheduler."""

    # How many beats may be missed before the process is taken for dead.
    TOLERANCE: ClassVar[int] = 3

    name = models.CharField(_("name"), max_length=50, primary_key=True)
    interval = models.DurationField(_("interval"))
    beaten_at = models.DateTimeField(_("beaten at"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def beat(cls, name: str, interval: timedelta) -> Self:
        heartbeat, _created = cls.objects.update_or_create(
            name=name, defaults={"interval": interval, "beaten_at": timezone.now()}
        )
        return heartbeat

    @property
    def is_alive(self) -> bool:
        return timezone.now() - self.beaten_at <= self.interval * self.TOLERANCE
