"""The outline of a workplan, line by line: its words, its cost, its order."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.clusters import api as clusters
from spinney.decisions import policies
from spinney.decisions.events import steps as news
from spinney.decisions.models import OutlineLine
from spinney.decisions.queries.outline import lines_in

LONGEST_TITLE, LONGEST_TEXT = 200, 5_000


def _held(line: OutlineLine) -> OutlineLine:
    """The line as it is now; lines of one cluster are changed one after another."""
    cluster = line.decision.cluster_id
    clusters.Cluster.objects.select_for_update(no_key=True).get(pk=cluster)
    return OutlineLine.objects.select_related("decision__cluster", "option").get(pk=line.pk)


@transaction.atomic
def edit_outline_line(
    *,
    line: OutlineLine,
    title: str,
    description: str = "",
    cost_pence: int | None = None,
    quick_win: bool = False,
    by: Actor,
    now: datetime,
) -> OutlineLine:
    """Say a priority in other words, or at another cost. What was voted on stays as it was, with
    the decision.
    """
    scope = line.decision.scope
    require(policies.MAY, "edit_outline_line", by=by, scope=scope)
    line = _held(line)
    title = " ".join(title.split())
    _check(title, description)
    wanted = {
        "title": title, "description": description.strip(), "cost_pence": cost_pence,
        "quick_win": quick_win,
    }  # fmt: skip
    before = {name: getattr(line, name) for name in wanted}
    changed = [name for name, value in wanted.items() if before[name] != value]
    if not changed:
        return line
    for name in changed:
        setattr(line, name, wanted[name])
    line.save(update_fields=changed)
    record(
        "decisions.edit_outline_line", by=by, on=line, at=now, scope=scope, title=line.title,
        before={name: before[name] for name in changed},
        after={name: wanted[name] for name in changed},
    )  # fmt: skip
    _tell(line, by, now)
    return line


def _check(title: str, description: str) -> None:
    problems: dict[str, list[str]] = {}
    if not title:
        problems["title"] = ["Give it a name."]
    elif len(title) > LONGEST_TITLE:
        problems["title"] = [f"Make it shorter: there is room for {LONGEST_TITLE} letters."]
    if len(description) > LONGEST_TEXT:
        problems["description"] = [f"Make it shorter: there is room for {LONGEST_TEXT:,} letters."]
    if problems:
        raise BadInput(" ".join(one for told in problems.values() for one in told), problems)


@transaction.atomic
def move_outline_line(*, line: OutlineLine, by: Actor, now: datetime, up: bool) -> OutlineLine:
    """Put a line one place higher (`up`) or lower in the outline of its cluster. Raises WrongState
    at the end of the list.
    """
    scope = line.decision.scope
    require(policies.MAY, "move_outline_line", by=by, scope=scope)
    line = _held(line)
    rows = list(lines_in(line.decision.cluster_id))
    place = next((at for at, one in enumerate(rows) if one.pk == line.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(rows):
        raise WrongState("It is at that end of the list already.")
    rows[place], rows[other] = rows[other], rows[place]
    for position, one in enumerate(rows, start=1):
        one.position = position
    OutlineLine.objects.bulk_update(rows, ["position"])
    record(
        "decisions.move_outline_line", by=by, on=line, at=now, scope=scope, title=line.title,
        place=other + 1,
    )  # fmt: skip
    _tell(line, by, now)
    return rows[other]


def _tell(line: OutlineLine, by: Actor, now: datetime) -> None:
    cluster = line.decision.cluster
    news.outline_changed.send(sender=OutlineLine, cluster=cluster, by=by, now=now)
