"""Who may do what with contracts; and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.clusters import api as clusters
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.models import Contract
from spinney.purchasing.states import NEXT, ContractState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUNS_IT | {Role.MEMBER}
OWN = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER})
EITHER = OWN | {Role.FACILITATOR, Role.PROGRAMME_MANAGER}
"""A contract stands with its member, or with the cluster that made it: whoever may is asked there.
"""

MAY: dict[str, frozenset[Role]] = {
    "contracts": INSIDE,
    "contracts_calendar": INSIDE,
    "follow_contracts": INSIDE,
    "stop_following_contracts": INSIDE,
    "joint_contract": INSIDE,
    "own_contracts": OWN,
    "own_contracts_calendar": OWN,
    "follow_own_contracts": OWN,
    "stop_following_own_contracts": OWN,
    "contract": OWN,
    "add_contract": OWN,
    "show_contract": frozenset({Role.REPRESENTATIVE}),
    "hide_contract": frozenset({Role.REPRESENTATIVE}),
    "edit_contract": EITHER,
    "remove_contract": EITHER,
    "restore_contract": EITHER,
    "give_notice": EITHER,
    "end_contract": EITHER,
    "keep_contract": EITHER,
    "edit_joint_contract": RUNS_IT,
    "change_joint_contract": RUNS_IT,
    "remind_of_notice": frozenset(),
}

UNDO_DAYS = 30
"""So long a contract that was removed can be brought back."""


@dataclass(frozen=True)
class ContractText:
    """A contract as it is typed. Amounts in pence; `line` is no part of it."""

    title: str
    supplier_name: str
    category: str = "other"
    yearly_pence: int | None = None
    first_day: date | None = None
    end_day: date | None = None
    notice_days: int = 0
    renews: bool = False
    note: str = ""

    def fields(self) -> dict[str, Any]:
        """The values of the fields of a `Contract`, with the day by which notice must be given."""
        return {
            **vars(self),
            "title": " ".join(self.title.split()),
            "supplier_name": " ".join(self.supplier_name.split()),
            "note": self.note.replace("\r\n", "\n").strip(),
            "notice_day": self.notice_day,
        }

    @property
    def notice_day(self) -> date | None:
        """The last day on which notice can be given."""
        return self.end_day - timedelta(days=self.notice_days) if self.end_day else None

    @classmethod
    def of(cls, contract: Contract) -> ContractText:
        return cls(**{name: getattr(contract, name) for name in cls.__dataclass_fields__})


def check_text(text: ContractText) -> None:
    """Raise BadInput for what cannot be a contract."""
    problems: dict[str, list[str]] = {}
    if not text.title.strip():
        problems["title"] = ["Say what the contract is for."]
    if not text.supplier_name.strip():
        problems["supplier_name"] = ["Say with whom it is."]
    if text.category not in CATEGORIES:
        problems["category"] = ["Choose a category."]
    if text.first_day and text.end_day and text.end_day < text.first_day:
        problems["end_day"] = ["It has to end after it begins."]
    if not 0 <= text.notice_days <= 1100:
        problems["notice_days"] = ["Write the notice in days, from 0 to 1,100."]
    elif text.notice_days and text.end_day is None:
        problems["end_day"] = ["Write when it ends, so that the notice can be reckoned."]
    if problems:
        raise BadInput(" ".join(one for told in problems.values() for one in told), problems)


def check_becomes(contract: Contract, state: ContractState) -> None:
    """Raise WrongState unless a contract may come to a state."""
    check_is_there(contract)
    if state not in NEXT[ContractState][contract.state]:
        raise WrongState(f"This contract is at “{contract.get_state_display().lower()}” already.")


def check_is_there(contract: Contract) -> None:
    """Raise WrongState for a contract that was removed."""
    if contract.removed_at is not None:
        raise WrongState("This contract was removed. Bring it back first.")


def check_can_restore(contract: Contract, now: datetime) -> None:
    """Raise WrongState unless a contract was removed, and not too long ago."""
    if contract.removed_at is None:
        raise WrongState("This contract is there, so it need not be brought back.")
    if now - contract.removed_at > timedelta(days=UNDO_DAYS):
        raise WrongState(f"This was removed more than {UNDO_DAYS} days ago, and is gone.")


def check_own(contract: Contract) -> None:
    """Raise WrongState for a joint contract: its members see it as it is."""
    if contract.organisation_id is None:
        raise WrongState("All members see a joint contract already.")


def check_belongs(contract: Contract, cluster: clusters.Cluster, on: date) -> None:
    """Raise BadInput unless the member belongs to the cluster that it would show a contract to."""
    members = {one.organisation_id for one in clusters.members(cluster, at=on)}
    if contract.organisation_id not in members:
        told = "Choose a cluster that you are a member of."
        raise BadInput(told, {"cluster": [told]})


def runs(by: Actor, contract: Contract) -> bool:
    """Whether an actor may change a contract where it stands."""
    return by.is_system or bool(by.roles_in(contract.scope) & EITHER)


def usual_notice_days(category: str) -> int:
    """How long the notice of such a contract usually is, where nobody has said."""
    found = CATEGORIES.get(category)
    return found.usual_notice_days if found else 0
