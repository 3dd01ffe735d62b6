from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "almacms.operations"
    label = "operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        from . import choosers

        choosers.install()
