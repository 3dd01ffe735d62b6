"""What happens to a publication beside being saved."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect

from almacms.images.services import prepare_renditions

from .models import Contribution, Contributor, Publication
from .sharing_pictures import forget_pictures, picture_path, picture_url


@transaction.atomic
def record_contributions(publication: Publication) -> None:
    """Rebuild the index of who contributed to a publication, from its published state."""
    publication.contributions.all().delete()
    Contribution.objects.bulk_create(
        Contribution(
            publication_id=publication.pk,
            person=contributor.person,
            display_name=contributor.display_name,
            role=contributor.role,
            sort_order=position,
        )
        for position, contributor in enumerate_by_role(publication.contributors())
    )


def enumerate_by_role(contributors: Iterable[Contributor]) -> Iterator[tuple[int, Contributor]]:
    """Number the contributors, each role from 0, a person at most once in a role."""
    counts: Counter[str] = Counter()
    seen: set[tuple[str, int]] = set()
    for contributor in contributors:
        if contributor.person is not None:
            once = (contributor.role, contributor.person.pk)
            if once in seen:
                continue
            seen.add(once)
        yield counts[contributor.role], contributor
        counts[contributor.role] += 1


def prepare_pictures(publication: Publication) -> None:
    """Make every file that the publication's page and cards show, so that its first reader waits for none."""
    places: dict = {}
    for image, place in publication.pictures():
        places.setdefault(image.pk, (image, []))[1].append(place)
    for image, names in places.values():
        prepare_renditions(image, *names)
    if publication.card_image is not None:
        prepare_renditions(publication.card_image, "card", "feature")
    if publication.social_picture is not None:
        prepare_renditions(publication.social_picture, social=True)
    prepare_sharing_picture(publication)


def prepare_sharing_picture(publication: Publication) -> None:
    """Draw the picture of shared links where nobody chose one, and delete those that tell what is no longer said."""
    needed = "" if publication.social_picture else picture_path(publication)
    forget_pictures(publication.pk, kept=needed)
    if needed:
        picture_url(publication, is_published=True)


@transaction.atomic
def leave_redirect(*, old_address: str, new_address: str) -> None:
    """Lead readers from an address that a topic or a person had to the one they have now.

    Pages of the tree have theirs from Wagtail. What led to the old address leads to the new one, and nothing leads away
    from an address that is in use again.
    """
    old, new = Redirect.normalise_path(old_address), Redirect.normalise_path(new_address)
    Redirect.objects.filter(Q(old_path=new) | Q(old_path=old), automatically_created=True, site=None).delete()
    Redirect.objects.filter(redirect_link=old_address).update(redirect_link=new_address)
    Redirect.objects.get_or_create(
        old_path=old, site=None, defaults={"redirect_link": new_address, "automatically_created": True}
    )


def forget_redirects(*, address: str) -> None:
    """Let nothing lead to an address that is no longer."""
    Redirect.objects.filter(redirect_link=address, automatically_created=True).delete()
