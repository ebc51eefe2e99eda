"""Delimited text as a sheet of columns: by Arrow where every row is as wide as the rest, else row
by row, with equal results. Pure.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from spinney.base.kernel.tabular.delimiters import delimiter_of
from spinney.base.kernel.tabular.encodings import FALLBACK, encoding_of
from spinney.purchasing.engine.reading.grid import Grid, Sheet, columns_of, trimmed
from spinney.purchasing.engine.reading.look import Doubt, Kind
from spinney.purchasing.engine.reading.refusal import FileRefused

if TYPE_CHECKING:
    import pyarrow as pa

_NOTHING = b"\0 \r\n\t\xef\xbb\xbf"
SAMPLE = 256 * 1024
SAMPLED_ROWS = 400
CHUNK = 20_000
MOST_COLUMNS = 2_000
MOST_BREAKS = 30
"""Line breaks in one cell: more are a quotation mark that was never closed."""
CELL_LIMIT = 1 << 20


def text_grid(name: str, data: bytes) -> Grid:
    """A text file as a grid of one sheet. Raises FileRefused when it is no table of text."""
    if not data[:SAMPLE].strip(_NOTHING) and not data.strip(_NOTHING):
        raise FileRefused("empty")
    encoding, plain, noticed = _in_utf8(data)
    sample = plain[:SAMPLE].decode("utf-8", "ignore")
    delimiter = delimiter_of(sample)
    columns = _by_arrow(plain, sample, delimiter) or _row_by_row(plain, delimiter)
    if not columns:
        raise FileRefused("empty")
    if len(columns) > MOST_COLUMNS:
        raise FileRefused("too_wide", columns=len(columns), most=MOST_COLUMNS)
    _check_quotes(columns)
    return Grid(name, Kind.TEXT, (Sheet("", tuple(columns)),), encoding, delimiter, noticed)


def _in_utf8(data: bytes) -> tuple[str, bytes, tuple[Doubt, ...]]:
    """(the encoding's name, the text in UTF-8, what a person should know of it)."""
    encoding = encoding_of(data[:SAMPLE])
    if encoding.startswith("utf-8"):
        if b"\0" in data[:SAMPLE]:
            raise FileRefused("not_a_table")
        try:
            data.decode()
        except UnicodeDecodeError:
            return "cp1252", data.decode(encoding, FALLBACK).encode(), ()
        return encoding, data.removeprefix(codecs.BOM_UTF8), ()
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    noticed = (Doubt("damaged_text"),) if "\ufffd" in text else ()
    return encoding, text.encode("utf-8", "replace"), noticed


def _by_arrow(data: bytes, sample: str, delimiter: str) -> list[pa.ChunkedArray] | None:
    """The columns of a text whose rows, from the first full one on, are equally wide; None when
    they are not.
    """
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    shape = _shape(sample, delimiter)
    if shape is None or _odd_breaks(data):
        return None
    above, width, start = shape
    end = len(data)
    while end and data[end - 1] in b"\r\n":
        end -= 1
    names = [str(index) for index in range(width)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(pa.py_buffer(data).slice(start, max(0, end - start))),
            arrow_csv.ReadOptions(column_names=names, block_size=4 << 20),
            arrow_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=b'"' in data, ignore_empty_lines=False
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    filled = columns_of(above, width) if above else [[] for _ in range(width)]
    return [
        trimmed(pa.chunked_array([pa.array(head, pa.string()), *column.chunks], pa.string()))
        for head, column in zip(filled, table.columns, strict=True)
    ]


def _shape(sample: str, delimiter: str) -> tuple[list[list[str]], int, int] | None:
    """(the rows above the first that is as wide as most, that width, at which byte it begins);
    None for a text that has to be read row by row.
    """
    try:
        top = list(islice(_records(io.StringIO(sample, newline=""), delimiter), SAMPLED_ROWS))
    except FileRefused:
        return None
    if not top:
        return None
    width = Counter(len(row) for _, row in top).most_common(1)[0][0]
    first = next(index for index, (_, row) in enumerate(top) if len(row) == width)
    above = [row for _, row in top[:first]]
    if width < 2 or any(len(row) > width for row in above):
        return None
    lines = islice(io.StringIO(sample, newline=""), top[first - 1][0] if first else 0)
    return above, width, sum(len(line.encode()) for line in lines)


def _odd_breaks(data: bytes) -> bool:
    """Whether lines end in more than one way: then a reader may count other rows than a person."""
    if b"\r" not in data:
        return False
    returns, pairs = data.count(b"\r"), data.count(b"\r\n")
    return b"\r\r" in data or pairs not in (0, returns) or (not pairs and b"\n" in data)


def _records(text: io.TextIOBase, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """(the last line of it, the values) of each row, blank ones included."""
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(text, delimiter=delimiter)
    row = 0
    try:
        for values in reader:
            row += 1
            yield reader.line_num, values
    except csv.Error as error:
        raise FileRefused("open_quote", row=row + 1) from error


def _row_by_row(data: bytes, delimiter: str) -> list[pa.ChunkedArray]:
    import pyarrow as pa

    pieces: list[list[pa.Array]] = []
    done = 0
    rows = _records(io.TextIOWrapper(io.BytesIO(data), "utf-8", newline=""), delimiter)
    while chunk := [values for _, values in islice(rows, CHUNK)]:
        width = max(len(pieces), *(len(values) for values in chunk))
        if width > MOST_COLUMNS:
            raise FileRefused("too_wide", columns=width, most=MOST_COLUMNS)
        while len(pieces) < width:
            pieces.append([pa.array([""] * done, pa.string())] if done else [])
        for column, values in zip(pieces, columns_of(chunk, width), strict=True):
            column.append(pa.array(values, pa.string()))
        done += len(chunk)
    return [trimmed(pa.chunked_array(column, pa.string())) for column in pieces]


def _check_quotes(columns: list[pa.ChunkedArray]) -> None:
    """Refuse a file where an open quotation mark has swallowed the rows after it."""
    import pyarrow.compute as pc

    for index, column in enumerate(columns):
        longest = pc.max(pc.utf8_length(column)).as_py() or 0
        if longest < MOST_BREAKS * 2:
            continue
        breaks = pc.add(pc.count_substring(column, "\n"), pc.count_substring(column, "\r"))
        if (pc.max(breaks).as_py() or 0) > MOST_BREAKS:
            row = pc.index(pc.greater(breaks, MOST_BREAKS), True).as_py() + 1
            raise FileRefused("open_quote", row=row, column=index)
