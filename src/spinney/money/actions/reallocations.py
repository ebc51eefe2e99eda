"""What will be left over is moved: proposed, held against the rules, decided and carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import Changes, check_unchanged, take_over
from spinney.clusters import api as clusters
from spinney.decisions import api as decisions
from spinney.money import policies
from spinney.money.actions.budgets import BudgetSaid, put_budget_in_force, start_budget
from spinney.money.bridge import underspend as bridge
from spinney.money.bridge.budgets import LineSaid
from spinney.money.bridge.kept_lines import write_lines
from spinney.money.engine.reallocation import carried_out
from spinney.money.events.underspend import reallocation_carried_out
from spinney.money.models import Budget, Reallocation, ReallocationMove
from spinney.money.policies import underspend as rules
from spinney.money.queries import underspend as read
from spinney.money.queries.budgets import in_force, rows_of
from spinney.money.queries.decided import check_decision
from spinney.money.queries.keeping import check_keeps
from spinney.money.queries.underspend import held
from spinney.money.states import ReallocationState

FIGURES_ARE_ELSEWHERE = "Members see what moves where, and how the rules stand, on its own page."


@dataclass(frozen=True)
class ReallocationSaid:
    """What is said of a proposal: `percent` of the price goes to bodies whose income in a year is
    under `income_pence`; None: no such rule. 33 is a third.
    """

    title: str
    reason: str = ""
    percent: int | None = bridge.THIRD
    income_pence: int = 10_000_000

    def fields(self) -> dict[str, object]:
        """The fields of its row. Raises BadInput for what cannot be."""
        rules.check_words(self.title, self.reason, self.percent, self.income_pence)
        return {
            "title": self.title.strip(), "reason": self.reason.strip(),
            "small_share_percent": self.percent, "small_income_pence": self.income_pence,
        }  # fmt: skip


@transaction.atomic
def draft_reallocation(
    *, cluster: clusters.Cluster, said: ReallocationSaid, by: Actor, now: datetime
) -> Reallocation:
    """Begin a proposal to move money within the budget in force."""
    require(policies.MAY, "draft_reallocation", by=by, scope=cluster_scope(cluster.pk))
    check_keeps(by, cluster, localdate(now))
    budget = in_force(cluster.pk)
    if budget is None:
        raise WrongState("No budget is in force yet, so there is nothing to move.")
    made = Reallocation.objects.create(
        cluster=cluster, budget=budget, made_at=now, made_by=by.label, **said.fields()
    )
    _note("money.draft_reallocation", made, by, now)
    return made


@transaction.atomic
def edit_reallocation(
    *, reallocation: Reallocation, said: ReallocationSaid, read: int | None = None, by: Actor,
    now: datetime,
) -> Reallocation:  # fmt: skip
    """Change what is said of a draft, and which rule it is held against."""
    require(policies.MAY, "edit_reallocation", by=by, scope=reallocation.scope)
    one = held(reallocation)
    check_keeps(by, one.cluster, localdate(now))
    rules.check_is_draft(one)
    check_unchanged(one, read, "this proposal")
    changes = take_over(one, said.fields())
    if changes:
        one.save()
        _note("money.edit_reallocation", one, by, now, **_changed(changes))
    return one


def _changed(changes: Changes) -> dict[str, object]:
    return {"before": dict(changes.before), "after": dict(changes.after)}


@transaction.atomic
def propose_reallocation(
    *, reallocation: Reallocation, by: Actor, now: datetime
) -> Reallocation:  # fmt: skip
    """Put a draft to the members. The day is kept: what decides it cannot be older. Raises
    WrongState while a rule stands in the way.
    """
    require(policies.MAY, "propose_reallocation", by=by, scope=reallocation.scope)
    one = held(reallocation)
    check_keeps(by, one.cluster, localdate(now))
    rules.check_becomes(one, ReallocationState.PROPOSED)
    _keep_what_rules_say(one)
    one.checked["proposed_on"] = localdate(now).isoformat()
    _becomes(one, ReallocationState.PROPOSED, "money.propose_reallocation", by, now)
    return one


def _keep_what_rules_say(one: Reallocation) -> read.Checked:
    found = read.checked(one)
    if not found.allows:
        broken = [row for row in found.rows if not row.allows]
        told = "; ".join(f"{row.title}: {row.why or row.verdict.lower()}" for row in broken)
        raise WrongState(f"A rule stands in the way. {told}")
    one.checked = {**one.checked, "rules": bridge.to_json(found.rulings)}
    return found


@transaction.atomic
def put_reallocation_to_vote(
    *, reallocation: Reallocation, by: Actor, now: datetime
) -> decisions.Ballot:
    """Begin a ballot on whether the members agree. Its words name no amounts: supporters read
    ballots too.
    """
    require(policies.MAY, "put_reallocation_to_vote", by=by, scope=reallocation.scope)
    one = held(reallocation)
    check_keeps(by, one.cluster, localdate(now))
    rules.check_becomes(one, ReallocationState.DECIDED)
    if one.ballot is not None:
        raise WrongState("There is a ballot about it already.")
    _keep_what_rules_say(one)
    ballot = decisions.begin_ballot(
        one.cluster, f"We move money within the budget: {one.title}"[:200],
        background=FIGURES_ARE_ELSEWHERE, by=by, now=now,
    )  # fmt: skip
    one.ballot = ballot
    one.version += 1
    one.save(update_fields=["ballot", "version", "checked"])
    _note("money.put_reallocation_to_vote", one, by, now, ballot=str(ballot.uid))
    return ballot


@transaction.atomic
def follow_reallocation_ballot(
    *, decision: decisions.Decision, by: Actor, now: datetime
) -> Reallocation | None:
    """Note what the members decided by ballot. None where the decision is about no proposal."""
    settled = decisions.settled_by(decision)
    if settled is None or settled.waits:
        return None
    found = read.decided_by(settled.ballots, decision.cluster_id)
    if found is None:
        return None
    require(policies.MAY, "follow_reallocation_ballot", by=by, scope=found.scope)
    one = held(found)
    one.decision_number = decision.number
    state = ReallocationState.DECIDED if settled.carried else ReallocationState.DECLINED
    _becomes(one, state, "money.follow_reallocation_ballot", by, now, outcome=state.label.lower())
    return one


@transaction.atomic
def decide_reallocation(
    *, reallocation: Reallocation, decision: int, by: Actor, now: datetime
) -> Reallocation:
    """Note that the members decided it: the number of the decision in their register. Raises
    BadInput for one that does not stand, or is older than the proposal.
    """
    require(policies.MAY, "decide_reallocation", by=by, scope=reallocation.scope)
    one = held(reallocation)
    check_keeps(by, one.cluster, localdate(now))
    rules.check_becomes(one, ReallocationState.DECIDED)
    check_decision(one.cluster, decision, read.proposed_on(one))
    _keep_what_rules_say(one)
    one.decision_number = decision
    _becomes(one, ReallocationState.DECIDED, "money.decide_reallocation", by, now,
             decision=decision)  # fmt: skip
    return one


@transaction.atomic
def decline_reallocation(
    *, reallocation: Reallocation, why: str, by: Actor, now: datetime
) -> Reallocation:
    """Note that it is not wanted, and why."""
    require(policies.MAY, "decline_reallocation", by=by, scope=reallocation.scope)
    one = held(reallocation)
    check_keeps(by, one.cluster, localdate(now))
    rules.check_becomes(one, ReallocationState.DECLINED)
    why = rules.check_why(why)
    one.checked = {**one.checked, "declined": why}
    _becomes(one, ReallocationState.DECLINED, "money.decline_reallocation", by, now, why=why)
    return one


@transaction.atomic
def reopen_reallocation(
    *, reallocation: Reallocation, by: Actor, now: datetime
) -> Reallocation:  # fmt: skip
    """Take up again what was proposed, declined, or decided and not done (a rule may stand in the
    way by then). A ballot about it decides no more, and it needs a new decision.
    """
    require(policies.MAY, "reopen_reallocation", by=by, scope=reallocation.scope)
    one = held(reallocation)
    check_keeps(by, one.cluster, localdate(now))
    rules.check_becomes(one, ReallocationState.DRAFT)
    now_in_force = in_force(one.cluster_id)
    if now_in_force is not None and now_in_force.pk != one.budget_id:
        _follow_version(one, now_in_force)
    one.ballot, one.decision_number, one.checked = None, None, {}
    _becomes(one, ReallocationState.DRAFT, "money.reopen_reallocation", by, now)
    return one


def _follow_version(one: Reallocation, budget: Budget) -> None:
    """Let a draft be about the version that is in force now; moves of lines that went, go too."""
    rows = {row.key: row for row in rows_of(budget)}
    for move in read.moves_in(one):
        source = rows.get(move.from_line.key)
        target = rows.get(move.to_line.key) if move.to_line else None
        if source is None or (move.to_line is not None and target is None):
            move.delete()
            continue
        move.from_line, move.to_line = source, target
        move.save(update_fields=["from_line", "to_line"])
    one.budget = budget


@transaction.atomic
def carry_out_reallocation(*, reallocation: Reallocation, by: Actor, now: datetime) -> Reallocation:
    """Do what was decided: a new version of the budget is in force, with the money moved. The rules
    are asked once more, as things stand today. Raises WrongState where one stands in the way.
    """
    require(policies.MAY, "carry_out_reallocation", by=by, scope=reallocation.scope)
    one = held(reallocation)
    check_keeps(by, one.cluster, localdate(now))
    rules.check_becomes(one, ReallocationState.CARRIED_OUT)
    found = _keep_what_rules_say(one)
    made = _new_version(found, by, now)
    one.new_budget = put_budget_in_force(
        budget=made, decision=one.decision_number, by=by, now=now
    )  # fmt: skip
    _becomes(one, ReallocationState.CARRIED_OUT, "money.carry_out_reallocation", by, now,
             budget=made.number)  # fmt: skip
    reallocation_carried_out.send(
        Reallocation, reallocation=one, members=found.members, by=by, now=now
    )  # fmt: skip
    return one


def _new_version(found: read.Checked, by: Actor, now: datetime) -> Budget:
    """The budget in force with the money moved, drafted."""
    before, one = found.seen.budget, found.one
    said = BudgetSaid(
        before.title, before.first_day, before.last_day, f"What was left over: {one.title}"[:300]
    )
    made = start_budget(cluster=one.cluster, said=said, based_on=before, by=by, now=now)
    lines = [LineSaid.of(row) for row in rows_of(made)]
    costs = {
        share.key: share
        for share in bridge.shares_of([(x.row, x.line) for x in found.seen.lines], 0)
    }
    between = [move for move in found.moves if move.to_line is not None]
    pence = carried_out(costs, bridge.moves_of(between))
    begun = _begun([move for move in found.moves if move.to_line is None], pence)
    changed = [
        replace(line, pence=pence.get(str(line.key), line.pence)) for line in lines
    ]  # fmt: skip
    write_lines(made, [*changed, *begun])
    return made


def _begun(moves: Sequence[ReallocationMove], pence: dict[str, int]) -> list[LineSaid]:
    """New lines: of the fund that their money comes from, which goes down by it."""
    found = []
    for move in moves:
        pence[str(move.from_line.key)] -= move.pence
        found.append(
            LineSaid(
                title=move.to_title, pence=move.pence, category=move.from_line.category,
                fund_id=move.from_line.fund_id, organisation_id=move.to_organisation_id,
                area=move.to_area, note=move.reason,
            )
        )  # fmt: skip
    return found


def _becomes(
    one: Reallocation, state: ReallocationState, verb: str, by: Actor, now: datetime,
    **more: object,
) -> None:  # fmt: skip
    one.state = state
    one.version += 1
    one.save()
    _note(verb, one, by, now, **more)


def _note(verb: str, one: Reallocation, by: Actor, now: datetime, **more: object) -> None:
    record(
        verb, by=by, on=one, at=now, scope=one.scope, title=one.title, version=one.version, **more
    )
