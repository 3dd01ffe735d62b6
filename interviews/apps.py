from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterviewsConfig(AppConfig):
    name = "interviews"
    label = "interviews"
    verbose_name = _("Interviews")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from almacms.publications.references import on_row_deleted

        from .agreement.news import on_speaker_decided
        from .agreement.signals import speaker_decided
        from .handlers import on_list_saved, on_page_moved, on_state_changed
        from .models import InterviewIndexPage, InterviewSpeaker

        page_published.connect(on_state_changed, dispatch_uid="interviews.on_page_published")
        page_unpublished.connect(on_state_changed, dispatch_uid="interviews.on_page_unpublished")
        post_page_move.connect(on_page_moved, dispatch_uid="interviews.on_page_moved")
        post_delete.connect(on_row_deleted, sender=InterviewSpeaker, dispatch_uid="interviews.on_row_deleted")
        post_save.connect(on_list_saved, sender=InterviewIndexPage, dispatch_uid="interviews.on_list_saved")
        speaker_decided.connect(on_speaker_decided, dispatch_uid="interviews.on_speaker_decided")
