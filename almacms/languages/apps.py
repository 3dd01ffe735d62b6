from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LanguagesConfig(AppConfig):
    name = "almacms.languages"
    label = "languages"
    verbose_name = _("Languages")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import Page, PageViewRestriction, Site
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from .opening import on_change

        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(on_change, dispatch_uid="languages.on_change")
        senders = (
            (post_save, Site),
            (post_delete, Page),
            (post_save, PageViewRestriction),
            (post_delete, PageViewRestriction),
        )
        for signal, model in senders:
            signal.connect(on_change, sender=model, dispatch_uid="languages.on_change")
