"""Fills the database that the settings name: `python -m bench.fill PUBLICATIONS`. Goes on where it was interrupted."""

import sys

import django


def main() -> None:
    django.setup()
    # After the settings are known: these are models.
    from django.core.management import call_command
    from wagtail.models import Site

    from almacms.page_cache.services import everything_changed
    from articles.models import ArticlePage
    from bench.loading import ensure_library, load
    from home.models import SiteSettings
    from interviews.models import InterviewPage

    wanted = int(sys.argv[1])
    call_command("migrate", interactive=False, verbosity=0)
    call_command("create_site", verbosity=0)
    lists = [
        {"type": "link", "value": {"page": None, "address": path, "label": path}}
        for path in ("/articles/", "/entretiens/")
    ]
    SiteSettings.objects.get_or_create(
        site=Site.objects.get(is_default_site=True), defaults={"header_links": lists, "footer_links": lists}
    )
    done = sum(model.objects.filter(slug__startswith="essai-").count() for model in (ArticlePage, InterviewPage))
    if done < wanted:
        load(ensure_library(), start=done, count=wanted - done)
        everything_changed()


if __name__ == "__main__":
    main()
