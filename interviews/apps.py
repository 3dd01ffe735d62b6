from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterviewsConfig(AppConfig):
    name = "interviews"
    label = "interviews"
    verbose_name = _("Interviews")

    def ready(self) -> None:
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from .handlers import on_page_moved, on_state_changed

        page_published.connect(on_state_changed, dispatch_uid="interviews.on_page_published")
        page_unpublished.connect(on_state_changed, dispatch_uid="interviews.on_page_unpublished")
        post_page_move.connect(on_page_moved, dispatch_uid="interviews.on_page_moved")
