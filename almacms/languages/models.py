"""What every page says around its content, in the languages other than the site's own."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Locale, Site


class SiteWording(models.Model):
    """The tagline and the footer of a site in one language; the settings of the site hold those of its own."""

    site = models.ForeignKey(Site, verbose_name=_("site"), on_delete=models.CASCADE, related_name="+")
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+")
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    footer = RichTextField(_("footer"), blank=True, features=["bold", "italic", "link"])

    panels = [FieldPanel("site"), FieldPanel("locale"), FieldPanel("tagline"), FieldPanel("footer")]

    class Meta:
        verbose_name = _("words of the site in another language")
        verbose_name_plural = _("words of the site in other languages")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "locale"],
                name="languages_wording_once_each",
                violation_error_message=_("This site already has its words in this language."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.site}, {self.locale}"
