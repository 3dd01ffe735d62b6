"""Who was written to about what: nobody is told the same thing twice."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """One e-mail to one person about one event."""

    # A kind and what it happened to, such as "to_review:12".
    event = models.CharField(_("event"), max_length=150)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent on"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="one_notice_each")]

    def __str__(self) -> str:
        return f"{self.event} – {self.user}"
