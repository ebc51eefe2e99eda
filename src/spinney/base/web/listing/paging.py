"""Pages of a long list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class PageLink:
    """A page to go to; number None stands for a gap."""

    number: int | None
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Paging:
    """Which rows are on a page, and the way to the others. Pages begin at 1; a page beyond the
    end is the last.
    """

    count: int
    size: int
    asked: int
    address: Callable[[int], str]

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // self.size))

    @property
    def page(self) -> int:
        return min(max(1, self.asked), self.pages)

    @property
    def first(self) -> int:
        return (self.page - 1) * self.size

    @property
    def last(self) -> int:
        return min(self.count, self.first + self.size)

    @property
    def first_shown(self) -> int:
        return self.first + 1 if self.count else 0

    @property
    def previous_url(self) -> str:
        return self.address(self.page - 1) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        return self.address(self.page + 1) if self.page < self.pages else ""

    @property
    def links(self) -> Iterator[PageLink]:
        """The first page, the last, those around this one, and gaps between."""
        near = {1, self.pages, *range(self.page - 1, self.page + 2)}
        before = 0
        for number in sorted(n for n in near if 1 <= n <= self.pages):
            if number > before + 1:
                yield PageLink(None)
            yield PageLink(number, self.address(number), number == self.page)
            before = number
