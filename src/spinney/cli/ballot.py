"""`spinney ballot count FILE`: who or what is chosen, and why. Needs no site and no database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from spinney.decisions.engine.compare import Compared
    from spinney.decisions.engine.problem import Problem
    from spinney.decisions.engine.result import Outcome

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
REFUSED = 2
STATED = "stated"
PENCE = 100


@click.group()
def ballot() -> None:
    """Count votes that are kept in a file."""


@ballot.command("count")
@click.argument("file", type=FILE)
@click.option(
    "--rule", help="The rule to count by; `spinney ballot rules FILE` lists them, usual one first."
)
@click.option("--seats", type=click.IntRange(1), help="How many are chosen, where no money is.")
@click.option("--seed", help="The published seed of the lot that parts equal options.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of sentences.")
def count_file(
    file: Path, rule: str | None, seats: int | None, seed: str | None, as_json: bool
) -> None:
    """Count the papers in FILE (.pb, .blt, .soi, .soc, .toi, .toc, .csv, .json) and say each step.

    `--rule stated` counts a .pb file by the rule that it states itself. Ends with 2 when the file
    cannot be read, or the rule cannot count such papers.
    """
    with _refusals():
        problem, outcome = _counted(file, rule, seats, seed)
    if as_json:
        _write_json({"file": file.name, "options": _options(problem), **outcome.to_json()})
    else:
        _tell(problem, outcome)


@ballot.command("compare")
@click.argument("file", type=FILE)
@click.option("--rule", "rules", multiple=True, help="A rule to compare; give several.")
@click.option("--seats", type=click.IntRange(1), help="How many are chosen, where no money is.")
@click.option("--seed", help="The published seed of the lot that parts equal options.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of sentences.")
def compare_file(
    file: Path, rules: tuple[str, ...], seats: int | None, seed: str | None, as_json: bool
) -> None:
    """Say what several rules choose on the papers in FILE, and whom each leaves with nothing."""
    from spinney.decisions.engine.compare import compare

    with _refusals():
        problem = _problem(file, seats, seed)
        found = compare(problem, [_name(rule) for rule in rules])
    if as_json:
        told = [one.to_json() for one in found]
        _write_json({"file": file.name, "options": _options(problem), "rules": told})
    else:
        for number, one in enumerate(found):
            _tell_compared(problem, one, first=number == 0)


@ballot.command("rules")
@click.argument("file", type=FILE)
def rules_for_file(file: Path) -> None:
    """List the rules that can count the papers in FILE."""
    from spinney.decisions.engine.rules import rules_for

    with _refusals():
        for rule in rules_for(_problem(file, None, None)):
            click.echo(rule.replace("_", "-"))


@contextmanager
def _refusals() -> Iterator[None]:
    """What is wrong with the file or the rule goes to standard error, and the command ends."""
    from spinney.decisions.engine.files.faults import FileFault
    from spinney.decisions.engine.rules.rule import RuleDoesNotFit

    try:
        yield
    except FileFault as fault:
        _refuse(str(fault), fault)
    except RuleDoesNotFit as misfit:
        _refuse(f"{misfit} `spinney ballot rules FILE` lists those that can.", misfit)


def _refuse(words: str, why: Exception) -> NoReturn:
    click.echo(words, err=True)
    raise SystemExit(REFUSED) from why


def _counted(
    file: Path, rule: str | None, seats: int | None, seed: str | None
) -> tuple[Problem, Outcome]:
    from spinney.decisions.engine.rules import count, rules_for

    if rule == STATED:
        return _as_stated(file)
    problem = _problem(file, seats, seed)
    usual = _rule_in(file) or next(iter(rules_for(problem)), "plurality")
    return problem, count(_name(rule) if rule else usual, problem)


def _rule_in(file: Path) -> str:
    """The rule by which a ballot that Spinney wrote was counted; "" for other files."""
    from spinney.decisions.engine.files.plain_json import read_outcome

    if file.suffix.lower() != ".json":
        return ""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        outcome = read_outcome(lines)
    return outcome.rule if outcome else ""


def _as_stated(file: Path) -> tuple[Problem, Outcome]:
    from spinney.decisions.engine.files.faults import FileFault
    from spinney.decisions.engine.files.pabulib import read_election
    from spinney.decisions.engine.files.stated import count_as_stated

    if file.suffix.lower() != ".pb":
        raise FileFault(f"{file.name} states no rule: only .pb files do.")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        election = read_election(lines, file.name)
    return election.problem, count_as_stated(election)


def _problem(file: Path, seats: int | None, seed: str | None) -> Problem:
    from dataclasses import replace

    from spinney.decisions.engine.files.reading import read_ballot

    with file.open(encoding="utf-8-sig", newline="") as lines:
        problem = read_ballot(file.name, lines)
    if seats:
        problem = replace(problem, seats=seats)
    return replace(problem, seed=seed) if seed else problem


def _name(rule: str) -> str:
    return rule.strip().lower().replace("-", "_")


def _options(problem: Problem) -> dict[str, dict[str, object]]:
    return {one.key: {"name": one.name, "cost": one.cost} for one in problem.options}


def _write_json(data: dict[str, object]) -> None:
    click.echo(json.dumps(data, indent=1, ensure_ascii=False))


def _names(problem: Problem) -> dict[str, str]:
    return {one.key: one.name or one.key for one in problem.options}


def _money_words(problem: Problem) -> Callable[[int], str]:
    """Amounts as the file writes them: "1,070,000 PLN" or "35.50". A ballot of Spinney's own is in
    pounds and pence.
    """
    from spinney.decisions.engine.saying.plain import pounds

    if "rule" not in problem.about and "currency" not in problem.about:
        return pounds
    return lambda amount: _amount(problem, amount)


def _amount(problem: Problem, amount: int) -> str:
    parts = int(problem.about.get("money_parts", "1"))
    whole, rest = divmod(amount, parts)
    places = f".{rest:0{len(str(parts)) - 1}d}" if rest else ""
    currency = problem.about.get("currency", "")
    return f"{whole:,}{places} {currency}".strip()


def _tell(problem: Problem, outcome: Outcome) -> None:
    from spinney.decisions.engine.saying import (
        RULES,
        outcome_in_a_sentence,
        tie_words,
        words_of,
    )

    names, money = _names(problem), _money_words(problem)
    if problem.title:
        click.echo(problem.title)
    click.echo(f"Counted by {RULES[outcome.rule]}.")
    click.echo(outcome_in_a_sentence(outcome, names, money))
    click.echo("\nHow it was counted")
    for number, step in enumerate(outcome.steps, start=1):
        click.echo(f"{number:3}. {words_of(step, names, money)}")
    told_as_steps = any(step.code.startswith("tie") for step in outcome.steps)
    if outcome.ties and not told_as_steps:
        click.echo("\nOptions that came out equal")
        for tie in outcome.ties:
            click.echo(f"  {tie_words(tie, names)}")


def _tell_compared(problem: Problem, one: Compared, *, first: bool) -> None:
    from spinney.decisions.engine.saying import RULES, left_out_words, satisfaction_words
    from spinney.decisions.engine.saying.plain import named, percent

    names, money = _names(problem), _money_words(problem)
    words = RULES[one.rule]
    click.echo(f"{words[0].upper()}{words[1:]}")
    click.echo(f"  Chosen: {named(one.chosen, names) or 'nothing'}.")
    if not first and one.same:
        click.echo("  The same as by the first rule.")
    elif not first:
        gained, lost = (named(keys, names) or "nothing" for keys in (one.gained, one.lost))
        click.echo(f"  Against the first rule: {gained} instead of {lost}.")
    if one.share is not None:
        budget = money(problem.budget or 0)
        click.echo(f"  Spent: {money(one.spent)} of {budget} ({percent(one.share)}).")
    click.echo(f"  {left_out_words(one.left_out)} {satisfaction_words(one.satisfaction)}".rstrip())
