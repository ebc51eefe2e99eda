"""A JSON list of records as a table of text, streamed so that hundreds of megabytes need little."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from spinney.base.kernel.tabular.stored import FileRefused, Stored
from spinney.register.engine.tabular.text import Meter, Table, counted, distinct


def open_list(stored: Stored) -> Table:
    """A file `[{…}, {…}]` as a table; its headings are the keys of the first record.

    `line` counts records from 1. Raises FileRefused when the file is not such a list.
    """
    meter = Meter(total=stored.size)
    first = next(_records(stored, meter), None)
    if first is None:
        raise FileRefused(f"{stored.name} has no records in it. Download the file again.")
    keys = tuple(first)

    def records() -> Iterator[tuple[int, list[str]]]:
        for line, record in enumerate(_records(stored, meter), start=1):
            yield line, [as_text(record.get(key)) for key in keys]

    return Table(stored.name, distinct(list(keys)), records, meter)


def as_text(value: Any) -> str:
    """A JSON value as a delimited file would have written it.

    >>> as_text(None), as_text(True), as_text(12), as_text(["a", "b"])
    ('', 'True', '12', 'a; b')
    """
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(as_text(part) for part in value)
    text = str(value)
    # Half of a surrogate pair is allowed in JSON and by no database.
    return text if text.isascii() else text.encode(errors="replace").decode()


def _records(stored: Stored, meter: Meter) -> Iterator[dict[str, Any]]:
    import ijson

    with counted(stored, meter) as stream:
        _skip_mark(stream)
        number = 0
        try:
            for record in ijson.items(stream, "item", use_float=True):
                number += 1
                if not isinstance(record, dict):
                    raise FileRefused(
                        f"Record {number:,} of {stored.name} is not a record with named values. "
                        "A list of objects is expected: [{…}, {…}]."
                    )
                yield record
        except ijson.JSONError as error:
            where = f"after record {number:,}" if number else "at its beginning"
            raise FileRefused(
                f"{stored.name} breaks off {where}: it is not whole JSON. Download it again."
            ) from error


def _skip_mark(stream: io.BufferedReader) -> BinaryIO:
    if stream.peek(3)[:3] == codecs.BOM_UTF8:
        stream.read(3)
    return stream
