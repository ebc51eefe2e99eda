"""Addresses of many things of one kind, as a list of them needs: the pattern is looked up once."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse

_STANDS_IN = 7_000_000_000_000


def address_of(name: str, *ids: int) -> str:
    """The address of a view whose arguments are all numbers, as `reverse` gives it.

    Raises NoReverseMatch as `reverse` does.
    """
    pieces = _pieces(name, len(ids), get_script_prefix(), get_urlconf())
    address = pieces[0]
    for number, after in zip(ids, pieces[1:], strict=True):
        address += f"{number:d}{after}"
    return address


@lru_cache(maxsize=1_000)
def _pieces(name: str, count: int, prefix: str, urlconf: str | None) -> tuple[str, ...]:
    """What stands before, between and after the numbers."""
    stand_ins = [_STANDS_IN + n for n in range(count)]
    rest = reverse(name, args=stand_ins)
    pieces = []
    for number in stand_ins:
        before, _, rest = rest.partition(str(number))
        pieces.append(before)
    return (*pieces, rest)
