"""Delimited text of any usual encoding and delimiter, read row by row in flat memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from spinney.base.kernel.tabular.encodings import DELIMITERS, FALLBACK, encoding_of
from spinney.base.kernel.tabular.stored import FileRefused, Stored

csv.field_size_limit(1 << 20)  # one value: a megabyte of text is a quotation mark left open

SAMPLE_BYTES = 64 * 1024
_CONTINUED_LINES = 40
"""How many line breaks one value of a raw tab-separated row may hold before it is given up."""


@dataclass
class Meter:
    """How far the reading has come, in bytes (or rows, for a spreadsheet)."""

    total: int = 0
    done: int = 0


@dataclass(frozen=True)
class Table:
    """A file as headings and rows of text.

    `headers` are trimmed and made distinct. `records()` starts again from the first row each time
    and yields (line, values); `line` counts from 1 as a person counts in the file. A row may have
    more or fewer values than there are headings: readers say so. `remarks` are sentences about
    how the file was read, for the person who loads it.
    """

    file: str
    headers: tuple[str, ...]
    records: Callable[[], Iterator[tuple[int, list[str]]]]
    meter: Meter = field(default_factory=Meter)
    remarks: tuple[str, ...] = ()

    @property
    def columns(self) -> dict[str, int]:
        """Position of each heading, by the heading in lower case."""
        return {header.casefold(): i for i, header in enumerate(self.headers)}


class _Counted(io.RawIOBase):
    """A stream that tells a meter how much was read of it."""

    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        self._stream, self._meter = stream, meter
        meter.done = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._meter.done += len(data)
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def counted(stored: Stored, meter: Meter) -> io.BufferedReader:
    """Open a stored file so that the meter follows the reading."""
    return io.BufferedReader(_Counted(stored.open(), meter), 256 * 1024)


def delimiter_of(text: str) -> str:
    """The character between values: the one that splits the first lines into most, and evenly.

    >>> delimiter_of("name;income\\nAnchor, The;12\\n")
    ';'
    """
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        try:
            rows = list(islice(csv.reader(io.StringIO(text), delimiter=delimiter), 30))
        except csv.Error:
            continue
        widths = [len(row) for row in rows if row]
        if not widths or widths[0] < 2:
            continue
        even = sum(width == widths[0] for width in widths) / len(widths)
        if (even, widths[0]) > best_score:
            best, best_score = delimiter, (even, widths[0])
    return best


def distinct(headers: list[str]) -> tuple[str, ...]:
    """Headings trimmed, and told apart when two are the same.

    >>> distinct([" Name", "Name", ""])
    ('Name', 'Name (2)', '')
    """
    seen: dict[str, int] = {}
    result = []
    for header in headers:
        name = " ".join(header.replace("\ufeff", "").split())
        seen[name] = seen.get(name, 0) + 1
        result.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return tuple(result)


def open_text(stored: Stored) -> Table:
    """A delimited text file as a table. Raises FileRefused when it is not text or has no rows."""
    with stored.open() as stream:
        sample = stream.read(SAMPLE_BYTES)
    if not sample.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise FileRefused(f"{stored.name} is empty. Choose the file again, or export it anew.")
    encoding = encoding_of(sample)
    if encoding.startswith("utf-8") and b"\0" in sample:
        raise FileRefused(
            f"{stored.name} is not a table of text. Save it as CSV (UTF-8) or XLSX and load that."
        )
    text = sample.decode(encoding, FALLBACK if encoding.startswith("utf-8") else "replace")
    delimiter = delimiter_of(text.rpartition("\n")[0] or text)
    raw = delimiter == "\t" and text.startswith("date_of_extract\t")
    meter = Meter(total=stored.size)
    opened = _Text(stored, encoding, delimiter, meter)
    headers = next(iter(opened.raw_rows() if raw else opened.csv_rows()), (0, []))[1]
    if len([h for h in headers if h.strip()]) < 1:
        raise FileRefused(f"The first line of {stored.name} has no column headings.")
    width = len(headers)
    records = (lambda: opened.raw_records(width)) if raw else opened.csv_records
    return Table(stored.name, distinct(headers), records, meter, _remarks(encoding, sample))


def _remarks(encoding: str, sample: bytes) -> tuple[str, ...]:
    if encoding.startswith("utf-16"):
        return ("The file is in UTF-16.",)
    try:
        sample[: sample.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return ("Letters outside UTF-8 were read as Windows-1252.",)
    return ()


@dataclass(frozen=True)
class _Text:
    """One text file with what is known of how to read it."""

    stored: Stored
    encoding: str
    delimiter: str
    meter: Meter

    def _open(self, newline: str) -> io.TextIOWrapper:
        errors = FALLBACK if self.encoding.startswith("utf-8") else "replace"
        stream = counted(self.stored, self.meter)
        return io.TextIOWrapper(stream, self.encoding, errors, newline=newline)

    def csv_rows(self) -> Iterator[tuple[int, list[str]]]:
        with self._open("") as text:
            kept: list[str] = []  # the lines of the row that is being read
            reader = csv.reader(_keeping(text, kept), delimiter=self.delimiter)
            line = 0
            try:
                for values in reader:
                    if len(kept) > 1 or kept[0].count('"') % 2:
                        _check_closed(kept, self.delimiter)
                    if values:
                        yield line + 1, values
                    line = reader.line_num
                    kept.clear()
            except csv.Error as error:
                raise FileRefused(
                    f"{self.stored.name} cannot be read past line {line + 1}: a quotation mark "
                    "that opens there is not closed. Mend that line and load the file again."
                ) from error

    def csv_records(self) -> Iterator[tuple[int, list[str]]]:
        rows = self.csv_rows()
        next(rows, None)
        for line, values in rows:
            if any(values):
                yield line, values

    def raw_rows(self) -> Iterator[tuple[int, list[str]]]:
        with self._open("\n") as text:
            for line, row in enumerate(text, start=1):
                yield line, row.rstrip("\r\n").split(self.delimiter)

    def raw_records(self, width: int) -> Iterator[tuple[int, list[str]]]:
        """Rows of a table written without quotation marks (the Charity Commission's).

        A value may hold line breaks, so a short row is joined to the lines after it until it is
        whole; a tab inside a value is written with a backslash before it.
        """
        rows = self.raw_rows()
        next(rows, None)
        for line, values in rows:
            if len(values) == width:
                yield line, values
            elif len(values) > width:
                yield line, _unescaped(values, self.delimiter)
            elif values != [""]:
                yield from _joined(rows, line, values, width)


def _keeping(text: Iterator[str], kept: list[str]) -> Iterator[str]:
    for line in text:
        kept.append(line)
        yield line


def _check_closed(lines: list[str], delimiter: str) -> None:
    """Raise csv.Error for a row whose quotation mark is not closed where its value ends: it has
    swallowed what comes after it, up to the next mark or to the end of the file.
    """
    if len(lines) > _CONTINUED_LINES:
        raise csv.Error("one value of so many lines")
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        # Within one line, a mark in the wrong place is read as it stands ("The "Hub" Ltd").
        if len(lines) > 1 or "unexpected end" in str(error):
            raise


def _unescaped(values: list[str], delimiter: str) -> list[str]:
    """Join values that were split at a tab with a backslash before it."""
    joined: list[str] = []
    for value in values:
        if joined and joined[-1].endswith("\\"):
            joined[-1] = joined[-1][:-1] + delimiter + value
        else:
            joined.append(value)
    return joined


def _joined(
    rows: Iterator[tuple[int, list[str]]], line: int, values: list[str], width: int
) -> Iterator[tuple[int, list[str]]]:
    """A row broken by line breaks, whole again; or, if it cannot be, as short as it was."""
    for _ in range(_CONTINUED_LINES):
        next_line, more = next(rows, (0, None))
        if more is None:
            break
        if len(more) == width:  # the next whole row: the one before stays broken
            yield line, values
            yield next_line, more
            return
        values = [*values[:-1], f"{values[-1]}\n{more[0]}", *more[1:]]
        if len(values) >= width:
            break
    yield line, values
