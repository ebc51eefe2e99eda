"""Who may do what with suppliers, and which names are one; and when."""

from __future__ import annotations

from collections.abc import Iterable

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.purchasing.models import Judgement, Supplier, SupplierChange

RUNS_IT = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR})
INSIDE = RUNS_IT | {Role.MEMBER}

MAY: dict[str, frozenset[Role]] = {
    "suppliers": INSIDE,
    "supplier": INSIDE,
    "suppliers_file": INSIDE,
    "match_suppliers": RUNS_IT,
    "review_suppliers": INSIDE,
    "judge_pair": INSIDE,
    "undo_judgement": INSIDE,
    "merge_suppliers": INSIDE,
    "split_supplier": INSIDE,
    "rename_supplier": INSIDE,
    "put_under": INSIDE,
    "link_supplier": INSIDE,
    "undo_supplier_change": INSIDE,
}

LONGEST_NAME = 200
MOST_AT_ONCE = 20
"""Suppliers that are put together in one go: more than these nobody looks over."""


def check_takes_back(by: Actor, judgement: Judgement) -> None:
    """Raise NotAllowed unless the answer is her own, or she runs the cluster."""
    if by.is_system or judgement.by == by.label or by.roles_in(judgement.scope) & RUNS_IT:
        return
    raise NotAllowed("Somebody else answered this. Ask them, or whoever runs the cluster.")


def check_stands(suppliers: Iterable[Supplier]) -> None:
    """Raise WrongState for a supplier that was put together with another one meanwhile."""
    for one in suppliers:
        if one.merged_into_id is not None:
            raise WrongState(f"“{one.name}” was put together with another supplier meanwhile.")


def check_merge(kept: Supplier, others: list[Supplier]) -> None:
    """Raise BadInput unless there are two or more of one cluster to put together, and not too
    many.
    """
    told = ""
    if not others:
        told = "Choose two suppliers or more."
    elif len(others) >= MOST_AT_ONCE:
        told = f"Choose {MOST_AT_ONCE} suppliers at most, so that each can be looked over."
    elif any(one.cluster_id != kept.cluster_id or one.pk == kept.pk for one in others):
        told = "Choose suppliers of this cluster, each once."
    if told:
        raise BadInput(told, {"chosen": [told]})


def check_split(chosen: set[str], known: set[str]) -> None:
    """Raise BadInput unless some of a supplier's names are chosen, and some are left."""
    told = ""
    if not chosen:
        told = "Choose the names that are another supplier."
    elif not chosen <= known:
        told = "A name that you chose is no longer there. Choose again."
    elif chosen == known:
        told = "Leave one name at least: all of them cannot be another supplier."
    if told:
        raise BadInput(told, {"names": [told]})


def check_name(name: str) -> None:
    """Raise BadInput for what cannot be the name of a supplier."""
    told = ""
    if not name:
        told = "Write the name."
    elif len(name) > LONGEST_NAME:
        told = f"Make it shorter: there is room for {LONGEST_NAME} letters."
    if told:
        raise BadInput(told, {"name": [told]})


def check_under(supplier: Supplier, parent: Supplier | None, has_branches: bool) -> None:
    """Raise BadInput unless one can be a branch of the other: there is one step, no more."""
    told = ""
    if parent is None:
        return
    if parent.pk == supplier.pk or parent.cluster_id != supplier.cluster_id:
        told = "Choose another supplier of this cluster."
    elif parent.parent_id is not None:
        told = f"“{parent.name}” is a branch itself. Choose the supplier that it belongs to."
    elif has_branches:
        told = f"“{supplier.name}” has branches itself. Take those out first."
    if told:
        raise BadInput(told, {"parent": [told]})


def check_undo(change: SupplierChange) -> None:
    """Raise WrongState for what was undone before."""
    if change.undone_at is not None:
        raise WrongState("That was undone already.")
