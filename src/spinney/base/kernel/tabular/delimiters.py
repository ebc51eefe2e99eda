"""The character that stands between the values of a delimited text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

from spinney.base.kernel.tabular.encodings import DELIMITERS

SAMPLED_ROWS = 400


def delimiter_of(text: str) -> str:
    """The character between values: the one by which most rows come out equally wide.

    A title, blank lines and notes above a table do not count against it.

    >>> delimiter_of("Payments, all\\n\\nDate;Payee;£\\n1/4/25;Rook, Ltd;2\\n2/4/25;Tit;3\\n")
    ';'
    """
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = _widths(text, delimiter)
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda item: item[1] * (item[0] - 1))
        score = times / sum(widths.values()) * min(width - 1, 6)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(text: str, delimiter: str) -> Counter[int]:
    """How many of the first rows have how many values, of those that have two or more."""
    try:
        rows = islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), SAMPLED_ROWS)
        return Counter(len(row) for row in rows if any(row))
    except csv.Error:
        return Counter()
