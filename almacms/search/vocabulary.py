"""The words that are met in what is indexed, for whoever misspells one."""

from collections.abc import Iterable, Iterator

from django.db import connection

from .dialects import dialect
from .languages import terms
from .models import Entry, Word
from .queries import Clause
from .tokens import fold, words

BATCH = 40


def words_of(entry: Entry | None) -> set[str]:
    """The different words of what is indexed of something, in lower case and without accents."""
    if entry is None:
        return set()
    met = {fold(word) for text in (entry.title, entry.about, entry.text) for word in words(text)}
    return {word for word in met if len(word) <= Word.MAX_LENGTH}


def learn(met: Iterable[str], *, language: str = "fr") -> None:
    """Add these words, as `words_of` gives them, to the vocabulary."""
    met = set(met)
    known = set(Word.objects.filter(language=language, word__in=met).values_list("word", flat=True))
    # In the order of the alphabet: two publications at once must not wait for each other in a circle.
    new = [Word(language=language, word=word) for word in sorted(met - known)]
    Word.objects.bulk_create(new, ignore_conflicts=True)


def unlearn(gone: Iterable[str], *, language: str = "fr") -> None:
    """Take out of the vocabulary those of these words that no indexed text has any more."""
    for some in _batches(sorted(set(gone))):
        met = _still_met(some, language)
        stale = [word for word in some if word not in met]
        Word.objects.filter(language=language, word__in=stale).delete()


def forget(*, before: int) -> None:
    """Take out of the vocabulary, among the words up to this identifier, those that are in no indexed text."""
    met: dict[str, set[str]] = {}
    for entry in Entry.objects.only("language", "title", "about", "text").iterator():
        met.setdefault(entry.language, set()).update(words_of(entry))
    known = Word.objects.filter(pk__lte=before).values_list("pk", "language", "word").iterator()
    stale = [pk for pk, language, word in known if word not in met.get(language, ())]
    for some in _batches(stale):
        Word.objects.filter(pk__in=some).delete()


def _still_met(some: list[str], language: str) -> set[str]:
    dialect_, selections, parameters = dialect(), [], []
    for word in some:
        if found := terms(word, language):
            selections.append(
                f"SELECT %s WHERE EXISTS (SELECT 1 FROM {dialect_.source}"  # noqa: S608
                f" WHERE {dialect_.matches} AND e.language = %s)"
            )
            parameters += [word, dialect_.everywhere([Clause((found[0],), ())]), language]
    if not selections:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selections), parameters)
        return {word for (word,) in cursor.fetchall()}


def _batches(found: list) -> Iterator[list]:
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]
