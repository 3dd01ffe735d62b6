"""`manage.py bench_import_wordpress`: how long a large blog takes to come here, and how much memory."""

import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from almacms.publications.models import Publication
from almacms.wordpress.mapping import Mapping
from almacms.wordpress.services import import_now, options_of
from almacms.wordpress.wxr import Spool, read

BLOG = "http://banc.exemple.invalid"
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Banc</title>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>{BLOG}</wp:base_blog_url>
"""
PARAGRAPH = "Nous décidons ensemble de ce que nous faisons, et nous écrivons <em>ici</em> ce qui nous a réunis. " * 5


def export_of(posts: int, comments: int) -> Iterator[str]:
    """An export of so many posts, of about four hundred words each, with so many comments in all."""
    yield HEAD
    number = 10_000_000
    for place in range(posts):
        body = "\n\n".join([PARAGRAPH] * 5)
        earlier = f"{BLOG}/?p={100 + place // 2}"
        text = f'<h3>Une partie</h3>\n{body}\n\n<a href="{earlier}">Plus tôt</a> [1].\n\n[1] Une note.'
        date = f"{2004 + place % 20}-{1 + place % 12:02d}-{1 + place % 28:02d} 10:00:00"
        yield (
            f"<item><title>Texte {place}</title><link>{BLOG}/{date[:4]}/texte-{place}/</link>"
            f"<dc:creator>auteur-{place % 20}</dc:creator><content:encoded><![CDATA[{text}]]></content:encoded>"
            f"<wp:post_id>{100 + place}</wp:post_id><wp:post_date_gmt>{date}</wp:post_date_gmt>"
            f"<wp:post_name>texte-{place}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>"
            f'<category domain="category" nicename="rubrique-{place % 12}">Rubrique {place % 12}</category>'
        )
        for rank in range(comments // posts + (place < comments % posts)):
            number += 1
            yield (
                f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>Lectrice</wp:comment_author>"
                f"<wp:comment_date_gmt>{date}</wp:comment_date_gmt><wp:comment_approved>1</wp:comment_approved>"
                f"<wp:comment_parent>{number - 1 if rank % 3 else 0}</wp:comment_parent>"
                f"<wp:comment_content><![CDATA[Merci pour ce texte, le {rank}.]]></wp:comment_content></wp:comment>"
            )
        yield "</item>\n"
    yield "</channel></rss>\n"


def memory() -> float:
    """The most that this process has had, in MB (as Linux counts)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Command(BaseCommand):
    help = "Import a made-up blog into an empty site, and say how fast. The site is to be thrown away."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--posts", type=int, default=5_000)
        parser.add_argument("--comments", type=int, default=50_000)
        parser.add_argument("--read-only", action="store_true", help="read the file and import nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["read_only"] and Publication.objects.exists():
            raise CommandError("This site has contents: give DATABASE_URL of an empty one.")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "banc.xml"
            with path.open("w", encoding="utf-8") as file:
                file.writelines(export_of(options["posts"], options["comments"]))
            self.stdout.write(f"{path.stat().st_size / 1e6:.0f} MB")
            if options["read_only"]:
                self._read(path, Path(folder) / "spool.sqlite3")
                return
            for name in ("first import", "second import, nothing changed"):
                self._measure(name, path, options["posts"])

    def _read(self, path: Path, spool_path: Path) -> None:
        start, before = time.perf_counter(), memory()
        with path.open("rb") as file, closing(Spool(spool_path)) as spool:
            spool.fill(read(file))
        self.stdout.write(f"read: {time.perf_counter() - start:.0f} s, memory {before:.0f} MB, then {memory():.0f} MB")

    def _measure(self, name: str, path: Path, posts: int) -> None:
        start = time.perf_counter()
        with path.open("rb") as file:
            run = import_now(file=file, name=path.name, user=None, options=options_of(Mapping()))
        seconds = time.perf_counter() - start
        self.stdout.write(f"{name}: {seconds:.0f} s, {posts / seconds:.1f} posts/s, peak memory {memory():.0f} MB")
        for kind, row in run.counts.items():
            self.stdout.write(f"  {kind}: {row}")
