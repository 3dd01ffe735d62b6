from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PageCacheConfig(AppConfig):
    name = "almacms.page_cache"
    label = "page_cache"
    verbose_name = _("Page cache")
