"""`spinney groups propose needs.csv`: who should work with whom. Needs no site and no database."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from spinney.diagnostics.engine.groups.evaluating import BrokenRule
    from spinney.diagnostics.engine.groups.outsiders import Outsider
    from spinney.diagnostics.engine.groups.problem import Problem, Rules
    from spinney.diagnostics.engine.groups.proposing import Mark, Proposal, Proposals
    from spinney.diagnostics.engine.groups.worth import GroupWorth

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SEVERAL = 500
"""Above so many organisations one proposal is made when not said otherwise: each takes its time."""


@click.group()
def groups() -> None:
    """Propose which organisations should work together."""


@groups.command("propose")
@click.argument("needs", type=FILE)
@click.option("--min", "min_size", type=int, help="Least members of a group (3).")
@click.option("--max", "max_size", type=int, help="Most members of a group (8).")
@click.option("--rules", "rules_file", type=FILE, help="A CSV of rules: rule, a, b.")
@click.option("--longest-minutes", type=float, help="Most minutes between two of a group.")
@click.option("--most-fragile", type=int, help="Most fragile members of a group.")
@click.option("--everyone", is_flag=True, help="Leave nobody outside if there is any way.")
@click.option("--focus", type=int, default=3, help="Areas that a group works on (3).")
@click.option("--km-per-hour", type=float, default=40.0, help="Speed of travel (40).")
@click.option("--proposals", type=click.IntRange(1, 6), help="How many proposals (4).")
@click.option("--seconds", type=float, default=60.0, help="When to stop looking further (60).")
@click.option("--workers", type=click.IntRange(1), help="Processes (above 500: up to 4).")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of sentences.")
def propose(needs: Path, as_json: bool, **options: Any) -> None:
    """Propose groups for the organisations in NEEDS, a CSV with one row each.

    Columns: name; if wanted key, latitude, longitude, kind, fragile, size; need:AREA and offer:AREA
    from 0 to 3. What the result holds is told in docs/guide/analyst.md.
    """
    from spinney.diagnostics.engine.groups.proposing import propose as find

    problem = _problem(needs, options)
    many = len(problem.organisations) > SEVERAL
    count = options["proposals"] or (1 if many else 4)
    workers = options["workers"] or (min(4, os.cpu_count() or 1) if many else 1)
    found = find(problem, count=count, stop=_after(options["seconds"]), workers=workers)
    if as_json:
        click.echo(json.dumps({"problem": problem.as_json(), **found.as_json()}, indent=1))
    else:
        _tell(problem, found)


def _after(seconds: float) -> Any:
    from time import monotonic

    end = monotonic() + seconds
    return lambda: monotonic() > end


def _problem(needs: Path, options: dict[str, Any]) -> Problem:
    from spinney.diagnostics.engine.groups.problem import Problem, Weights
    from spinney.diagnostics.engine.groups.reading import read_organisations
    from spinney.diagnostics.engine.groups.travel import TravelEstimate

    with needs.open(encoding="utf-8-sig", newline="") as lines:
        organisations = read_organisations(lines)
    return Problem(
        organisations,
        _rules(options),
        Weights(focus=options["focus"]),
        TravelEstimate(km_per_hour=options["km_per_hour"]),
    )


def _rules(options: dict[str, Any]) -> Rules:
    """What the options say goes before what the file of rules says."""
    from dataclasses import replace

    from spinney.diagnostics.engine.groups.problem import Rules
    from spinney.diagnostics.engine.groups.reading import read_rules

    rules = Rules()
    if options["rules_file"]:
        with options["rules_file"].open(encoding="utf-8-sig", newline="") as lines:
            rules = read_rules(lines, rules)
    names = ("min_size", "max_size", "longest_minutes", "most_fragile")
    said = {name: options[name] for name in names if options[name] is not None}
    if options["everyone"]:
        said["everyone_placed"] = True
    return replace(rules, **said)


TITLES = {
    "best": "The most worth by your weights",
    "nearest": "Nearest to each other",
    "complement": "Strongest offers to those who need them",
    "most_placed": "As few outside as can be",
    "alike": "Most needs in common",
    "different": "Much the same worth, with other partners",
}
MEASURES = {
    "worth": "worth",
    "spared": "needs met in common",
    "offered": "offers that reach those who need them",
    "minutes": "minutes of travel to the host",
    "placed": "organisations placed",
}


def _tell(problem: Problem, found: Proposals) -> None:
    from spinney.diagnostics.engine.groups.travel import TravelEstimate

    names = {one.key: one.name for one in problem.organisations}
    if found.gap is not None:
        click.echo(
            f"The first proposal comes to {found.objective:.2f}. No groups that keep the rules can "
            f"come to more than {found.bound:.2f} ({100 * found.gap:.1f} % more)."
        )
    estimate: TravelEstimate = problem.travel
    click.echo(
        f"Travel is estimated: straight line times {estimate.detour:g}, at "
        f"{estimate.km_per_hour:g} km/h."
    )
    for number, one in enumerate(found.proposals, start=1):
        _tell_proposal(number, one, names, first=number == 1)


def _tell_proposal(number: int, one: Proposal, names: dict[str, str], *, first: bool) -> None:
    click.echo(f"\n{number}. {TITLES[one.kind.value]}")
    for said, marks in (("Best in", one.good_at), ("Weakest in", one.bad_at)):
        if marks:
            click.echo(f"   {said}: {', '.join(map(_mark, marks))}.")
    if not first:
        click.echo(
            f"   Against the first: {one.loses:.2f} less worth, {one.same_groups} groups the same, "
            f"{len(one.moved)} organisations with other partners."
        )
    for at, group in enumerate(one.evaluation.groups, start=1):
        _tell_group(at, group, names)
    for outsider in one.outside:
        click.echo(f"   Outside: {names[outsider.key]}. {reason(outsider, names)}")
    for broken in one.evaluation.broken:
        click.echo(f"   A rule is broken: {breach(broken, names)}")


def _mark(mark: Mark) -> str:
    return (
        f"{MEASURES[mark.measure.value]} ({mark.number:.1f}; at the other end {mark.against:.1f})"
    )


def _tell_group(at: int, group: GroupWorth, names: dict[str, str]) -> None:
    members = ", ".join(names[key] for key in group.members)
    click.echo(f"   Group {at} (worth {group.worth:.2f}): {members}")
    for area in group.areas:
        parts = [f"{len(area.needed_by)} need it"]
        if area.offered_by:
            helped = ", ".join(names[key] for key in area.helped)
            parts.append(f"{names[area.offered_by]} offers it at {area.strength} to {helped}")
        click.echo(f"      {area.area}: {'; '.join(parts)}")
    way = "not known"
    if group.longest_between and group.longest_minutes is not None:
        a, b = (names[key] for key in group.longest_between)
        way = f"about {group.longest_minutes:.0f} minutes, {a} to {b}"
    click.echo(f"      Best met at {names[group.host]}. Longest way: {way}.")


def reason(outsider: Outsider, names: dict[str, str]) -> str:
    """Why somebody is outside, as a sentence."""
    number, limit = outsider.number, outsider.limit
    if outsider.why.value == "breaks_a_rule" and outsider.rule is not None:
        return (
            f"Joining the group that suits best would break a rule: {breach(outsider.rule, names)}"
        )
    return {
        "too_few": f"There are {number:.0f} in all, and a group has at least {limit:.0f}.",
        "nobody_in_reach": f"{number:.0f} others are in reach; at least {limit:.0f} are needed.",
        "no_shared_need": "Nobody in reach shares a need, or has or lacks what helps.",
        "breaks_a_rule": "Joining any group would break a rule.",
        "groups_full": f"Group {(outsider.group or 0) + 1} suits best and is full ({limit:.0f}).",
        "costs_more": (
            f"The group that suits best would lose {number:.2f}, more than the price of leaving it "
            f"outside ({limit:.2f})."
        ),
        "not_found": "There was a place, but the search ended before finding it. Place it by hand.",
    }[outsider.why.value]


def breach(rule: BrokenRule, names: dict[str, str]) -> str:
    """A broken rule, as a sentence."""
    who = " and ".join(names[key] for key in rule.keys[:2])
    number, limit = rule.number or 0, rule.limit or 0
    return {
        "too_small": f"{number:.0f} members; at least {limit:.0f} are needed.",
        "too_large": f"{number:.0f} members; at most {limit:.0f} may be in a group.",
        "too_many_fragile": f"{number:.0f} fragile members; at most {limit:.0f} may be.",
        "too_far": f"{who} are about {number:.0f} minutes apart; at most {limit:.0f} are allowed.",
        "kind_missing": f"nobody of the kind {rule.kind}.",
        "not_together": f"{who} must be together.",
        "not_apart": f"{who} must not be in one group.",
        "not_placed": f"{number:.0f} are outside, and everyone is to be placed.",
    }[rule.code.value]
