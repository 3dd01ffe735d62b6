from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImagesConfig(AppConfig):
    name = "almacms.images"
    label = "images"
    verbose_name = _("Pictures")

    def ready(self) -> None:
        from . import avif, depth

        avif.register()
        depth.register()
