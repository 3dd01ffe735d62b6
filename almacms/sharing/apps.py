from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    name = "almacms.sharing"
    label = "sharing"
    verbose_name = _("Shared drafts")

    def ready(self) -> None:
        from . import handlers  # noqa: F401 (they register themselves)
