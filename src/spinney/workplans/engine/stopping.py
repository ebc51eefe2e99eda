"""What stops if something fails: a bid is lost, a decision is not made, an activity is dropped.
Pure.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import date

from spinney.workplans.engine.plan import Kind, Need, Plan


@dataclass(frozen=True)
class Stopped:
    """An activity that could not go on. `chain` leads from what failed to what it needs itself,
    both included, so that its last is the nearest reason; in between are activities that stop too.
    """

    key: int
    chain: tuple[Need, ...]

    @property
    def because(self) -> Need:
        """The nearest reason."""
        return self.chain[-1]

    @property
    def is_direct(self) -> bool:
        """Whether it needs what failed itself."""
        return len(self.chain) == 1


def what_stops(plan: Plan, gone: Need) -> list[Stopped]:
    """Every activity that could not be done any more, by the shortest chain of reasons: nearest
    first, then by when it is to begin. What is done or dropped already does not stop.

        >>> from spinney.workplans.engine.plan import Planned
        >>> bid = Need(Kind.BID, 7)
        >>> one = Planned(1, "Recruit", needs=(bid,))
        >>> two = Planned(2, "Train", needs=(Need(Kind.ACTIVITY, 1),))
        >>> [(found.key, found.because.kind.value) for found in what_stops(Plan((one, two)), bid)]
        [(1, 'bid'), (2, 'activity')]
    """
    needed_by: dict[Need, list[int]] = {}
    for one in plan.activities:
        for need in one.needs:
            needed_by.setdefault(need, []).append(one.key)
    found: dict[int, Stopped] = {}
    queue: deque[tuple[Need, ...]] = deque([(gone,)])
    while queue:
        chain = queue.popleft()
        for key in needed_by.get(chain[-1], ()):
            itself = Need(Kind.ACTIVITY, key)
            if key in found or itself == gone or not plan.by_key[key].is_open:
                continue
            found[key] = Stopped(key, chain)
            queue.append((*chain, itself))
    return sorted(found.values(), key=lambda one: (len(one.chain), _begins(plan, one.key), one.key))


def _begins(plan: Plan, key: int) -> date:
    return plan.by_key[key].first or date.max
