"""Elections of cities, counted again by the rule that each file states: do we choose the same?

Every file of participatory budgeting in the data folder that tells what was selected (pabulib.org).
Each that does not agree is listed with what differs and what the file itself gives as a reason. To
leave nothing out by tuning, the rule is read from the file and nothing is known of any city.

    script/bench official_elections [FOLDER_OR_ZIP …]
"""

from __future__ import annotations

import io
import os
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spinney.decisions.engine.files.faults import FileFault
from spinney.decisions.engine.files.pabulib import Election, read_election
from spinney.decisions.engine.files.stated import count_as_stated
from spinney.decisions.engine.result import Outcome
from spinney.decisions.engine.rules.rule import RuleDoesNotFit
from spinney.decisions.engine.rules.tally import tally_of

DATA = Path(os.environ.get("SPINNEY_DATA", Path(__file__).parents[1] / "../shared/data"))


def files(places: list[Path]) -> Iterator[tuple[str, io.TextIOBase]]:
    """The .pb files below folders and in ZIP files, by name."""
    for place in places:
        if place.is_dir():
            for path in sorted(place.rglob("*.pb")):
                with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
                    yield path.name, lines
            inside = sorted(place.rglob("*.zip"))
            yield from files(inside)
        elif place.suffix == ".zip":
            with zipfile.ZipFile(place) as packed:
                for name in sorted(one for one in packed.namelist() if one.endswith(".pb")):
                    with io.TextIOWrapper(packed.open(name), "utf-8-sig", "replace", "") as lines:
                        yield Path(name).name, lines
        elif place.suffix == ".pb":
            with place.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
                yield place.name, lines


def by_rule(election: Election) -> set[str]:
    """The projects marked 1; and 2 where the rule itself ends with what is paid from a reserve.
    Otherwise 2 and more is what a city did beside the rule, with money that the file does not tell.
    """
    marks = {1, 2} if election.meta.get("rule") == "greedy-custom" else {1}
    return {key for key, how in (election.selected or {}).items() if how in marks}


def difference(election: Election, outcome: Outcome) -> tuple[set[str], set[str]]:
    """What the city chose by the rule and we do not; what we do and the city does not at all."""
    chosen = {key for key, how in (election.selected or {}).items() if how}
    ours = set(outcome.chosen)
    return by_rule(election) - ours, ours - chosen


def reasons(
    election: Election, outcome: Outcome, theirs: set[str], ours: set[str]
) -> Iterator[str]:
    """What the file itself shows that could be why, each with its numbers."""
    problem = election.problem
    stated = {key: float(text or 0) for key, text in election.stated.items()}
    counted = {key: float(total) for key, total in tally_of(problem).totals.items()}
    off = [key for key in theirs | ours if key in stated and stated[key] != counted[key]]
    if off:
        told = ", ".join(f"{key}: {stated[key]:g} stated, {counted[key]:g} in votes" for key in off)
        yield f"the stated points are not those of the votes in the file ({told})"
    spent = sum(problem.by_key[key].cost for key in by_rule(election))
    if spent > (problem.budget or 0):
        yield f"the city spent {spent} of a budget of {problem.budget}"
    lost = {key for tie in outcome.ties if tie.mattered for key in tie.options}
    if theirs | ours <= lost:
        yield "the options were equal, and the city parted them otherwise"
    if not theirs and all(
        problem.by_key[key].cost <= (problem.budget or 0) - spent for key in ours
    ):
        yield "what the city left out fits the money that it left: it was not paid for otherwise"
    comment = election.meta.get("comment", "")
    named = sorted(key for key in theirs | ours if f" {key} " in f" {comment} ")
    if named:
        yield f"the comment speaks of {', '.join(named)}"
    if election.meta.get("rule") == "greedy-exclusive":
        yield "which projects exclude each other does not stand in the file"


class Report:
    """Counts what agrees, and prints what does not as it comes."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.rules: Counter[tuple[str, bool]] = Counter()

    def take(self, name: str, lines: io.TextIOBase) -> None:
        self.counts["files"] += 1
        try:
            election = read_election(lines, name)
            if election.selected is None:
                self.counts["do not tell what was selected"] += 1
                return
            outcome = count_as_stated(election)
        except FileFault as fault:
            self.counts["cannot be read"] += 1
            print(f"{name}\n  cannot be read: {fault}")
        except RuleDoesNotFit as misfit:
            self.counts["state no rule that is known"] += 1
            print(f"{name}\n  {misfit}")
        else:
            self.compare(name, election, outcome)

    def compare(self, name: str, election: Election, outcome: Outcome) -> None:
        theirs, ours = difference(election, outcome)
        rule = election.meta.get("rule", "")
        self.rules[rule, not (theirs or ours)] += 1
        if theirs or ours:
            print(f"{name} ({rule})")
            print(f"  the city alone: {sorted(theirs)}; we alone: {sorted(ours)}")
            for reason in list(reasons(election, outcome, theirs, ours)) or ["no reason is found"]:
                print(f"  {reason}")

    def end(self, seconds: float) -> None:
        for rule, agreed in sorted(self.rules):
            print(f"{self.rules[rule, agreed]:5} {'agree ' if agreed else 'DIFFER'} {rule}")
        told = ", ".join(f"{number} {what}" for what, number in self.counts.items())
        agree = sum(number for (_, agreed), number in self.rules.items() if agreed)
        total = sum(self.rules.values())
        print(f"{agree} of {total} agree with what the city selected; {told}; {seconds:.1f} s")


def main() -> None:
    places = [Path(one) for one in sys.argv[1:]] or [DATA / "voting"]
    if not all(place.exists() for place in places):
        sys.exit(f"The data folder {DATA} is not here: set SPINNEY_DATA to where it is.")
    began, report = time.perf_counter(), Report()
    for name, lines in files(places):
        report.take(name, lines)
    report.end(time.perf_counter() - began)


if __name__ == "__main__":
    main()
