"""An export is read as it comes: what it holds is on disk, whatever its size."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from almacms.wordpress.management.commands.bench_import_wordpress import export_of
from almacms.wordpress.wxr import Spool, read


class Pieces:
    """A file that is never whole anywhere: written as it is read."""

    def __init__(self, posts: int) -> None:
        self.pieces = export_of(posts, posts * 4)
        self.length = 0

    def read(self, _size: int = -1) -> bytes:
        piece = next(self.pieces, "").encode()
        self.length += len(piece)
        return piece


def peak(folder: Path, posts: int) -> tuple[int, int]:
    """Bytes that were read, and the most that Python held at once."""
    spool, file = Spool(folder / f"{posts}.sqlite3"), Pieces(posts)
    tracemalloc.start()
    spool.fill(read(file))  # type: ignore[arg-type]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert spool.count("item") == posts
    spool.close()
    return file.length, most


def test_a_long_file_is_never_in_memory(tmp_path: Path) -> None:
    length, most = peak(tmp_path, 1_500)

    assert length > 5_000_000
    # What has been read waits for Python's collector of cycles: some hundreds of kilobytes, whatever the length.
    assert most < 2_000_000
