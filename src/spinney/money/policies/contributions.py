"""Who may do what with unpaid time and things given; and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.models import Contribution
from spinney.money.states import ContributionFor, ContributionKind
from spinney.register.api import Organisation

KEEPS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.TREASURER})
INSIDE = KEEPS | {Role.MEMBER}

MAY: dict[str, frozenset[Role]] = {
    "contributions": INSIDE,
    "note_contribution": INSIDE | {Role.GUEST},
    "edit_contribution": INSIDE,
    "remove_contribution": INSIDE,
    "restore_contribution": INSIDE,
    "ask_for_contributions": KEEPS,
}

NOTE = "money.note_contribution"
"""What a member's link lets its holder do."""
LONGEST_WHAT, LONGEST_SOURCE, LONGEST_NOTE = 200, 200, 4_000
MOST_HOURS = Decimal(10_000)
MOST_PENCE = 10**12
OLDEST = timedelta(days=3_660)


def check_may_write(by: Actor, organisation: Organisation, *, keeps: bool) -> None:
    """Raise NotAllowed to whoever neither speaks for the member nor keeps the money (`keeps`)."""
    if keeps or (by.pass_ is not None and by.organisation_id == organisation.pk):
        return
    if organisation.pk not in by.ids_of("organisation", Role.REPRESENTATIVE):
        raise NotAllowed(f"That is for {organisation.name}, or those who keep the money, to note.")


@dataclass(frozen=True)
class ContributionSaid:
    """What is said of a contribution: time by its hours, with a rate an hour and where the rate is
    from; things by their value.
    """

    kind: str
    what: str
    day: date
    work: str = ContributionFor.PLAN
    hours: Decimal | None = None
    rate_pence: int | None = None
    rate_source: str = ""
    value_pence: int | None = None
    activity_id: int | None = None
    note: str = ""

    def fields(self) -> dict[str, object]:
        """The fields of its row: of time no value, of things no hours."""
        is_time = self.kind == ContributionKind.TIME
        return {
            "kind": self.kind, "what": self.what.strip(), "day": self.day, "work": self.work,
            "hours": self.hours if is_time else None,
            "rate_pence": self.rate_pence if is_time else None,
            "rate_source": self.rate_source.strip() if is_time and self.rate_pence else "",
            "value_pence": None if is_time else self.value_pence,
            "activity_id": self.activity_id, "note": self.note.strip(),
        }  # fmt: skip

    def check(self, today: date) -> None:
        """Raise BadInput for what cannot be."""
        told = self._words(today)
        told |= self._time() if self.kind == ContributionKind.TIME else self._things()
        if told:
            raise BadInput(" ".join(words[0] for words in told.values()), told)

    def _words(self, today: date) -> dict[str, list[str]]:
        told: dict[str, list[str]] = {}
        if self.kind not in ContributionKind.values:
            told["kind"] = ["Choose time or things."]
        if self.work not in ContributionFor.values:
            told["work"] = ["Choose what it went into."]
        if not self.what.strip():
            told["what"] = ["Say in a few words what it was."]
        elif len(self.what) > LONGEST_WHAT:
            told["what"] = [f"Make it shorter: there is room for {LONGEST_WHAT} letters."]
        if self.day > today:
            told["day"] = ["This day is still to come. Note it when it is done."]
        elif self.day < today - OLDEST:
            told["day"] = ["This is more than ten years ago."]
        if len(self.note) > LONGEST_NOTE:
            told["note"] = [f"Make it shorter: there is room for {LONGEST_NOTE:,} letters."]
        return told

    def _time(self) -> dict[str, list[str]]:
        told: dict[str, list[str]] = {}
        if self.hours is None or self.hours <= 0:
            told["hours"] = ["Say how many hours."]
        elif self.hours > MOST_HOURS:
            told["hours"] = ["These are more hours than a year has for one person."]
        if self.rate_pence is not None and not 0 < self.rate_pence <= MOST_PENCE:
            told["rate_pence"] = ["This is no rate for an hour."]
        if self.rate_pence and not self.rate_source.strip():
            told["rate_source"] = ["Say where the rate is from: a funder’s guidance, a pay scale."]
        elif len(self.rate_source) > LONGEST_SOURCE:
            told["rate_source"] = [f"There is room for {LONGEST_SOURCE} letters."]
        return told

    def _things(self) -> dict[str, list[str]]:
        if self.value_pence is None or not 0 < self.value_pence <= MOST_PENCE:
            return {"value_pence": ["Say what it would have cost."]}
        return {}


def check_stands(one: Contribution) -> None:
    """Raise WrongState for what was taken out."""
    if one.removed_at is not None:
        raise WrongState(f"“{one.what}” was taken out. Bring it back first.")
