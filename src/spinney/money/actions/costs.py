"""Shared costs before they are shared: noted, changed, with the days and figures of members."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from spinney.agreements import api as agreements
from spinney.base.access import links
from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import subject_of
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.bridge.cost_rules import agreed_rule
from spinney.money.bridge.costs import CostSaid, FiguresSaid, MemberSaid, checked_made_of
from spinney.money.bridge.noting_costs import note
from spinney.money.letters import costs as letters
from spinney.money.models import CostShare, SharedCost
from spinney.money.policies import costs as rules
from spinney.money.queries.costs import shares_of_cost
from spinney.money.queries.held_costs import held_cost, keep_by, members_to_ask
from spinney.money.queries.keeping import check_keeps
from spinney.money.states import CostState

FIELDS = (
    "title", "kind", "unit", "first_day", "last_day", "budget_pence", "paid_by", "budget_line",
    "made_of",
)  # fmt: skip


@transaction.atomic
def add_shared_cost(
    *, cluster: clusters.Cluster, said: CostSaid, by: Actor, now: datetime
) -> SharedCost:
    """Note a cost that members are to share, with the members that do. Raises BadInput for days and
    amounts that cannot be, and for an organisation that belonged on none of the days.
    """
    require(policies.MAY, "add_shared_cost", by=by, scope=cluster_scope(cluster.pk))
    check_keeps(by, cluster, localdate(now))
    cost = SharedCost(cluster=cluster, made_at=now, made_by=by.label, **_fields(said))
    cost.save()
    _set_members(cost, said.members, now)
    note("money.add_shared_cost", cost, by, now)
    return cost


def _fields(said: CostSaid) -> dict[str, Any]:
    if not said.title.strip():
        raise BadInput("Say what is shared.", {"title": ["Say in a few words what is shared."]})
    rules.check_days(said.first_day, said.last_day)
    rules.check_pence(said.budget_pence, "budget_pence")
    return {
        "title": " ".join(said.title.split())[: rules.LONGEST_TITLE],
        "kind": " ".join(said.kind.split())[: rules.LONGEST_KIND],
        "unit": " ".join(said.unit.split())[: rules.LONGEST_UNIT],
        "first_day": said.first_day, "last_day": said.last_day,
        "budget_pence": said.budget_pence, "paid_by": said.paid_by,
        "budget_line": said.budget_line, "made_of": checked_made_of(said.made_of),
    }  # fmt: skip


def _set_members(cost: SharedCost, wanted: frozenset[int], now: datetime) -> None:
    """Exactly these members share it: new ones with their days in the cluster and their figures."""
    memberships = clusters.Membership.objects.filter(
        cluster=cost.cluster, organisation__in=wanted, joined_on__isnull=False
    ).select_related("organisation")
    found = {one.organisation_id: one for one in memberships}
    if not wanted or wanted - found.keys():
        told = "Choose members of the cluster: at least one."
        raise BadInput(told, {"members": [told]})
    have = {one.organisation_id: one for one in shares_of_cost(cost)}
    for gone in have.keys() - wanted:
        letters.end_links([have[gone]], now)
        have[gone].delete()
    parts = agreed_rule(agreements.terms(cost.cluster, at=localdate(now)), cost.kind).parts
    for key in wanted - have.keys():
        _add_member(cost, found[key], parts)
    for key in wanted & have.keys():
        _keep_within(cost, have[key])


def _add_member(cost: SharedCost, member: clusters.Membership, parts: Mapping[str, int]) -> None:
    organisation = member.organisation
    joined = member.joined_on or cost.first_day
    ends = member.left_on or member.leaves_on
    last = min(ends - timedelta(days=1), cost.last_day) if ends else cost.last_day
    first = max(joined, cost.first_day)
    if last < first:
        told = f"{organisation.name} belongs to the cluster on none of these days."
        raise BadInput(told, {"members": [told]})
    CostShare.objects.create(
        cost=cost, organisation=organisation, from_day=first, to_day=last,
        income_pence=organisation.income_pence, staff=organisation.staff,
        parts=parts.get(str(organisation.uid)),
    )  # fmt: skip


def _keep_within(cost: SharedCost, share: CostShare) -> None:
    first, last = max(share.from_day, cost.first_day), min(share.to_day, cost.last_day)
    if last < first:
        first, last = cost.first_day, cost.last_day
    if (first, last) != (share.from_day, share.to_day):
        share.from_day, share.to_day = first, last
        share.save(update_fields=["from_day", "to_day"])


@transaction.atomic
def edit_shared_cost(
    *, cost: SharedCost, said: CostSaid, read: int | None = None, by: Actor, now: datetime
) -> SharedCost:
    """Change what is shared, and by whom, before it is. `read` is its version as it was read."""
    cost = keep_by("edit_shared_cost", cost, by, now)
    rules.check_state(cost, CostState.DRAFT)
    check_unchanged(cost, read, "this cost")
    wanted = _fields(said)
    changes = take_over(cost, {name: wanted[name] for name in FIELDS})
    before = {one.organisation_id for one in shares_of_cost(cost)}
    if not changes and before == said.members:
        return cost
    cost.version += not changes  # take_over counts its own
    cost.save()
    _set_members(cost, said.members, now)
    note("money.edit_shared_cost", cost, by, now, version=cost.version)
    return cost


@transaction.atomic
def edit_cost_member(
    *, share: CostShare, said: MemberSaid, read: int | None = None, by: Actor, now: datetime
) -> CostShare:
    """Say from when to when a member takes part, and what is known of it: before the cost is
    shared, and, for what it really costs, until it is trued up.
    """
    cost = keep_by("edit_cost_member", share.cost, by, now)
    rules.check_state(cost, *rules.UNTIL_TRUED_UP)
    share = _held_share(share)
    check_unchanged(share, read, "these figures")
    rules.check_member_days(cost, said.from_day, said.to_day)
    figures = ["from_day", "to_day", "actual_units", "alone_pence"]
    if cost.state == CostState.DRAFT:
        figures += ["income_pence", "staff", "units", "parts"]
    changes = take_over(share, {name: getattr(said, name) for name in figures})
    if changes:
        share.save()
        note("money.edit_cost_member", cost, by, now, organisation=share.organisation.name)
    return share


def _held_share(share: CostShare) -> CostShare:
    rows = CostShare.objects.select_for_update(of=("self",)).select_related("organisation", "cost")
    return rows.get(pk=share.pk)


@transaction.atomic
def ask_for_figures(*, cost: SharedCost, by: Actor, now: datetime) -> int:
    """Ask the members whose figures are missing for them, each by a link that needs no account:
    what the rule needs, and what helps to compare rules. Returns how many were written to. Raises
    WrongState where nothing is missing.
    """
    cost = keep_by("ask_for_figures", cost, by, now)
    rules.check_state(cost, *rules.UNTIL_TRUED_UP)
    lacking = members_to_ask(cost, localdate(now))
    if not lacking:
        raise WrongState("Every figure that members can give is there.")
    letters.end_links([one.share for one in lacking], now)
    asked = letters.ask_for_figures(
        [(one.share, bool(one.needed)) for one in lacking], by=by, now=now
    )
    note("money.ask_for_figures", cost, by, now, members=asked)
    return asked


@transaction.atomic
def give_figures(*, share: CostShare, said: FiguresSaid, by: Actor, now: datetime) -> CostShare:
    """Say for one's own organisation what it uses, and what else the rule asks for. What is not
    said stays as it was.
    """
    require(policies.MAY, "give_figures", by=by, scope=share.cost.scope, subject=subject_of(share))
    cost = held_cost(share.cost)
    share = _held_share(share)
    if by.pass_ is None:
        rules.check_speaks_for(by, share, localdate(now))
    rules.check_state(cost, *rules.UNTIL_TRUED_UP)
    if cost.state == CostState.AGREED:
        given: dict[str, Any] = {"actual_units": said.units}
    else:
        given = {
            "units": said.units, "income_pence": said.income_pence, "staff": said.staff,
        }  # fmt: skip
    given |= {"alone_pence": said.alone_pence}
    if said.exempt_activity.strip():
        given["exempt_activity"] = said.exempt_activity.strip()[: rules.LONGEST_WORDS]
    for name, value in given.items():
        if value is not None:
            setattr(share, name, value)
    share.figures_at = now
    share.version += 1
    share.save()
    links.revoke(letters.GIVE, subject_of(share), now=now)
    note("money.give_figures", cost, by, now, organisation=share.organisation.name)
    return share


@transaction.atomic
def note_vat(*, cost: SharedCost, said: Mapping[str, str], by: Actor, now: datetime) -> SharedCost:
    """Write down what shows that the conditions of the VAT exemption for groups that share costs
    are met: by the name of a condition.
    """
    cost = keep_by("note_vat", cost, by, now)
    wanted = {key: words.strip()[: rules.LONGEST_WORDS] for key, words in said.items()}
    cost.vat = {key: words for key, words in wanted.items() if words}
    cost.version += 1
    cost.save(update_fields=["vat", "version"])
    note("money.note_vat", cost, by, now)
    return cost
