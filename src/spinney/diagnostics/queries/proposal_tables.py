"""Proposals as tables and files: side by side, who is where, and whom to invite to a cluster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spinney.base.kernel.actors import Actor, Role, Scope
from spinney.base.web.components.words import counted
from spinney.clusters import api as clusters
from spinney.diagnostics.queries.proposals import (
    Arranged,
    GroupCard,
    gain_words,
    kinds_of_organisation,
)
from spinney.register import api as register

MOST_CLUSTERS = 12


# Side by side ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One measure of several proposals: what each comes to, in words."""

    what: str
    values: Mapping[int, str]


def side_by_side(several: Sequence[Arranged]) -> list[Line]:
    """What tells proposals apart, measure by measure."""
    by_number = {one.proposal.number: one for one in several}

    def line(what: str, told: Any) -> Line:
        return Line(what, {number: told(one) for number, one in by_number.items()})

    def total(one: Arranged, of: str) -> str:
        return f"{sum(getattr(group, of) for group in one.evaluation.groups):.2f}"

    return [
        line("Gained in all", lambda one: gain_words(one.evaluation.objective)),
        line("Gained by meeting needs together", lambda one: total(one, "spared")),
        line("Gained by members who help one another", lambda one: total(one, "offered")),
        line("Groups", lambda one: str(len(one.groups))),
        line("Organisations placed", lambda one: str(one.placed)),
        line("Left outside", lambda one: str(len(one.evaluation.outside))),
        line("Longest way in a group", _longest),
        line("Rules broken", lambda one: str(len(one.broken))),
    ]


def _longest(one: Arranged) -> str:
    ways = [group.longest_minutes for group in one.evaluation.groups if group.longest_minutes]
    return counted(round(max(ways)), "minute") if ways else "Not known"


def who_is_where(several: Sequence[Arranged]) -> list[Line]:
    """For each organisation, which group it is in in each proposal, with whom."""
    everybody = {one.key: one.name for item in several for one in item.problem.organisations}
    lines = []
    for key, name in sorted(everybody.items(), key=lambda pair: pair[1]):
        values = {}
        for item in several:
            here = item.where(key)
            values[item.proposal.number] = "Outside" if here is None else f"Group {here + 1}"
        lines.append(Line(name, values))
    return lines


@dataclass(frozen=True)
class Placed:
    """One organisation of a proposal, as a row of its table and files; `place` orders groups as
    they are numbered, with those outside at the end.
    """

    place: int
    name: str
    group: str
    with_whom: str
    kind: str
    fragile: bool
    why: str


def rows_of(one: Arranged) -> list[Placed]:
    """Every organisation with its group, or with why it has none."""
    kinds = kinds_of_organisation()
    rows = [
        Placed(
            card.place, member.name, card.title,
            ", ".join(other.name for other in card.members if other is not member),
            kinds.get(member.kind, member.kind), member.fragile, " ".join(card.why),
        )
        for card in one.groups
        for member in card.members
    ]  # fmt: skip
    for left in one.outside:
        who = one.problem.by_key[left.key]
        kind = kinds.get(who.kind, who.kind)
        rows.append(Placed(len(one.places), left.name, "Outside", "", kind, who.fragile, left.why))
    return rows


def as_json(one: Arranged) -> dict[str, Any]:
    """A proposal as a file: the problem as it was put, and the groups with their worth."""
    return {
        "title": one.proposal.title,
        "problem": one.proposal.problem,
        "evaluation": one.evaluation.as_json(),
        "bound": one.proposal.result.get("bound"),
        "outside": [vars(left) for left in one.outside],
    }


# Clusters -------------------------------------------------------------------------------------


def lines_to_invite(card: GroupCard) -> str:
    """The members as the cluster's list of guests takes them: a line each, with the address that
    the register knows.
    """
    keys = [one.key for one in card.members]
    found = register.Organisation.objects.filter(uid__in=keys)
    address = {str(uid): email for uid, email in found.values_list("uid", "email")}
    return "\n".join(_line(one.name, address.get(one.key, "")) for one in card.members)


def _line(name: str, address: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"' if "," in name or '"' in name else name
    return f"{quoted}, {address}" if address else f"{quoted}, "


def clusters_to_invite_to(actor: Actor, place: Scope) -> list[clusters.Cluster]:
    """Clusters in which the actor invites, the newest first: a programme's, or, from a cluster's
    page, her others.
    """
    run = actor.ids_of("cluster", Role.FACILITATOR, Role.PROGRAMME_MANAGER)
    found = clusters.Cluster.objects.filter(pk__in=run).exclude(state="ended")
    if place.kind == "programme":
        found = found.filter(programme=place.id)
    else:
        found = found.exclude(pk=place.id)
    return list(found.order_by("-made_at", "-pk")[:MOST_CLUSTERS])
