"""Which languages the site is read in, and which of them is being read.

The settings say it (`ALMACMS_LANGUAGES`). With one language, French, nothing here does anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst

if TYPE_CHECKING:
    from wagtail.models import Page


def several() -> bool:
    """Whether the site may be read in more than one language."""
    return bool(settings.WAGTAIL_I18N_ENABLED)


def codes() -> list[str]:
    """The languages of the site, such as « fr », its first one first."""
    return [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


def current() -> str:
    """The language being read: that of the address, or of what is being drawn."""
    return translation.get_language() or settings.LANGUAGE_CODE


def own_name(code: str) -> str:
    """What a language is called by those who read it: « Français », “English”."""
    return capfirst(translation.get_language_info(code)["name_local"])


@contextmanager
def written_in(page: Page) -> Iterator[None]:
    """What is drawn or written within is in the language of a page, whatever the one in force."""
    with translation.override(page.locale.language_code if several() else current()):
        yield


@dataclass(frozen=True)
class Version:
    """Another language in which something can be read, or where to begin in it when it cannot."""

    code: str
    root_url: str
    path: str
    is_translation: bool

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.root_url}{self.path}"

    @property
    def name(self) -> str:
        return own_name(self.code)
