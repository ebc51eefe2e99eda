"""Who may do what with the contractors' register; and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.purchasing.engine.trades import PAPERS, TRADES
from spinney.purchasing.models import Contractor, ContractorInsurance, ContractorUse

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUNS_IT | {Role.MEMBER}
SEES_USES = frozenset({Role.MEMBER, Role.FACILITATOR})
"""Who reads what members say of a contractor: members, and the facilitator who keeps the register
for them. A programme manager is neither: who pays for a cluster does not read that.
"""
NOBODY_BY_HAND: frozenset[Role] = frozenset()

MAY: dict[str, frozenset[Role]] = {
    "contractors": INSIDE,
    "contractor": INSIDE,
    "add_contractor": INSIDE,
    "edit_contractor": INSIDE,
    "remove_contractor": INSIDE,
    "restore_contractor": INSIDE,
    "erase_contractor": INSIDE,
    "note_insurance": INSIDE,
    "remove_insurance": INSIDE,
    "note_use": frozenset({Role.MEMBER}),
    "remove_use": frozenset({Role.MEMBER}),
    "import_contractors": INSIDE,
    "undo_import_contractors": INSIDE,
    "remind_of_insurance": NOBODY_BY_HAND,
}

KEEP_REMOVED_DAYS = 30
"""What is removed can be brought back for so long; then it is erased."""
LONGEST = {"name": 200, "phone": 40, "email": 254, "website": 200, "about": 2_000, "postcode": 10}
MOST_AREAS, LONGEST_AREA = 30, 60
LONGEST_JOB, LONGEST_COMMENT = 200, 2_000
MOST_KM = 999
MOST_COVER_PENCE = 10**12


def represents(by: Actor, organisation_id: int | None) -> bool:
    """Whether an actor speaks for an organisation."""
    return organisation_id in by.ids_of("organisation", Role.REPRESENTATIVE)


def runs(by: Actor, contractor: Contractor) -> bool:
    """Whether an actor runs the cluster of a contractor."""
    return by.is_system or bool(by.roles_in(contractor.scope) & RUNS_IT)


def sees_uses(by: Actor, cluster_id: int) -> bool:
    """Whether an actor may read what members of a cluster say of contractors."""
    return by.is_system or bool(by.roles_in(cluster_scope(cluster_id)) & SEES_USES)


def may_remove(by: Actor, contractor: Contractor) -> bool:
    """Whether an actor may remove it: those who run the cluster, and the member that added it."""
    return runs(by, contractor) or represents(by, contractor.added_by_organisation_id)


def check_may_remove(by: Actor, contractor: Contractor) -> None:
    """Raise NotAllowed to whoever may neither remove it nor bring it back."""
    if not may_remove(by, contractor):
        added = contractor.added_by_organisation
        whose = f"{added.name}, who added it, or " if added else ""
        raise NotAllowed(f"That is for {whose}those who run the cluster.")


def check_is_there(contractor: Contractor) -> None:
    """Raise WrongState for a contractor that was removed."""
    if contractor.removed_at is not None:
        raise WrongState(f"{contractor.name} was removed. Bring it back first.")


def check_is_removed(contractor: Contractor) -> None:
    """Raise WrongState for a contractor that stands in the register."""
    if contractor.removed_at is None:
        raise WrongState(f"{contractor.name} stands in the register already.")


def check_own_use(by: Actor, use: ContractorUse) -> None:
    """Raise NotAllowed to whoever wants to change what another member says of a contractor."""
    if not represents(by, use.organisation_id):
        raise NotAllowed(f"That is for {use.organisation.name} to say.")


def check_contractor(contractor: Contractor) -> None:
    """Raise BadInput for what cannot stand in the register."""
    told = dict(_too_long(contractor))
    if not contractor.name:
        told["name"] = "Enter the name under which it works."
    if not contractor.trades or not set(contractor.trades) <= TRADES.keys():
        told["trades"] = "Choose at least one kind of work from the list."
    if len(contractor.areas) > MOST_AREAS or any(len(a) > LONGEST_AREA for a in contractor.areas):
        told["areas"] = f"Name at most {MOST_AREAS} places, each in {LONGEST_AREA} letters or less."
    if contractor.travels_km is not None and contractor.travels_km > MOST_KM:
        told["travels"] = "This is farther than anybody in the country has to go."
    if contractor.website and not contractor.website.startswith(("http://", "https://")):
        told["website"] = "A web address begins with https://."
    _raise(told)


def _too_long(contractor: Contractor) -> Iterable[tuple[str, str]]:
    for name, most in LONGEST.items():
        if len(getattr(contractor, name)) > most:
            yield name, f"Make it shorter: there is room for {most} letters."


def check_insurance(paper: ContractorInsurance, on: date) -> None:
    """Raise BadInput for a paper that nobody can have seen."""
    told: dict[str, str] = {}
    cover, expires = paper.cover_pence, paper.expires_on
    if paper.kind not in PAPERS:
        told["kind"] = "Choose which insurance or registration you saw."
    if cover is not None and not 0 < cover <= MOST_COVER_PENCE:
        told["cover_pence"] = "This is not an amount that is insured."
    if paper.seen_on > on:
        told["seen_on"] = "This day is still to come. Give the day on which you saw it."
    if expires is not None and expires.year > on.year + 20:
        told["expires_on"] = "Check the year: it would not end for more than 20 years."
    _raise(told)


def check_use(use: ContractorUse, on: date) -> None:
    """Raise BadInput for a use that cannot have been."""
    told: dict[str, str] = {}
    if use.last_used_on > on:
        told["last_used_on"] = "This day is still to come. Give the day of the last job."
    elif use.last_used_on.year < on.year - 50:
        told["last_used_on"] = "Check the year of the last job."
    if use.stars is not None and not 1 <= use.stars <= 5:
        told["stars"] = "Give one to five stars, or none."
    if len(use.job) > LONGEST_JOB:
        told["job"] = f"Make it shorter: there is room for {LONGEST_JOB} letters."
    if len(use.comment) > LONGEST_COMMENT:
        told["comment"] = f"Make it shorter: there is room for {LONGEST_COMMENT} letters."
    _raise(told)


def _raise(told: Mapping[str, str]) -> None:
    if told:
        raise BadInput(next(iter(told.values())), {name: [one] for name, one in told.items()})
