"""What is said of a payee who may be a person. Pure values.

>>> Verdict(Kind.STAFF, 0.9, Why("own_words", "expenses")).is_person
True
>>> bool(Verdict(None, 0.97, Why("legal_form", "ltd")).is_person)
False
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a person was paid as, where the file tells; "individual" where it does not."""

    STAFF = "staff"
    BENEFICIARY = "beneficiary"
    CARER = "carer"
    VOLUNTEER = "volunteer"
    TRADER = "trader"
    INDIVIDUAL = "individual"


@dataclass(frozen=True, slots=True)
class Why:
    """Why a payee is taken for a person or not: a code (see `saying`) and what told it."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`kind`: what sort of person, or None for a supplier. `sure`: how sure of that, 0 to 1.

    "trader" is a person who seems to sell something under her own name: set aside like every
    person, and worth a look, because the member may want to compare what she charges.
    """

    kind: Kind | None
    sure: float
    why: Why

    @property
    def is_person(self) -> bool:
        """Set aside unless the member says otherwise."""
        return self.kind is not None
