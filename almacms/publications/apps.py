from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    name = "almacms.publications"
    label = "publications"
    verbose_name = _("Publications")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
        from wagtail.documents import get_document_model
        from wagtail.signals import page_published, page_unpublished

        from almacms.people.models import Person

        from . import handlers, links, models, references

        links.label_the_dialogs()
        self.keep_pages_fresh()
        page_published.connect(handlers.on_page_published, dispatch_uid="publications.on_page_published")
        page_unpublished.connect(handlers.on_page_gone, dispatch_uid="publications.on_page_gone")
        pre_delete.connect(handlers.on_page_gone, sender=models.Publication, dispatch_uid="publications.on_page_gone")
        pre_save.connect(
            handlers.before_document_saved,
            sender=get_document_model(),
            dispatch_uid="publications.before_document_saved",
        )
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

    def keep_pages_fresh(self) -> None:
        """Have what pages show be recorded, and what changes it be told (`almacms.page_cache`)."""
        from django.apps import apps
        from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
        from wagtail.documents import get_document_model
        from wagtail.models import Locale, Page, PageViewRestriction, Site
        from wagtail.signals import post_page_move, pre_page_move, published

        from almacms.images.models import CustomImage, CustomRendition
        from almacms.page_cache.services import watch
        from almacms.people.models import Person, PersonLink

        from . import freshness, handlers, models

        watch(Person, "person", whole=("biography",))
        watch(PersonLink, "person", by="person_id")
        watch(models.Topic, "topic", whole=("description",))
        watch(CustomImage, "image")
        watch(CustomRendition, "image", by="image_id")
        watch(get_document_model(), "document")
        freshness.record_pages_of(model for model in apps.get_models() if issubclass(model, Page))
        for signal, receiver, sender in (
            (pre_save, handlers.before_page_saved, None),
            (post_save, handlers.on_page_saved, None),
            (published, handlers.on_all_published, None),
            (pre_delete, handlers.before_page_deleted, Page),
            (post_delete, handlers.on_page_deleted, Page),
            (pre_page_move, handlers.before_page_moved, None),
            (post_page_move, handlers.on_page_moved, None),
            (pre_save, handlers.before_restriction_changed, PageViewRestriction),
            (pre_delete, handlers.before_restriction_changed, PageViewRestriction),
            (post_save, handlers.on_restriction_changed, PageViewRestriction),
            (post_delete, handlers.on_restriction_changed, PageViewRestriction),
            *(
                (signal, handlers.on_site_changed, model)
                for model in (Site, Locale)
                for signal in (post_save, post_delete)
            ),
        ):
            signal.connect(receiver, sender=sender, dispatch_uid=f"publications.fresh.{receiver.__name__}")
