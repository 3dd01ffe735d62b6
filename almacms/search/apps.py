from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "almacms.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save, pre_delete
        from wagtail.documents import get_document_model
        from wagtail.models import PageViewRestriction
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from almacms.people.models import Person
        from almacms.publications.models import Publication, Topic

        from . import handlers

        for signal in (page_published, page_unpublished):
            signal.connect(handlers.on_state_changed, dispatch_uid="search.on_state_changed")
        post_page_move.connect(handlers.on_page_moved, dispatch_uid="search.on_page_moved")
        pre_delete.connect(handlers.before_deletion, sender=Publication, dispatch_uid="search.before_deletion")
        post_delete.connect(handlers.on_deleted, sender=Publication, dispatch_uid="search.on_deleted")
        for signal in (post_save, post_delete):
            signal.connect(
                handlers.on_restriction_changed,
                sender=PageViewRestriction,
                dispatch_uid="search.on_restriction_changed",
            )
        document = get_document_model()
        post_save.connect(handlers.on_document_saved, sender=document, dispatch_uid="search.on_document_saved")
        pre_delete.connect(
            handlers.before_document_deletion, sender=document, dispatch_uid="search.before_document_deletion"
        )
        post_delete.connect(handlers.on_document_deleted, sender=document, dispatch_uid="search.on_document_deleted")
        post_save.connect(handlers.on_person_saved, sender=Person, dispatch_uid="search.on_person_saved")
        post_save.connect(handlers.on_topic_saved, sender=Topic, dispatch_uid="search.on_topic_saved")
