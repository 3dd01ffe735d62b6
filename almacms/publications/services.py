"""What happens to a publication beside being saved."""

from django.db import transaction

from almacms.images.services import prepare_renditions

from .models import Contribution, Publication


@transaction.atomic
def record_contributions(publication: Publication) -> None:
    """Rebuild the index of who contributed to a publication, from its published state."""
    publication.contributions.all().delete()
    Contribution.objects.bulk_create(
        Contribution(publication_id=publication.pk, person=person, role=role, sort_order=position)
        for position, (person, role) in enumerate_by_role(publication.contributors())
    )


def enumerate_by_role(contributors):
    """Number the contributors, each role from 0, a person at most once in a role."""
    seen: dict[str, list[int]] = {}
    for person, role in contributors:
        people = seen.setdefault(role, [])
        if person.pk not in people:
            people.append(person.pk)
            yield len(people) - 1, (person, role)


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
