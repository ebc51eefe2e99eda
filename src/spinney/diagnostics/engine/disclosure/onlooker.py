"""What one attacker, or several together, would leave open as a count of linked questions is told.

With her own answers taken away, what the others can have answered are whole numbers in ranges,
tied by sums that are connected in one way; narrowed, the ranges are exact (see `sums`). Two things
follow that make it needless to try count by count, and the answer is the same as if one had:

- *One count after another.* Fix an answer, and tell the count s exactly. The most people who can
  have given that answer is a concave function of s over the counts that she holds possible (an
  optimum of a linear programme in whose right-hand side s stands; in a net without loops linear and
  whole-number optima agree). So the counts with which the answer is open are an interval, and an
  answer that is open at p and at q is open at all between. Likewise "was not asked", since the
  fewest people who were asked is a convex function of s. If at p and at q enough of *the same*
  answers to every question are open, nothing is given away between them.
- *A wider and wider band.* All that was possible in a band is possible in a wider one. So once a
  band leaves enough open to her, every wider one does.

>>> sums = ((0, (1, 2)),)  # five people said yes or no; she said no
>>> one = Onlooker(sums, [4, 0, 0], [4, 4, 4], number=1, own=0, questions=((0, (1, 2), 2),))
>>> one.first, one.last, one.alone(0, 5), one.alone(1, 5), one.wide_enough(0, 0)
(0, 4, -1, 3, 1)
>>> one.reaching(4, 4), one.wide_enough(4, 4)
(3, None)
"""

from collections.abc import Sequence
from typing import Final

from spinney.diagnostics.engine.disclosure.sums import Sum, tighten

type Asked = tuple[int, tuple[int, ...], int]
"""A question: the number of those asked, the numbers of its answers, how many must stay open."""

type Open = tuple[int, ...]
"""Question by question, the answers that are open, as bits."""

NOT_ASKED: Final = 1
"""The bit of "was not asked"."""


class Onlooker:
    """Attackers whose own answers are known to themselves, as one number's total is told.

    `low` and `high`: what the *others* can amount to, number by number (changed in place); `own`:
    how many of the attackers count in `number`. Totals given and returned are everybody's.
    """

    def __init__(
        self,
        sums: tuple[Sum, ...],
        low: list[int],
        high: list[int],
        *,
        number: int,
        own: int,
        questions: Sequence[Asked],
    ) -> None:
        self.possible = tighten(sums, low, high)
        self._sums, self._low, self._high = sums, low, high
        self._number, self._own, self._questions = number, own, questions
        self._needed = tuple(needed for _asked, _answers, needed in questions)
        self.first, self.last = low[number] + own, high[number] + own
        self._seen: dict[int, Open] = {}

    def safe(self, bottom: int, top: int) -> bool:
        """Whether telling her that the total lies in bottom..top gives nothing away; true too if
        she knows that it cannot.
        """
        if not self.possible or top < self.first or bottom > self.last:
            return True
        return self._enough(self._open(bottom, top))

    def alone(self, start: int, end: int) -> int:
        """The last total up to which, from `start` on, each may be told exactly; `start` - 1 when
        not even that may be.
        """
        start, end, given = max(start, self.first), min(end, self.last), end
        if not self.possible or start > end:
            return given
        found = self._first_unsafe(start, end)
        return given if found is None else found - 1

    def wide_enough(self, start: int, end: int) -> int | None:
        """The least total from `end` on such that start..that may be told; None: there is none."""
        if self.safe(start, end):
            return end
        low, high = max(end, self.first), self.last
        if not self.safe(start, high):
            return None
        while low < high:
            middle = (low + high) // 2
            if self.safe(start, middle):
                high = middle
            else:
                low = middle + 1
        return high

    def reaching(self, start: int, end: int) -> int | None:
        """The greatest total up to `start` such that that..end may be told; None: there is none."""
        if self.safe(start, end):
            return start
        low, high = self.first, min(start, self.last)
        if not self.safe(low, end):
            return None
        while low < high:
            middle = (low + high + 1) // 2
            if self.safe(middle, end):
                low = middle
            else:
                high = middle - 1
        return low

    def _first_unsafe(self, low: int, high: int) -> int | None:
        """The first total in low..high, all possible to her, that may not be told exactly."""
        at_low = self._at(low)
        if not self._enough(at_low):
            return low
        pairs = zip(at_low, self._at(high), strict=True)
        if self._enough(tuple(one & other for one, other in pairs)):
            return None
        if high - low <= 1:
            return None if self._enough(self._at(high)) else high
        middle = (low + high) // 2
        found = self._first_unsafe(low, middle)
        return self._first_unsafe(middle, high) if found is None else found

    def _at(self, total: int) -> Open:
        if total not in self._seen:
            self._seen[total] = self._open(total, total)
        return self._seen[total]

    def _enough(self, open_answers: Open) -> bool:
        pairs = zip(open_answers, self._needed, strict=True)
        return all(found.bit_count() >= needed for found, needed in pairs)

    def _open(self, bottom: int, top: int) -> Open:
        """The answers that another person may have given, if the total lies in bottom..top."""
        low, high, number = self._low.copy(), self._high.copy(), self._number
        low[number] = max(low[number], bottom - self._own)
        high[number] = min(high[number], top - self._own)
        tighten(self._sums, low, high)
        found = []
        for asked, answers, _needed in self._questions:
            bits = NOT_ASKED if low[asked] < self._high[0] else 0
            for at, answer in enumerate(answers, 1):
                if high[answer] > 0:
                    bits |= 1 << at
            found.append(bits)
        return tuple(found)
