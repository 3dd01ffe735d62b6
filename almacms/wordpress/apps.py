from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WordPressConfig(AppConfig):
    name = "almacms.wordpress"
    label = "wordpress"
    verbose_name = _("Import from WordPress")
