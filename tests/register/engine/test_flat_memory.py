"""Reading needs no more memory for a long file than for a short one."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from spinney.base.kernel.tabular.stored import Stored
from spinney.register.engine.postcodes import read_postcodes
from spinney.register.engine.readers.recognising import plan_for
from spinney.register.engine.tabular.opening import tables_in

pytestmark = pytest.mark.slow

SHORT, LONG = 2_000, 20_000


class Made(io.RawIOBase):
    """A file that is made while it is read, so that it takes no memory itself."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines, self._rest = lines, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:
        while len(self._rest) < len(buffer) and (line := next(self._lines, b"")):
            self._rest += line
        data, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def companies(rows: int) -> Iterator[bytes]:
    yield b"CompanyName, CompanyNumber,CompanyCategory,CompanyStatus\n"
    for n in range(rows):
        yield b"Company %d Limited,%08d,Private Limited Company,Active\n" % (n, n + 1)


def charities(rows: int) -> Iterator[bytes]:
    yield b"["
    for n in range(rows):
        yield (
            b'%s{"date_of_extract": "2026-03-01", "registered_charity_number": %d, '
            b'"linked_charity_number": 0, "charity_name": "Charity %d", '
            b'"charity_registration_status": "Registered"}' % (b"," * bool(n), 9_000_000 + n, n)
        )
    yield b"]"


def trustees(rows: int) -> Iterator[bytes]:
    heads = "organisation_number registered_charity_number linked_charity_number trustee_id"
    yield b"date_of_extract\t" + b"\t".join(heads.encode().split()) + b"\n"
    for n in range(rows):
        number = b"%d" % (200_000 + n // 4)
        yield b"2026-03-01\t" + b"\t".join([number, number, b"0", b"%d" % n]) + b"\n"


def postcodes(rows: int) -> Iterator[bytes]:
    yield b"pcds,lat,long\n"
    for n in range(rows):
        yield b"ZE%d %dAA,53.1,-2.1\n" % (n % 100, n % 10)


@pytest.mark.parametrize("made", [companies, charities, trustees, postcodes])
def test_memory_is_flat(made: Callable[[int], Iterator[bytes]]) -> None:
    read(made, 10)  # what is imported and kept once
    short, long = (peak(made, rows) for rows in (SHORT, LONG))
    assert long < short + 1_000_000, f"{short:,} bytes for {SHORT} rows, {long:,} for {LONG}"


def peak(made: Callable[[int], Iterator[bytes]], rows: int) -> int:
    """The most bytes that reading so many rows takes."""
    tracemalloc.start()
    try:
        assert read(made, rows) >= rows // 4
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def read(made: Callable[[int], Iterator[bytes]], rows: int) -> int:
    """Read all of a made file and keep nothing; returns how many items there were."""
    stored = Stored("made", lambda: io.BufferedReader(Made(made(rows))))
    (table,) = tables_in(stored)
    items = read_postcodes(table) if made is postcodes else plan_for(table).items()
    return sum(1 for _ in items)
