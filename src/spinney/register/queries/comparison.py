"""Two organisations side by side, in words."""

from __future__ import annotations

from dataclasses import dataclass

from spinney.register.bridge.duplicates import reasons_from_rows
from spinney.register.engine.duplicates import LIKELY, in_words
from spinney.register.models import Duplicate, Organisation
from spinney.register.queries.profile import ABOUT, REACH, SIZE, said


@dataclass(frozen=True, slots=True)
class Side:
    """One fact of both; `same` when they agree."""

    label: str
    left: str
    right: str

    @property
    def same(self) -> bool:
        return self.left.casefold() == self.right.casefold()


def comparison(left: Organisation, right: Organisation) -> list[Side]:
    """The facts that either has: name, numbers, other names, then the profile's."""
    rows = [
        Side("Name", left.name, right.name),
        Side("Numbers", _numbers(left), _numbers(right)),
        Side("Other names", _names(left), _names(right)),
    ]
    for name, label in (REACH | ABOUT | SIZE).items():
        row = Side(
            label, said(name, getattr(left, name), left), said(name, getattr(right, name), right)
        )
        if row.left or row.right:
            rows.append(row)
    rows.append(Side("Source", left.source, right.source))
    return rows


def reasons_of(pair: Duplicate) -> list[str]:
    """Why a pair was suggested, in sentences."""
    return [in_words(reason) for reason in reasons_from_rows(pair.reasons)]


def shown_score(pair: Duplicate) -> str:
    """How likely, in words; a percentage would say more than is known."""
    if pair.score >= 0.9:
        return "Very likely"
    if pair.score >= 0.7:
        return "Likely"
    return "Perhaps" if pair.score >= LIKELY else "Not likely"


def _numbers(one: Organisation) -> str:
    return ", ".join(identifier.org_id for identifier in one.identifiers.order_by("scheme"))


def _names(one: Organisation) -> str:
    return ", ".join(one.other_names.order_by("name").values_list("name", flat=True))
