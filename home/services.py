"""The pages every site needs before anybody writes."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from almacms.publications.index_pages import index_models

from .address import public_address
from .models import HomePage

UNSET_HOST = "localhost"
"""The host that Wagtail gives to the site of a new database."""


@transaction.atomic
def ensure_tree() -> HomePage:
    """Give the site its front page, its lists and its address; what is already there is left as it is.

    Wagtail's own welcome page, which a new database opens on, makes way for the front page.

    Returns:
        The front page.
    """
    home = HomePage.objects.first() or _create_home()
    _name_host()
    for model in index_models():
        if not model.objects.exists():
            home.add_child(instance=model(title=str(model.default_title), slug=model.default_slug))
    return home


def _create_home() -> HomePage:
    root = Page.get_first_root_node()
    if root.title == "Root":
        # Administrators read it at the head of the tree and in permissions.
        root.title = root.draft_title = _("Site")
        root.save()
    welcome = root.get_children().filter(content_type__app_label="wagtailcore", content_type__model="page").first()
    home = root.add_child(instance=HomePage(title=_("Home"), slug="accueil"))
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname=UNSET_HOST, root_page=home, is_default_site=True)
    elif welcome is None or site.root_page_id == welcome.pk:
        site.root_page = home
        site.save()
    if (
        welcome is not None
        and not welcome.get_children().exists()
        and not Site.objects.filter(root_page=welcome).exists()
    ):
        welcome.delete()
    return HomePage.objects.get(pk=home.pk)


def _name_host() -> None:
    """Canonical and shared addresses are made of the site's host: the one that the settings know, unless told."""
    site = Site.objects.filter(is_default_site=True, hostname=UNSET_HOST).first()
    host, port = public_address()
    if site is not None and (site.hostname, site.port) != (host, port):
        site.hostname, site.port = host, port
        site.save()
