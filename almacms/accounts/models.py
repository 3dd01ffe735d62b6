"""The project's own user model: nothing added yet, but a project cannot change its mind about it later."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who signs in to the editorial interface."""
