from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImagesConfig(AppConfig):
    name = "almacms.images"
    label = "images"
    verbose_name = _("Pictures")

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from . import avif, depth, privacy
        from .handlers import on_image_saved
        from .models import CustomImage

        avif.register()
        depth.register()
        privacy.register()
        post_save.connect(on_image_saved, sender=CustomImage, dispatch_uid="images.on_image_saved")
