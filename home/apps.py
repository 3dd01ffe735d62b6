from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    label = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import Page, PageViewRestriction, Site
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from almacms.images.models import CustomImage
        from almacms.languages.models import SiteWording

        from . import checks  # noqa: F401 (registers itself)
        from .handlers import on_change, on_page_published, on_settings_saved
        from .models import SiteSettings

        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(on_change, dispatch_uid="home.on_change")
        senders = (
            (post_save, SiteSettings),
            (post_save, SiteWording),
            (post_delete, SiteWording),
            (post_save, Site),
            (post_delete, Page),
            (post_save, PageViewRestriction),
            (post_delete, PageViewRestriction),
            (post_delete, CustomImage),
        )
        for signal, model in senders:
            signal.connect(on_change, sender=model, dispatch_uid="home.on_change")
        page_published.connect(on_page_published, dispatch_uid="home.on_page_published")
        post_save.connect(on_settings_saved, sender=SiteSettings, dispatch_uid="home.on_settings_saved")
