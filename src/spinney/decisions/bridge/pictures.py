"""What a ballot came to, as pictures: who said what, what options had, how far apart you are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from spinney.base.kernel.assent import AGREES, OBJECTS
from spinney.base.web.charts import Bar, BarChart, DotRow, DotStrip
from spinney.base.web.components.parts import Tone
from spinney.base.web.components.words import counted, number
from spinney.decisions.bridge.counted import BallotOutcome
from spinney.decisions.engine.feeling import Spread
from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.result import Outcome
from spinney.decisions.engine.ways import WAYS

TONES = {AGREES: Tone.GO, OBJECTS: Tone.LATE}
TRANSFERRED = ("stv", "stv_scottish")
UNITS = {
    "score": ("point", "Points"),
    "allocate": ("point", "Points"),
    "borda": ("point", "Points for places"),
    "times": ("organisation", "Can come"),
    "condorcet": ("other", "Others that it beats"),
    "approval": ("vote", "Approved by"),
}
MOST_PLACES = 12
"""On a longer scale than this, dots say nothing any more."""


def bars(way: str, found: BallotOutcome, names: Mapping[str, str]) -> BarChart | None:
    """The picture of the result: bars for the voices, or for what each option had in the measure
    of the rule, in its end. What was chosen is drawn in the full colour. None where nothing is told
    of the votes.
    """
    if found.marks is not None:
        return _option_bars(found.marks, found.chosen, names)
    if not found.says:
        return None
    means = WAYS[way].means
    labels = {one.key: one.label for one in WAYS[way].voices}
    rows = [Bar(labels[key], many, tone=_tone(means[key])) for key, many in found.says.items()]
    return BarChart("What you said", rows, show=_said("organisation"), value_name="Said by")


def measure(outcome: Outcome) -> str:
    """What the totals of a count are, as the head of a column."""
    if outcome.rule in TRANSFERRED:
        return "First choices"
    return UNITS.get(outcome.rule, ("vote", "Votes"))[1]


def _tone(means: str) -> Tone:
    return TONES.get(means, Tone.WAITS)


def _option_bars(
    outcome: Outcome, chosen: tuple[str, ...], names: Mapping[str, str]
) -> BarChart | None:
    unit, column = UNITS.get(outcome.rule, ("vote", "Votes"))
    had, quota, note = dict(outcome.totals), None, ""
    if outcome.rule in TRANSFERRED:
        had, quota = _in_the_end(outcome)
        note = f"Outline: the {counted(quota, 'vote')} that elect." if quota else ""
    if not had:
        return None
    order = sorted(had, key=lambda key: (-had[key], list(names).index(key)))
    rows = [
        Bar(names[key], float(had[key]), plan=quota, tone=Tone.GO if key in chosen else Tone.QUIET)
        for key in order
    ]
    title = "Votes when elected, or in the end" if quota else column
    return BarChart(
        title, rows, show=_said(unit), value_name=column, plan_name="Needed",
        beside_plan="{value} ({plan} needed)", note=note,
    )  # fmt: skip


def _in_the_end(outcome: Outcome) -> tuple[dict[str, Fraction], int | None]:
    """What each option had at the end of a transferred vote, or when it was taken out; and the
    votes that elect. An elected option keeps what it was elected with.
    """
    had = dict(outcome.totals)
    quota = None
    for step in outcome.steps:
        had.update({key: max(had[key], votes) for key, votes in step.tallies.items() if key in had})
        if step.code == "first_choices_quota":
            quota = int(Fraction(step.numbers["quota"]))
        if step.code in ("elected", "last_places"):
            had[step.options[0]] = Fraction(step.numbers["votes"])
    return had, quota


def _said(unit: str) -> Callable[[float], str]:
    def words(value: float) -> str:
        if value == int(value):
            return counted(int(value), unit)
        return f"{value:.2f}".rstrip("0").rstrip(".") + f" {unit}s"

    return words


# How far apart ----------------------------------------------------------------------------------


def strip(
    kind: Kind | None,
    found: BallotOutcome,
    names: Mapping[str, str],
    details: Mapping[str, str],
) -> DotStrip | None:
    """The balance of feeling: a dot for each vote, what was chosen first. None where votes are only
    yes or no, or nobody has voted: there bars say it all. `details` says in words how far apart
    you are, by option.
    """
    spreads = found.feeling.spreads if found.feeling else {}
    marked = {key: one for key, one in spreads.items() if one.least is not None}
    lengths = {len(one.counts) for one in marked.values()}
    if not marked or max(lengths) > MOST_PLACES or max(lengths) < 3 or kind is Kind.TIMES:
        return None
    scale = next(iter(marked.values())).counts
    first = sorted(marked, key=lambda key: key not in found.chosen)
    return DotStrip(
        "How far apart you are",
        tuple(_mark_words(kind, mark) for mark in scale),
        [_row(names[key], marked[key], details.get(key, "")) for key in first],
        unit="organisation",
    )


def _mark_words(kind: Kind | None, mark: int) -> str:
    return f"{_ordinal(mark)}" if kind is Kind.RANK else number(mark)


def _ordinal(place: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    ending = "th" if 10 <= place % 100 <= 20 else endings.get(place % 10, "th")
    return f"{place}{ending}"


def _row(name: str, spread: Spread, detail: str) -> DotRow:
    marks = list(spread.counts)
    return DotRow(
        label=name,
        counts=tuple(spread.counts.values()),
        lower=_place(marks, spread.lower),
        middle=_place(marks, spread.middle),
        upper=_place(marks, spread.upper),
        detail=detail,
    )


def _place(marks: list[int], mark: Fraction | None) -> float | None:
    """Where a mark stands on the scale, the first mark being 0."""
    return None if mark is None else float(mark - marks[0])


# Rounds -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rounds:
    """A transferred vote as a table: what each option had after each round. `headings` say what
    happened in the round; a cell is empty once the option is out.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    quota: int


def rounds(outcome: Outcome | None, names: Mapping[str, str]) -> Rounds | None:
    """The rounds of a transferred vote; None of any other count."""
    if outcome is None or outcome.rule not in TRANSFERRED:
        return None
    steps = [one for one in outcome.steps if one.tallies]
    _, quota = _in_the_end(outcome)
    if not steps or quota is None:
        return None
    columns = [step.tallies for step in steps]
    order = sorted(columns[0], key=lambda key: _when_out(outcome, key))
    return Rounds(
        headings=tuple(_heading(step.code, step.options, names) for step in steps),
        rows=tuple(
            (names[key], tuple(_cell(column.get(key)) for column in columns)) for key in order
        ),
        quota=quota,
    )


def _when_out(outcome: Outcome, key: str) -> tuple[int, int]:
    """Elected ones in their order, then those that were taken out last."""
    if key in outcome.chosen:
        return 0, outcome.chosen.index(key)
    out = [one.options[0] for one in outcome.steps if one.code == "excluded"]
    return 1, -out.index(key) if key in out else -len(out)


def _heading(code: str, options: tuple[str, ...], names: Mapping[str, str]) -> str:
    if code == "surplus":
        return f"Surplus of {names[options[0]]} goes on"
    return f"{names[options[0]]} is out" if code == "excluded" else "First choices"


def _cell(votes: Fraction | None) -> str:
    if votes is None:
        return ""
    return number(int(votes)) if votes.denominator == 1 else f"{float(votes):.2f}"
