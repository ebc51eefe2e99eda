"""Lines of the budget as the engines of forecast and reallocation see them; and what these find, in
words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from spinney.base.kernel.periods import add_months
from spinney.base.web.components.parts import Tone
from spinney.base.web.components.words import counted, listed, money
from spinney.money.engine.budgets import Line, spread
from spinney.money.engine.reallocation import (
    BETTER,
    BREAKS,
    HOLDS,
    MENDS,
    SAME,
    Move,
    Rules,
    Ruling,
    Share,
)
from spinney.money.engine.underspend import Forecast, Pace, Reason
from spinney.money.models import BudgetLine, Reallocation, ReallocationMove
from spinney.money.states import Restriction

ALL_TOGETHER = "All together"
THIRD = 33
"""So many in a hundred is said for a third, and reckoned as one."""


def pace_of(
    line: Line, spent: Mapping[date, int], today: date, *, claimed: int = 0, promised: int = 0
) -> Pace:
    """A line by months as the forecast sees it: `spent` by the first days of months. Months count
    as over when they are; what was spent in this month, or before the line began, is bound like
    what is promised, until months of the line are over.
    """
    parts = [(month, pence) for month, pence in spread(line) if month is not None]
    months = [month for month, _ in parts]
    this = today.replace(day=1)
    over = sum(1 for month in months if month < this)
    by_month = [spent.get(month, 0) for month in months[:over]]
    early = sum(pence for month, pence in spent.items() if months and month < months[0])
    end = add_months(months[0], len(months)) if months else this
    later = sum(pence for month, pence in spent.items() if end <= month)
    now = sum(
        pence for month, pence in spent.items() if month >= this and (not months or month < end)
    )
    if by_month:
        by_month[0] += early
    else:
        now += early
    # What is taken back lies in its own month and can make that less than nought.
    return Pace(
        line.key, tuple(pence for _, pence in parts), tuple(by_month),
        max(0, now) + claimed + promised, later,
    )  # fmt: skip


def reason_words(reason: Reason) -> str:
    """One reason of a forecast, in a sentence."""
    values = reason.values
    if reason.code in ("so_far", "lately"):
        months, spent, due = values
        when = f"the last {months} months" if reason.code == "lately" else counted(months, "month")
        return f"In {when}: {money(spent)} of {money(due)} that were planned."
    if reason.code == "nothing_due":
        return f"Nothing was planned for the first {counted(values[0], 'month')}."
    amount = money(values[0]) if values else ""
    return {
        "not_begun": "Its months lie ahead, so the plan stands.",
        "ended": f"Its months are over: {amount} was spent.",
        "promised": f"{amount} is promised, claimed, or went out this month.",
        "uneven": f"Months were uneven: it may come {amount} more or less.",
        "bound": f"{amount} is spent and promised already, which is more than its pace says.",
        "over": f"It will not do: {amount} is likely missing.",
    }[reason.code]


def why_words(found: Forecast) -> str:
    """All reasons of a forecast."""
    return " ".join(reason_words(one) for one in found.why)


def said_words(said: int, words: str, reckoned: Forecast, counts: Forecast) -> str:
    """Why a line comes to what it does, once somebody said so; `reckoned` is what its months say,
    and `counts` what goes into the sums.
    """
    found = [f"It was said that it will come to {money(said)}" + (f": {words}" if words else "")]
    if found[0][-1] not in ".!?":
        found[0] += "."
    if counts.likely > said:
        found.append(f"But {money(counts.bound)} is spent and promised already.")
    if counts.short:
        found.append(f"It will not do: {money(counts.short)} is likely missing.")
    found.append(f"By its months alone it would come to {money(reckoned.likely)}.")
    return " ".join(found)


def shares_of(rows: Sequence[tuple[BudgetLine, Line]], small_income_pence: int) -> list[Share]:
    """Lines of costs as the rules see them."""
    return [_share(row, line, small_income_pence) for row, line in rows if not line.is_income]


def _share(row: BudgetLine, line: Line, limit: int) -> Share:
    fund, organisation = row.fund, row.organisation
    return Share(
        line.key, organisation.name if organisation else ALL_TOGETHER, line.pence, line.spent,
        line.committed, str(row.fund_id or ""), fund.purpose if fund else "",
        bool(fund and fund.restriction == Restriction.RESTRICTED),
        _is_small(row, limit), frozenset({row.area}) if row.area else frozenset(),
    )  # fmt: skip


def _is_small(row: BudgetLine, limit: int) -> bool | None:
    """Whether a line's member is a small body: of less income in a year; None where its income is
    not known. What all do together goes to no small body.
    """
    if row.organisation is None:
        return False
    income = row.organisation.income_pence
    return None if income is None else income < limit


def new_share(move: ReallocationMove, limit: int) -> Share:
    """The line that a move begins: of the fund that the money comes from."""
    source = move.from_line
    fund, organisation = source.fund, move.to_organisation
    income = organisation.income_pence if organisation else None
    small: bool | None = False if organisation is None else None
    if organisation is not None and income is not None:
        small = income < limit
    return Share(
        key_of(move), organisation.name if organisation else ALL_TOGETHER, 0,
        fund=str(source.fund_id or ""), purpose=fund.purpose if fund else "",
        is_bound=bool(fund and fund.restriction == Restriction.RESTRICTED), is_small=small,
        areas=frozenset({move.to_area}) if move.to_area else frozenset(),
    )  # fmt: skip


def key_of(move: ReallocationMove) -> str:
    """The key of the line that a move goes to."""
    return str(move.to_line.key) if move.to_line else f"new-{move.pk}"


def moves_of(moves: Iterable[ReallocationMove]) -> list[Move]:
    """Moves as the engine checks them."""
    return [Move(str(one.from_line.key), key_of(one), one.pence) for one in moves]


def rules_of(one: Reallocation) -> Rules:
    """The rules that a proposal is held against: of the price, all lines of costs together, a part
    goes to small bodies. 33 in a hundred is a third.
    """
    percent = one.small_share_percent
    if percent is None:
        return Rules(Fraction(0))
    return Rules(Fraction(1, 3) if percent == THIRD else Fraction(percent, 100))


def part_words(percent: int | None) -> str:
    """The part of the price that goes to small bodies, in words."""
    known = {THIRD: "a third", 25: "a quarter", 50: "half"}
    return "" if percent is None else known.get(percent, f"{percent}%")


@dataclass(frozen=True)
class RuleRow:
    """How one rule stands, for people: what it says, its figure before and after, and why."""

    title: str
    verdict: str
    before: str
    after: str
    why: str
    allows: bool
    tone: Tone


VERDICTS = {
    HOLDS: ("Kept", Tone.GO), MENDS: ("Kept, and was not before", Tone.GO),
    BETTER: ("Not kept, but less broken than before", Tone.WAITS),
    SAME: ("Not kept, as before", Tone.WAITS), BREAKS: ("Stands in the way", Tone.LATE),
}  # fmt: skip
NO_WORSE = "It was not kept before either, and is no worse: it does not stop the move."


def rule_rows(
    rulings: Iterable[Ruling], one: Reallocation, names: Mapping[str, str],
    funds: Mapping[str, str],
) -> list[RuleRow]:  # fmt: skip
    """Each ruling for people; `names` are the titles of lines by their keys."""
    return [_row(ruling, one, names, funds) for ruling in rulings]


def _row(
    ruling: Ruling, one: Reallocation, names: Mapping[str, str], funds: Mapping[str, str]
) -> RuleRow:
    words, tone = VERDICTS[ruling.verdict]
    return RuleRow(
        _title(ruling, one, names), words, *_figures(ruling), _why(ruling, names, funds),
        ruling.allows, tone,
    )  # fmt: skip


def _title(ruling: Ruling, one: Reallocation, names: Mapping[str, str]) -> str:
    if ruling.code == "small_share":
        limit = money(one.small_income_pence)
        part = part_words(one.small_share_percent)
        return f"At least {part} goes to bodies with an income under {limit}"
    line = names.get(ruling.about, "")
    return {
        "coverage": f"Somebody works in {ruling.about}",
        "purpose": "Restricted money stays in its fund and purpose" + (f": {line}" if line else ""),
        "spent": "No line falls below what is spent and promised" + (f": {line}" if line else ""),
        "amounts": "Each move is between two lines, of more than nought",
        "whole": "As much is given as is taken",
    }[ruling.code]


def _figures(ruling: Ruling) -> tuple[str, str]:
    if ruling.code == "coverage":
        return counted(ruling.before, "member"), counted(ruling.after, "member")
    if ruling.code in ("small_share", "whole") or (ruling.code == "spent" and ruling.about):
        return money(ruling.before), money(ruling.after)
    return "", ""


def _why(ruling: Ruling, names: Mapping[str, str], funds: Mapping[str, str]) -> str:
    parts = []
    if ruling.code == "small_share":
        parts.append(f"It must be {money(ruling.limit)}.")
    for code, values in ruling.why:
        parts.append(why_of_rule(code, values, names, funds))
    if ruling.verdict in (BETTER, SAME):
        parts.append(NO_WORSE)
    return " ".join(one for one in parts if one)


def why_of_rule(
    code: str, values: Sequence[str], names: Mapping[str, str], funds: Mapping[str, str]
) -> str:
    """One reason of a ruling in a sentence; in general words where nothing is named. `names` are
    the titles of lines by their keys, and `funds` the names of funds.
    """
    if code == "other_fund":
        return WHYS[code]([funds.get(one, "no fund") for one in values])
    return WHYS[code]([names.get(one, one) for one in values])


def _income_not_known(members: Sequence[str]) -> str:
    if not members:
        return "Not every income is known; what is not known does not count."
    return f"The income of {listed(members)} is not known, so it does not count."


def _works_there(members: Sequence[str]) -> str:
    if not members:
        return "Nobody does."
    return f"{listed(members)} {'work' if len(members) > 1 else 'works'} there."


def _only_one(members: Sequence[str]) -> str:
    return f"Only {listed(members)}." if members else "Only one does."


def _nobody_left(members: Sequence[str]) -> str:
    if not members:
        return "Nobody does."
    return f"Nobody would: {listed(members)} would have nothing left to spend there."


def _bound(pence: Sequence[str]) -> str:
    if len(pence) != 2:
        return "Some of it is spent or promised."
    spent, promised = (money(int(one)) for one in pence)
    return f"{spent} is spent and {promised} promised."


def _other_fund(funds: Sequence[str]) -> str:
    if len(funds) != 2:
        return "It would go to another fund."
    return f"It would go from {funds[0]} to {funds[1]}."


def _same_line(lines: Sequence[str]) -> str:
    return f"“{lines[0]}” cannot give to itself." if lines else "A line cannot give to itself."


WHYS: dict[str, Callable[[Sequence[str]], str]] = {
    "income_not_known": _income_not_known,
    "works_there": _works_there,
    "only_one": _only_one,
    "nobody_left": _nobody_left,
    "bound": _bound,
    "other_fund": _other_fund,
    "other_purpose": lambda _: "It would be spent on another purpose.",
    "no_such_line": lambda _: "One of the lines is in the budget no more.",
    "same_line": _same_line,
    "no_amount": lambda _: "A move has no amount.",
    "no_moves": lambda _: "Nothing is moved yet.",
}
"""What is said for each reason that the rules give, by what it names."""


def to_json(rulings: Iterable[Ruling]) -> list[dict[str, object]]:
    """What the rules said, to be kept with what was decided."""
    return [
        {
            "code": one.code, "verdict": one.verdict, "before": one.before, "after": one.after,
            "limit": one.limit, "about": one.about, "why": [[c, list(v)] for c, v in one.why],
        }
        for one in rulings
    ]  # fmt: skip


def from_json(kept: Iterable[Mapping[str, Any]]) -> list[Ruling]:
    """What `to_json` kept, as rulings again."""
    return [
        Ruling(
            one["code"], one["verdict"], one["before"], one["after"], one["limit"], one["about"],
            tuple((code, tuple(values)) for code, values in one["why"]),
        )
        for one in kept
    ]  # fmt: skip
