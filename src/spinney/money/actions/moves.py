"""The moves of a proposal: added, taken out, and suggested by the forecasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.money import policies
from spinney.money.engine.reallocation import Move
from spinney.money.models import BudgetLine, Reallocation, ReallocationMove
from spinney.money.policies import underspend as rules
from spinney.money.queries import underspend as read
from spinney.money.queries.budgets import nameable, rows_of
from spinney.money.queries.keeping import check_keeps
from spinney.register.api import Organisation

NOT_HERE = "Choose a line of costs of this budget."


@dataclass(frozen=True)
class MoveSaid:
    """So much from a line to another, or to a new one that is named here."""

    from_line: BudgetLine
    pence: int
    to_line: BudgetLine | None = None
    to_title: str = ""
    to_organisation: Organisation | None = None
    to_area: str = ""
    reason: str = ""


@transaction.atomic
def add_move(
    *, reallocation: Reallocation, said: MoveSaid, by: Actor, now: datetime
) -> ReallocationMove:
    """Add a move to a draft. Raises BadInput for one that cannot be; what the rules say of all of
    them stands on its page.
    """
    require(policies.MAY, "add_move", by=by, scope=reallocation.scope)
    one = read.held(reallocation)
    check_keeps(by, one.cluster, localdate(now))
    rules.check_is_draft(one)
    if one.moves.count() >= rules.MOST_MOVES:
        raise BadInput(f"A proposal has at most {rules.MOST_MOVES} moves.")
    _check_move(one, said, now)
    made = _add(one, said)
    one.version += 1
    one.save(update_fields=["version"])
    _note("money.add_move", one, by, now, move=made.pk)
    return made


def _add(one: Reallocation, said: MoveSaid) -> ReallocationMove:
    return ReallocationMove.objects.create(
        reallocation=one, from_line=said.from_line, to_line=said.to_line,
        to_title=said.to_title.strip()[:200], to_organisation=said.to_organisation,
        to_area=said.to_area.strip()[:120], pence=said.pence,
        reason=said.reason.strip()[: rules.LONGEST_WORDS],
    )  # fmt: skip


def _check_move(one: Reallocation, said: MoveSaid, now: datetime) -> None:
    told = _check_target(one, said)
    if not 0 < said.pence <= rules.MOST_PENCE:
        told["pence"] = ["Say how much: more than nought."]
    if not _can_take_part(one, said.from_line):
        told["from_line"] = [NOT_HERE]
    if not _belongs(one, said.to_organisation, now):
        told["to_organisation"] = ["This organisation does not belong to the cluster."]
    if told:
        raise BadInput(" ".join(words[0] for words in told.values()), told)


def _check_target(one: Reallocation, said: MoveSaid) -> dict[str, list[str]]:
    """What is wrong with where it goes."""
    if said.to_line is None:
        named = bool(said.to_title.strip())
        return {} if named else {"to_line": ["Choose a line, or name a new one."]}
    if not _can_take_part(one, said.to_line):
        return {"to_line": [NOT_HERE]}
    if said.to_line == said.from_line:
        return {"to_line": ["Choose another line than the one it comes from."]}
    return {}


def _can_take_part(one: Reallocation, line: BudgetLine) -> bool:
    """Whether it is a line of costs of the proposal's budget."""
    return line.budget_id == one.budget_id and line.pence >= 0


def _belongs(one: Reallocation, organisation: Organisation | None, now: datetime) -> bool:
    if organisation is None:
        return True
    return organisation.pk in nameable(one.cluster, localdate(now)).organisations


@transaction.atomic
def remove_move(*, move: ReallocationMove, by: Actor, now: datetime) -> Reallocation:
    """Take a move out of a draft."""
    require(policies.MAY, "remove_move", by=by, scope=move.reallocation.scope)
    one = read.held(move.reallocation)
    check_keeps(by, one.cluster, localdate(now))
    rules.check_is_draft(one)
    move.delete()
    one.version += 1
    one.save(update_fields=["version"])
    _note("money.remove_move", one, by, now)
    return one


@transaction.atomic
def suggest_moves(*, reallocation: Reallocation, by: Actor, now: datetime) -> int:
    """Put the moves into a draft that the forecasts suggest and every rule allows, in the place of
    those that are there: from what is sure to be left to lines that will not do, first to members
    who alone work somewhere. Returns how many.
    """
    require(policies.MAY, "suggest_moves", by=by, scope=reallocation.scope)
    one = read.held(reallocation)
    check_keeps(by, one.cluster, localdate(now))
    rules.check_is_draft(one)
    found = read.suggested(one, localdate(now))
    if not found:
        raise WrongState(
            "Nothing can be suggested: no line is sure to have something left, none will be short,"
            " or the rules allow no move between them."
        )
    one.moves.all().delete()
    rows = {str(row.key): row for row in rows_of(one.budget)}
    for move in found[: rules.MOST_MOVES]:
        _add(one, _suggestion(rows, move))
    one.version += 1
    one.save(update_fields=["version"])
    _note("money.suggest_moves", one, by, now, moves=len(found))
    return len(found)


def _suggestion(rows: dict[str, BudgetLine], move: Move) -> MoveSaid:
    words = "By the forecasts: one is sure to have it left, the other will be short."
    return MoveSaid(rows[move.source], move.pence, rows[move.target], reason=words)


def _note(verb: str, one: Reallocation, by: Actor, now: datetime, **more: object) -> None:
    record(
        verb, by=by, on=one, at=now, scope=one.scope, title=one.title, version=one.version, **more
    )
