"""What the money room tells base when it starts: how its record is told, what its deeds take
of a member's time; and what it does when news comes from below.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.links import can_be_done_again
from spinney.base.access.minutes import takes
from spinney.base.kernel.actors import Actor, Scope, organisation_scope
from spinney.base.kernel.policy import may
from spinney.base.record.timeline import tell
from spinney.base.web.components.parts import Link
from spinney.base.web.doorways import Doorway, add_doorways, ways_of_room
from spinney.clusters import api as clusters
from spinney.decisions import api as decisions
from spinney.money import events, policies
from spinney.money.actions.attendance import count_attendance, unpay_attendance
from spinney.money.actions.attendance_merges import (
    follow_merge_of_attendance,
    follow_unmerge_of_attendance,
)
from spinney.money.actions.budget_merges import (
    follow_merge_of_budgets,
    follow_unmerge_of_budgets,
)
from spinney.money.actions.claim_payments import unpay_claim
from spinney.money.actions.cost_merges import follow_merge_of_costs, follow_unmerge_of_costs
from spinney.money.actions.cost_sharing import unsettle_cost
from spinney.money.actions.matching import open_lines_of_entry
from spinney.money.actions.microgrants import follow_round_ballot, unpay_micro_grant
from spinney.money.actions.money_merges import follow_merge_of_money, follow_unmerge_of_money
from spinney.money.actions.reallocations import follow_reallocation_ballot
from spinney.money.events.ledger import entry_reversed
from spinney.money.models import Claim, Entry
from spinney.money.policies.grants import check_no_instalment
from spinney.money.queries.paid import awarded_to
from spinney.money.queries.ring_fences import running_rates
from spinney.register import api as register
from spinney.register.api import add_own_page_source

MINUTES: dict[str, int] = {
    "money.say_forecast": 1,
    "money.note_contribution": 1,
    "money.edit_contribution": 1,
    "money.apply_micro_grant": 10,
    "money.report_micro_grant": 5,
    "money.try_what_if": 5,
    "money.give_figures": 3,
    "money.answer_share": 2,
    "money.draft_claim": 2,
    "money.add_claim_line": 2,
    "money.send_claim": 1,
    "money.answer_claim": 3,
}
"""What each deed takes a member (what is done by a task link counts with the link's minutes)."""

#: verb and view · words · what is there. The address takes the number of a cluster.
DOORWAYS: tuple[tuple[str, str, str], ...] = (
    ("money", "Money", "What there is of each fund, what was spent on what, what is set aside."),
    ("budgets", "Budget", "What the plan costs, whose money it is, and what will be left over"),
    ("grants", "Grants", "What you applied for and were given, and when each part is paid."),
    ("claims", "Claims", "What members paid for the cluster and want back."),
    ("shared_costs", "Shared costs", "What you pay for together, and who bears which part."),
    ("micro_grants", "Micro-grants", "Small sums for members and for groups on no register"),
    ("contributions", "Time and things given", "What members give without pay, beside the money"),
)

AFTER_WORKPLANS = 50

tell(events.TOLD)
takes(MINUTES)
can_be_done_again("money.note_contribution")


@add_doorways
def ways_in(actor: Actor, scope: Scope) -> Iterator[Doorway]:
    """The pages of this room, from the page of a cluster."""
    return ways_of_room("money", DOORWAYS, policies.MAY, AFTER_WORKPLANS, actor, scope)


@add_doorways
def way_to_grants_of_programme(actor: Actor, scope: Scope) -> Iterator[Doorway]:
    """From the page of a programme to the grants of its clusters."""
    if scope.kind == "programme" and may(policies.MAY, "programme_grants", by=actor, scope=scope):
        address = reverse("money:programme-grants", args=[scope.id])
        line = "What your clusters applied for, what was released, and the rules"
        yield Doorway("Grants", address, line, AFTER_WORKPLANS)


clusters.add_award_source(awarded_to)


@add_own_page_source
def own_pages(by: Actor, organisation_id: int) -> Iterator[Link]:
    """What one's own organisation bears of shared costs, from its page."""
    scope = organisation_scope(organisation_id)
    if may(policies.MAY, "own_shared_costs", by=by, scope=scope):
        yield Link("Shared costs", reverse("money:own-shared-costs", args=[organisation_id]))


@receiver(decisions.decision_entered)
def let_reallocations_follow_decisions(
    sender: object, decision: decisions.Decision, now: datetime, **more: object
) -> None:
    """What the members decided by ballot about money that is left over is noted."""
    follow_reallocation_ballot(decision=decision, by=Actor.system("decisions"), now=now)


@receiver(decisions.decision_entered)
def let_rounds_follow_decisions(
    sender: object, decision: decisions.Decision, now: datetime, **more: object
) -> None:
    """Whom the members chose in the ballot of a round gets its micro-grant, as far as it goes."""
    follow_round_ballot(decision=decision, by=Actor.system("decisions"), now=now)


@receiver(decisions.meeting_ended)
def count_who_came(
    sender: object, meeting: decisions.Meeting, now: datetime, **more: object
) -> None:
    """A meeting is over: what members are due for coming is taken from the ring-fence for it."""
    for fence in running_rates(meeting.cluster, localdate(meeting.opened_at or now)):
        count_attendance(ring_fence=fence, by=Actor.system("attendance"), now=now)


@receiver(decisions.minutes_approved)
def count_who_came_by_the_minutes(
    sender: object, minutes: Any, now: datetime, **more: object
) -> None:
    """Who came may have been put right until then, and a meeting may be noted when it is over."""
    count_who_came(sender, minutes.meeting, now)


@receiver(entry_reversed)
def take_back_what_was_paid(sender: object, entry: Entry, now: datetime, **more: object) -> None:
    """An entry was taken back: attendance and claims that it paid are not paid. What an instalment
    wrote is not taken back by itself.
    """
    unpay_attendance(entry=entry, by=Actor.system("ledger"), now=now)
    unpay_micro_grant(entry=entry, by=Actor.system("ledger"), now=now)
    unsettle_cost(entry=entry, by=Actor.system("ledger"), now=now)
    open_lines_of_entry(entry=entry, by=Actor.system("ledger"), now=now)
    for claim in Claim.objects.filter(entry=entry):
        unpay_claim(claim=claim, by=Actor.system("ledger"), now=now)
    check_no_instalment(entry)


@receiver(register.organisations_merged)
def let_budgets_follow_a_merge(sender: object, merge: Any, now: datetime, **more: object) -> None:
    """Two organisations are one: lines, gifts and micro-grants go along."""
    follow_merge_of_budgets(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_unmerged)
def let_budgets_follow_an_unmerge(
    sender: object, merge: Any, now: datetime, **more: object
) -> None:
    """They are two after all."""
    follow_unmerge_of_budgets(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_merged)
def let_money_follow_a_merge(sender: object, merge: Any, now: datetime, **more: object) -> None:
    """Two organisations turned out to be one: it has the grants and claims of both."""
    follow_merge_of_money(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_unmerged)
def let_money_follow_an_unmerge(sender: object, merge: Any, now: datetime, **more: object) -> None:
    """They are two after all: each has its own again."""
    follow_unmerge_of_money(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_merged)
def let_costs_follow_a_merge(sender: object, merge: Any, now: datetime, **more: object) -> None:
    """Two organisations are one: its shares of costs go along."""
    follow_merge_of_costs(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_unmerged)
def let_costs_follow_an_unmerge(sender: object, merge: Any, now: datetime, **more: object) -> None:
    """They are two after all."""
    follow_unmerge_of_costs(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_merged)
def let_attendance_follow_a_merge(
    sender: object, merge: Any, now: datetime, **more: object
) -> None:
    """Two organisations are one: it is paid once for a meeting."""
    follow_merge_of_attendance(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_unmerged)
def let_attendance_follow_an_unmerge(
    sender: object, merge: Any, now: datetime, **more: object
) -> None:
    """They are two after all."""
    follow_unmerge_of_attendance(merge=merge, by=Actor.system("merges"), now=now)
