from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationConfig(AppConfig):
    name = "almacms.conversation"
    label = "conversation"
    verbose_name = _("Conversation")

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from almacms.publications.routing import read_along

        from . import freshness, models, reading, reading_along

        read_along(**{reading_along.NAME: reading_along.expression(reading.ON_THE_PAGE + 1)})

        post_save.connect(
            freshness.on_settings_saved,
            sender=models.ConversationSettings,
            dispatch_uid="conversation.on_settings_saved",
        )
