from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "almacms.publications"
    label = "publications"
    verbose_name = _("Publications")

    def ready(self) -> None:
        from wagtail.signals import page_published

        from . import links
        from .handlers import on_page_published

        links.label_the_dialogs()
        page_published.connect(on_page_published, dispatch_uid="publications.on_page_published")
