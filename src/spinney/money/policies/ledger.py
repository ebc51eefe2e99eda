"""Who may do what with the ledger; and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.money.models import BudgetLine, Entry
from spinney.workplans import api as workplans

if TYPE_CHECKING:
    from spinney.clusters.api import Cluster
    from spinney.money.bridge.posting import PostingLine

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
KEEPS = RUNS_IT | {Role.TREASURER}
"""Who keeps the ledger; a treasurer only where her organisation holds the money
(`queries.keeping`).
"""
INSIDE = KEEPS | {Role.MEMBER}

MAY: dict[str, frozenset[Role]] = {
    # No page posts: these are called by deeds that have asked whether they may be.
    "post_entry": INSIDE,
    "post_entries": INSIDE,
    "reverse_entry": INSIDE,
}
LONGEST_WORDS = 300


def check_words(words: str) -> None:
    """Raise BadInput for an entry that does not say what it is."""
    if not words.strip():
        raise BadInput("Say what it was.", {"words": ["Say in a few words what it was."]})


def check_funds(
    cluster: Cluster, lines: Sequence[PostingLine], day: date, *, is_reversal: bool
) -> None:
    """Raise BadInput for another cluster's fund, WrongState for one that is closed by then (what
    was written before can still be taken back).
    """
    for fund in {one.fund for one in lines if one.fund is not None}:
        if fund.cluster_id != cluster.pk:
            raise BadInput("That fund is another cluster’s.", {"fund": ["Choose another one."]})
        if fund.closed_on is not None and day > fund.closed_on and not is_reversal:
            closed = f"{fund.closed_on:%-d %B %Y}"
            raise WrongState(f"“{fund.name}” was closed on {closed}. Open it again first.")


def check_places(cluster: Cluster, lines: Sequence[PostingLine]) -> None:
    """Raise BadInput for an activity or a line of the budget that is another cluster's."""
    activities = {one.activity_id for one in lines if one.activity_id is not None}
    if activities:
        known = workplans.Activity.objects.filter(pk__in=activities, workplan__cluster=cluster)
        if known.count() != len(activities):
            raise BadInput(
                "That activity is not in this cluster’s plan.",
                {"activity": ["Choose another one."]},
            )
    budget_lines = {one.budget_line_id for one in lines if one.budget_line_id is not None}
    if budget_lines:
        here = BudgetLine.objects.filter(pk__in=budget_lines, budget__cluster=cluster)
        if here.count() != len(budget_lines):
            raise BadInput("That line is not in this cluster’s budget.")


def check_can_be_reversed(entry: Entry) -> None:
    """Raise WrongState for an entry that was taken back already, or that takes another back."""
    if entry.reverses_id is not None:
        raise WrongState(
            f"Entry {entry.number} takes back another. Write what should stand as a new entry."
        )
    back = Entry.objects.filter(reverses=entry).first()
    if back is not None:
        raise WrongState(f"Entry {entry.number} was taken back already, with entry {back.number}.")
