from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "almacms.publications"
    label = "publications"
    verbose_name = _("Publications")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
        from wagtail.signals import page_published, page_unpublished

        from almacms.people.models import Person

        from . import handlers, links, models, references

        links.label_the_dialogs()
        page_published.connect(handlers.on_page_published, dispatch_uid="publications.on_page_published")
        page_unpublished.connect(handlers.on_page_gone, dispatch_uid="publications.on_page_gone")
        pre_delete.connect(handlers.on_page_gone, sender=models.Publication, dispatch_uid="publications.on_page_gone")
        for row in (models.PublicationAuthor, models.PublicationTopic, models.RelatedPublication):
            post_delete.connect(references.on_row_deleted, sender=row, dispatch_uid="publications.on_row_deleted")
        post_save.connect(handlers.on_person_saved, sender=Person, dispatch_uid="publications.on_person_saved")
        for named in (Person, models.Topic):
            for signal, receiver in (
                (pre_save, handlers.before_address_saved),
                (post_save, handlers.on_address_saved),
                (post_delete, handlers.on_address_deleted),
            ):
                signal.connect(receiver, sender=named, dispatch_uid=f"publications.{receiver.__name__}")
