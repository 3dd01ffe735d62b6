"""The pages every site needs before anybody writes."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.models import Locale, Page, Site

from almacms.languages.models import SiteWording
from almacms.publications.index_pages import index_models
from almacms.workflow import roles

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


@transaction.atomic
def prepare_language(*, code: str) -> list[Page]:
    """Give every site a front page and lists in a language, as drafts, and the newsroom the right to translate.

    What is already there is left as it is, but that permissions are given again.

    Args:
        code: one of `almacms.languages.codes()`; never the first, which is the site's own.

    Returns:
        The drafts that were made; readers see nothing of the language until its front page is published.

    Raises:
        Permission.DoesNotExist: the database was not migrated with this language in the settings.
    """
    locale, _is_new = Locale.objects.get_or_create(language_code=code)
    lists = {model: model.default_title for model in index_models()}
    made = []
    for site in Site.objects.select_related("root_page"):
        home = site.root_page
        originals = [home, *(page for page in home.get_children().specific() if type(page) in lists)]
        for page in originals:
            if page.has_translation(locale):
                continue
            draft = page.specific.copy_for_translation(locale)
            with override(code):
                draft.title = draft.draft_title = str(lists.get(type(draft), gettext_lazy("Home")))
                if page != home:
                    draft.slug = slugify(draft.title)
            draft.save_revision()
            draft.save()
            made.append(draft)
    may_translate = Permission.objects.get(content_type__app_label="simple_translation", codename="submit_translation")
    for group in Group.objects.filter(name__in=[roles.WRITERS, roles.REVIEWERS, roles.ADMINISTRATORS]):
        group.permissions.add(may_translate)
    for administrators in Group.objects.filter(name=roles.ADMINISTRATORS):
        wording = ContentType.objects.get_for_model(SiteWording)
        administrators.permissions.add(*Permission.objects.filter(content_type=wording))
    return made


@transaction.atomic
def close_language(*, code: str) -> int:
    """Take everything that was published in a language from readers; it stays as drafts.

    Args:
        code: any language but the site's own.

    Returns:
        How many pages readers no longer have.
    """
    pages = Page.objects.live().filter(locale__language_code=code).order_by("-path").specific()
    return len([page.unpublish() for page in pages])


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
