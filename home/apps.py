from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    label = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import Page, Site
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from .handlers import on_change
        from .models import SiteSettings

        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(on_change, dispatch_uid="home.on_change")
        for signal, model in ((post_save, SiteSettings), (post_save, Site), (post_delete, Page)):
            signal.connect(on_change, sender=model, dispatch_uid="home.on_change")
