"""Proposed groups are changed by hand, and one of them is chosen."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from spinney.base.kernel.actors import Actor, Scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged
from spinney.diagnostics import events, policies
from spinney.diagnostics.bridge.grouping import arranged
from spinney.diagnostics.models import Grouping, Proposal
from spinney.diagnostics.policies import groups as rules
from spinney.diagnostics.queries.groups import is_at_work
from spinney.diagnostics.states import GroupingState


def _require(verb: str, by: Actor, scope: Scope) -> None:
    require(policies.MAY, verb, by=by, scope=scope)
    rules.check_runs(by, scope)


def _held(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_for_update().select_related("grouping").get(pk=proposal.pk)


@transaction.atomic
def copy_proposal(*, proposal: Proposal, title: str, by: Actor, now: datetime) -> Proposal:
    """Save a proposal as it is now as a new one by hand, in which people can be moved about."""
    grouping = proposal.grouping
    _require("copy_proposal", by, grouping.scope)
    if not title.strip():
        told = "Give the new proposal a name."
        raise BadInput(told, {"title": [told]})
    Grouping.objects.select_for_update().get(pk=grouping.pk)  # numbers are given one by one
    last = grouping.proposals.aggregate(last=Max("number"))["last"] or 0
    result = {**proposal.result, "groups": [group for group in arranged(proposal) if group]}
    made = Proposal.objects.create(
        grouping=grouping, number=last + 1, title=title.strip()[:200], problem=proposal.problem,
        result={**result, "kind": "", "good_at": [], "bad_at": []}, by_hand=True,
        changed_from=proposal, made_at=now,
    )  # fmt: skip
    record(
        "diagnostics.copy_proposal", by=by, on=made, at=now, scope=grouping.scope,
        title=made.title, copied=proposal.number,
    )  # fmt: skip
    return made


@transaction.atomic
def move_organisation(
    *, proposal: Proposal, key: str, to: int | None, version: int | None, by: Actor, now: datetime
) -> Proposal:
    """Move an organisation (by uid) to a group (by its place), to a new one (the place after the
    last), or outside (None). What was undone before can then no longer be done again.

    Raises ChangedMeanwhile when somebody moved people meanwhile.
    """
    _require("move_organisation", by, proposal.grouping.scope)
    proposal = _held(proposal)
    check_unchanged(proposal, version, "these groups")
    rules.check_by_hand(proposal)
    rules.check_is_not_chosen(proposal)
    groups = arranged(proposal)
    if key not in {one["key"] for one in proposal.problem["organisations"]}:
        raise BadInput("This organisation is not part of the proposal.")
    here = next((at for at, group in enumerate(groups) if key in group), None)
    if to is not None and not 0 <= to <= len(groups):
        raise BadInput("There is no such group. Choose one of those shown.")
    if to == here:
        raise BadInput("It is there already. Choose another place.")
    proposal.moves = [one for one in proposal.moves if not one["undone"]]
    proposal.moves.append({"key": key, "to": to, "undone": False})
    return _moved(proposal, "diagnostics.move_organisation", by, now)


def _moved(proposal: Proposal, verb: str, by: Actor, now: datetime) -> Proposal:
    proposal.version += 1
    proposal.save(update_fields=["moves", "version"])
    record(
        verb, by=by, on=proposal, at=now, scope=proposal.grouping.scope, title=proposal.title,
        moves=sum(not one["undone"] for one in proposal.moves), version=proposal.version,
    )  # fmt: skip
    return proposal


@transaction.atomic
def undo_move(*, proposal: Proposal, by: Actor, now: datetime) -> Proposal:
    """Take the last move back. Raises WrongState when there is none."""
    _require("undo_move", by, proposal.grouping.scope)
    proposal = _held(proposal)
    rules.check_is_not_chosen(proposal)
    done = [one for one in proposal.moves if not one["undone"]]
    if not done:
        raise WrongState("There is no move to undo.")
    done[-1]["undone"] = True
    return _moved(proposal, "diagnostics.undo_move", by, now)


@transaction.atomic
def redo_move(*, proposal: Proposal, by: Actor, now: datetime) -> Proposal:
    """Do the move again that was undone last. Raises WrongState when there is none."""
    _require("redo_move", by, proposal.grouping.scope)
    proposal = _held(proposal)
    rules.check_is_not_chosen(proposal)
    undone = [one for one in proposal.moves if one["undone"]]
    if not undone:
        raise WrongState("There is no move to do again.")
    undone[0]["undone"] = False
    return _moved(proposal, "diagnostics.redo_move", by, now)


@transaction.atomic
def choose_proposal(*, proposal: Proposal, by: Actor, now: datetime) -> Proposal:
    """Say that these groups it shall be. Clusters are then made of them one by one."""
    scope = proposal.grouping.scope
    _require("choose_proposal", by, scope)
    grouping = Grouping.objects.select_for_update().get(pk=proposal.grouping_id)
    rules.check_is_not_working(grouping, at_work=is_at_work(grouping))
    rules.check_none_is_chosen(grouping)
    proposal = _held(proposal)
    if not any(arranged(proposal)):
        raise WrongState("There is no group in this proposal, so there is nothing to choose.")
    proposal.chosen_at = now
    proposal.save(update_fields=["chosen_at"])
    grouping.state = GroupingState.CHOSEN
    grouping.save(update_fields=["state"])
    record(
        "diagnostics.choose_proposal", by=by, on=proposal, at=now, scope=scope,
        title=proposal.title,
    )  # fmt: skip
    events.groups.proposal_chosen.send(Proposal, proposal=proposal, by=by, now=now)
    return proposal


@transaction.atomic
def take_back_choice(*, proposal: Proposal, by: Actor, now: datetime) -> Proposal:
    """Undo the choice. Clusters that were made of it stay."""
    scope = proposal.grouping.scope
    _require("take_back_choice", by, scope)
    grouping = Grouping.objects.select_for_update().get(pk=proposal.grouping_id)
    proposal = _held(proposal)
    if proposal.chosen_at is None:
        raise WrongState("This proposal is not chosen.")
    proposal.chosen_at = None
    proposal.save(update_fields=["chosen_at"])
    grouping.state = GroupingState.PROPOSED
    grouping.save(update_fields=["state"])
    record(
        "diagnostics.take_back_choice", by=by, on=proposal, at=now, scope=scope,
        title=proposal.title,
    )  # fmt: skip
    return proposal
