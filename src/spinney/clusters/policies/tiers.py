"""Who may read and change tiers and their criteria, and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.web.components.words import counted
from spinney.clusters.models import Cluster, Programme, Tier

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
MANAGES = frozenset({Role.PROGRAMME_MANAGER})
NOBODY_BY_HAND: frozenset[Role] = frozenset()  # the site itself, when an agreement says so

MAY: dict[str, frozenset[Role]] = {
    "tiers": RUNS_IT | {Role.MEMBER, Role.OBSERVER},
    "add_tier": RUNS_IT,
    "edit_tier": RUNS_IT,
    "remove_tier": RUNS_IT,
    "use_own_tiers": RUNS_IT,
    "agree_tiers": NOBODY_BY_HAND,
    "programme_tiers": RUNS_IT,
    "add_programme_tier": MANAGES,
    "edit_programme_tier": MANAGES,
    "remove_programme_tier": MANAGES,
}


def check_has_own(owner: Programme | Cluster, tiers: list[Tier]) -> None:
    """Raise WrongState for a cluster that goes by its programme's tiers: it cannot add to those."""
    if isinstance(owner, Cluster) and not tiers:
        raise WrongState(
            f"{owner.name} goes by its programme’s tiers. Give it tiers of its own first."
        )


def check_not_agreed(tiers: list[Tier]) -> None:
    """Raise WrongState when the members agreed these tiers: then only an agreement changes them."""
    found = next((tier.agreed_in for tier in tiers if tier.agreed_in), "")
    if found:
        raise WrongState(
            f"These tiers were agreed, in {found}. To change them, vary that agreement."
        )


def check_agreed_names(names: list[str]) -> None:
    """Raise BadInput when two agreed tiers have one name."""
    folded = [name.casefold() for name in names]
    if len(set(folded)) < len(folded):
        raise BadInput("Two of the tiers have the same name. Give each its own.")


def check_lowest_agreed_asks_nothing(tiers: list[tuple[str, int]]) -> None:
    """Raise BadInput when the lowest of agreed tiers asks for anything. `tiers`: name, criteria."""
    if tiers and tiers[-1][1]:
        raise BadInput(
            f"“{tiers[-1][0]}” is the lowest tier, so it cannot ask for anything: a member that"
            " meets no other criteria needs a place."
        )


def check_name_is_free(name: str, others: list[Tier]) -> None:
    """Raise BadInput when another tier of the same set has the name."""
    if name.casefold() in {tier.name.casefold() for tier in others}:
        told = f"There is a tier called “{name}”. Give this one another name."
        raise BadInput(told, {"name": [told]})


def check_lowest_asks_nothing(tiers: list[Tier], asks: dict[int, int]) -> None:
    """Raise BadInput when the lowest tier has criteria: everybody must have a place.

    `asks` gives the number of criteria of each tier, by its id.
    """
    if tiers and asks.get(tiers[-1].pk):
        raise BadInput(
            f"“{tiers[-1].name}” is the lowest tier, so it cannot ask for anything: a member that"
            " meets no other criteria needs a place. Put a tier below it first, or drop its"
            " criteria."
        )


def check_can_remove(tier: Tier, *, members: int, offered: int, others: int) -> None:
    """Raise WrongState while somebody holds, was admitted to, or was offered the tier."""
    if members:
        raise WrongState(
            f"{counted(members, 'organisation')} {'is' if members == 1 else 'are'} in"
            f" “{tier.name}”."
            " Move them to another tier first, then remove it."
        )
    if offered:
        raise WrongState(
            f"“{tier.name}” is offered in"
            f" {counted(offered, 'invitation or call', 'invitations or calls')}."
            " A tier that was once offered stays, so that the record can be read."
        )
    if not others:
        raise WrongState("This is the only tier. Add another before you remove it.")
