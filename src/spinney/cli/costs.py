"""`spinney costs share PROBLEM.json`: who bears what of a cost, and how fair that is. Needs no site
and no database.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from spinney.money.engine.sharing.comparing import Compared
    from spinney.money.engine.sharing.problem import Problem
    from spinney.money.engine.sharing.shapley import Fair
    from spinney.money.engine.sharing.split import Sharing

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
REFUSED = 2
FAIR = "fair"
NAMED = ("equal", "bands", "income", "staff", "use", "fixed", "mixed")


@click.group()
def costs() -> None:
    """Share a cost among members, to the penny."""


@costs.command("share")
@click.argument("problem", type=FILE)
@click.option("--rule", type=click.Choice([*NAMED, FAIR]), help="How (the problem's own rule).")
@click.option("--pairs", type=click.IntRange(100), default=20_000, help="Pairs of orders (20000).")
@click.option("--seed", type=int, default=1953, help="What decides which orders are drawn.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of sentences.")
def share_file(problem: Path, rule: str | None, pairs: int, seed: int, as_json: bool) -> None:
    """Share the cost in PROBLEM, a JSON file, and say how each part was reckoned.

    `--rule fair` shares by what each member adds to the cost on average (the Shapley value). Where
    the file says what groups would pay alone, it is said as well whether any would pay less. The
    format is told in docs/guide/analyst.md. Ends with 2 where the cost cannot be shared.
    """
    from spinney.money.engine.sharing.sampling import Draws

    read = _read(problem)
    chosen = rule or read.rule
    fair = _fair(read, Draws(pairs=pairs, seed=seed)) if chosen == FAIR or read.game else None
    if chosen == FAIR:
        if fair is None:
            _refuse("A fair share needs “alone”: what groups would pay by themselves.")
        found: dict[str, Any] = {"rule": FAIR, "pence": read.pence, "fair": fair.to_json()}
        pays = fair.of(read.pence)
        found["parts"] = [{"member": key, "pence": pence} for key, pence in pays.items()]
        sharing = None
    else:
        sharing = _shared(read, chosen)
        found, pays = sharing.to_json(), sharing.by_member()
        found |= {"fair": fair.to_json()} if fair else {}
    found |= _judged(read, pays)
    found |= _trued_up(read, chosen, sharing)
    if as_json:
        click.echo(json.dumps({"title": read.title, **found}, indent=1, ensure_ascii=False))
    else:
        _tell(read, chosen, pays, sharing, fair, found)


@costs.command("compare")
@click.argument("problem", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of a table.")
def compare_file(problem: Path, as_json: bool) -> None:
    """Each member's share of the cost in PROBLEM by every rule for which the file says enough."""
    from spinney.money.engine.sharing.comparing import compare

    read = _read(problem)
    rules = {kind: (read.rule_of(kind), read.limits) for kind in read.rules()}
    alone = read.game.alone() if read.game else None
    found = compare(read.pence, rules, read.members, period=read.period, alone=alone)
    if as_json:
        told = [one.to_json() for one in found]
        click.echo(json.dumps({"title": read.title, "rules": told}, indent=1, ensure_ascii=False))
    else:
        _tell_compared(read, found, alone)


def _read(file: Path) -> Problem:
    from spinney.base.kernel.errors import BadInput
    from spinney.money.engine.sharing.problem import read_problem

    try:
        return read_problem(json.loads(file.read_text("utf-8-sig")))
    except (ValueError, RecursionError) as fault:
        _refuse(f"{file.name} is not JSON: {fault}", fault)
    except BadInput as fault:
        _refuse(f"{file.name}: {fault}", fault)


def _refuse(words: str, why: Exception | None = None) -> NoReturn:
    click.echo(words, err=True)
    raise SystemExit(REFUSED) from why


def _fair(problem: Problem, draws: Any) -> Fair | None:
    from spinney.money.engine.sharing.shapley import fair_shares

    return fair_shares(problem.game, draws) if problem.game else None


def _shared(problem: Problem, chosen: str) -> Sharing:
    from spinney.base.kernel.errors import BadInput
    from spinney.money.engine.sharing.saying import MISSING_WORDS, impossible_words
    from spinney.money.engine.sharing.split import share

    try:
        found = share(
            problem.pence, problem.rule_of(chosen), problem.members, limits=problem.limits,
            period=problem.period,
        )  # fmt: skip
    except BadInput as fault:
        _refuse(str(fault), fault)
    if found.missing:
        lines = [f"{one.member}: {MISSING_WORDS[one.what]} is not known." for one in found.missing]
        _refuse("\n".join(lines))
    if found.impossible:
        _refuse(impossible_words(found.impossible, found.pence))
    return found


def _judged(problem: Problem, pays: dict[str, int]) -> dict[str, Any]:
    from spinney.money.engine.sharing.core import least_core, stability

    if problem.game is None:
        return {}
    found = stability(problem.game, pays)
    told: dict[str, Any] = {"stability": found.to_json()}
    if found.objections and problem.game.is_small:
        told["least_core"] = least_core(problem.game).to_json()
    return told


def _trued_up(problem: Problem, chosen: str, sharing: Sharing | None) -> dict[str, Any]:
    """What each pays more or gets back, where the file says what it really cost."""
    from spinney.money.engine.sharing.settling import true_up

    if problem.actual_pence is None or sharing is None:
        return {}
    from dataclasses import replace

    actual = _shared(replace(problem, pence=problem.actual_pence, members=problem.actual), chosen)
    lines = true_up(sharing, actual, problem.paid)
    return {"actual": actual.to_json(), "true_up": [one.to_json() for one in lines]}


def _tell(
    problem: Problem, chosen: str, pays: dict[str, int], sharing: Sharing | None,
    fair: Fair | None, found: dict[str, Any],
) -> None:  # fmt: skip
    from spinney.base.kernel.money import Money
    from spinney.money.engine.sharing.saying import limits_words, part_words, rule_words

    how = "by what each adds" if chosen == FAIR else rule_words(problem.rule_of(chosen))
    click.echo(f"{problem.title or 'The cost'}: {Money(problem.pence)}, shared {how}.")
    if sharing is not None and not problem.limits.is_empty:
        click.echo(limits_words(problem.limits))
    why = {one.member: part_words(one) for one in sharing.parts} if sharing else {}
    fairly = {one.member: one for one in fair.shares} if fair else {}
    for key, pence in pays.items():
        click.echo(f"{key}: {Money(pence)}")
        for line in why.get(key, []):
            click.echo(f"   {line}")
        if key in fairly:
            one = fairly[key]
            near = f", to within {Money(round(one.within))}" if one.within else ""
            click.echo(
                f"   Its fair share of {Money(fair.pence if fair else 0)} is {Money(one.pence)}"
                f"{near}; alone it would pay {Money(one.alone)}."
            )
    _tell_judgement(found)
    for line in found.get("true_up", []):
        more = line["more"]
        says = f"pays {Money(more)} more" if more > 0 else f"gets {Money(-more)} back"
        click.echo(f"{line['member']}: it cost {Money(line['actual'])}; {says}.")


def _tell_judgement(found: dict[str, Any]) -> None:
    from spinney.money.engine.sharing.core import LeastCore, Objection, Stability
    from spinney.money.engine.sharing.saying import (
        least_core_words,
        objection_words,
        stability_words,
    )

    told = found.get("stability")
    if told is None:
        return
    groups = tuple(
        Objection(tuple(one["members"]), one["together"], one["alone"])
        for one in told["objections"]
    )
    click.echo(stability_words(Stability(groups, told["count"], told["looked_at"])))
    for one in groups:
        click.echo(f"   {objection_words(one)}")
    best = found.get("least_core")
    if best is not None:
        core = LeastCore(best["shares"], best["excess"], best["is_proven"])
        click.echo(least_core_words(core))


def _tell_compared(problem: Problem, found: list[Compared], alone: dict[str, int] | None) -> None:
    from spinney.base.kernel.money import Money

    heads = [one.name for one in found] + (["alone"] if alone else [])
    width = max(len(one.key) for one in problem.members) + 2
    click.echo(" " * width + "".join(f"{head:>14}" for head in heads))
    for member in problem.members:
        cells = [str(Money(one.sharing.by_member()[member.key])) if one.sharing.is_whole else "-"
                 for one in found]  # fmt: skip
        cells += [str(Money(alone[member.key]))] if alone else []
        click.echo(f"{member.key:<{width}}" + "".join(f"{cell:>14}" for cell in cells))
