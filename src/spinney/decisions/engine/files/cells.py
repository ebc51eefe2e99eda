"""Long cells of CSV files. Pure."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def long_cells(most: int) -> Iterator[None]:
    """Let cells have so many letters while a file is read. The limit of Python's reader is the
    whole process's: whoever reads other files finds it as it was.

    >>> before = csv.field_size_limit()
    >>> with long_cells(10_000_000):
    ...     csv.field_size_limit() == 10_000_000
    True
    >>> csv.field_size_limit() == before
    True
    """
    before = csv.field_size_limit(most)
    try:
        yield
    finally:
        csv.field_size_limit(before)
