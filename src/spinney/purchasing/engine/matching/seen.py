"""What goes into matching, and what comes out: names as written, answers of people, suppliers.

>>> Seen("Ash Lane", "Hartley Plumbing Ltd").name
'Hartley Plumbing Ltd'
"""

from dataclasses import dataclass, field
from typing import Final

CODES: Final = (
    "alone",
    "same_name",
    "same_number",
    "judged",
    "legal_form",
    "same_words",
    "word_order",
    "spacing",
    "abbreviation",
    "spelling",
    "account_code",
    "trading_name",
    "known_name",
    "initials",
    "truncated",
    "branch_town",
    "unit",
    "extra_word",
)
"""Every `Reason.code`; `saying.said` has the words."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A supplier's name as some member (or file) wrote it, `times` times.

    `number` is what the source gives as a registration number, of a company ("01234567",
    "SC123456") or a charity ("1012345", "SC012345", "NIC101234"); "" where it gives none.
    """

    source: str
    name: str
    number: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class Judged:
    """A person's answer: whether two names, as written, are one supplier. It has no direction."""

    one: str
    other: str
    same: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two names were thought one supplier: a code of `CODES` and what it is about.

    `detail` is a word, place, number or name, as `saying.said` puts it into a sentence; "" if none.
    """

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A name in a supplier: how sure (0..1) it belongs there, and why it does."""

    source: str
    name: str
    confidence: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class FoundSupplier:
    """One supplier under all its spellings; or a branch or unit, under its `parent`.

    `key` comes from the content (the registration number, else the words of the name), so that the
    same names give the same key in every run. `name` is the spelling to show. `parent` is the key
    of the supplier whose branch or trading unit this is; the branch's names are its own and are
    not repeated among the parent's.
    """

    key: str
    name: str
    number: str
    names: tuple[Member, ...]
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class DoubtfulPair:
    """Two names that may be one supplier: a person should say. `confidence` is 0..1; `joined` says
    that they are one for now, because they are more likely one than not.
    """

    one: str
    other: str
    confidence: float
    reason: Reason
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers that cannot all hold: which answer gave way to a later one."""

    given_up: Judged
    because: Judged


@dataclass(frozen=True, slots=True)
class Matched:
    """The suppliers found, the questions worth asking, and answers that contradict each other.

    `suppliers` are ordered by key; `doubtful` has the most telling question first, only pairs
    whose answer would change something (a weak join too, which a *no* parts), and none that a
    person has answered.
    """

    suppliers: tuple[FoundSupplier, ...]
    doubtful: tuple[DoubtfulPair, ...] = ()
    contradictions: tuple[Contradiction, ...] = field(default=())

    def whole_of(self) -> dict[str, str]:
        """Each supplier's key -> the key of the whole it belongs to (its own, or its parent's)."""
        return {found.key: found.parent or found.key for found in self.suppliers}
