"""What came of a grant and where it went, from the ledger: the fund that it was put into."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from spinney.money.models import Account, BudgetLine, Grant
from spinney.money.queries.balances import balance, balances_by, spent

INCOME, DUE = "grant_income", "grant_due"
NO_LINE = "Not told to a line of the budget"


def spent_of(grant: Grant) -> int:
    """What was spent of a grant, in pence. One query."""
    return spent(grant.cluster, fund=grant.fund) if grant.fund is not None else 0


@dataclass(frozen=True)
class SpentOn:
    """One line of the statement: what for, what it was to cost (None: not in the budget), what was
    spent on it, in pence. `line_id` is nought for what was spent on no line.
    """

    title: str
    planned: int | None
    spent: int
    line_id: int


@dataclass(frozen=True)
class Statement:
    """The end of a grant. `due` was released and has not come in; `left` is what came in and was
    not spent: to be returned, unless the funder lets it be kept.
    """

    awarded: int
    received: int
    due: int
    lines: tuple[SpentOn, ...]

    @property
    def spent(self) -> int:
        return sum(one.spent for one in self.lines)

    @property
    def left(self) -> int:
        return self.received - self.spent

    @property
    def to_return(self) -> int:
        return max(self.left, 0)

    def to_json(self) -> dict[str, object]:
        """As it is kept when it is signed off."""
        return {
            "awarded": self.awarded, "received": self.received, "due": self.due,
            "spent": self.spent, "left": self.left,
            "lines": [vars(one) for one in self.lines],
        }  # fmt: skip

    @classmethod
    def from_json(cls, kept: dict[str, object]) -> Statement:
        lines = kept["lines"]
        assert isinstance(lines, list)  # noqa: S101  (what to_json wrote)
        figures = {name: int(str(kept[name])) for name in ("awarded", "received", "due")}
        return cls(lines=tuple(SpentOn(**one) for one in lines), **figures)


def statement_of(grant: Grant) -> Statement:
    """How a grant stands in the ledger now, by line of the budget in which it was spent. Four
    queries, however many lines.
    """
    awarded = grant.awarded_pence or 0
    if grant.fund is None:
        return Statement(awarded, 0, 0, ())
    cost = str(Account.AccountKind.COST)
    found = balances_by(grant.cluster, "budget_line_id", kind=cost, fund=grant.fund)
    by_line: dict[int | None, int] = {line: pence for (line,), pence in found.items()}
    due = balance(grant.cluster, account=DUE, fund=grant.fund)
    income = -balance(grant.cluster, account=INCOME, fund=grant.fund)
    return Statement(awarded, income - due, due, _lines(grant, by_line))


def _lines(grant: Grant, by_line: dict[int | None, int]) -> tuple[SpentOn, ...]:
    """The lines of the grant's budget that are of its fund, and whatever else was spent. A line
    keeps its key from version to version, so what was spent on it is told under one title.
    """
    spent_on = {
        line.pk: line for line in BudgetLine.objects.filter(pk__in=[pk for pk in by_line if pk])
    }
    by_key: dict[UUID | None, int] = {}
    for pk, pence in by_line.items():
        key = spent_on[pk].key if pk else None
        by_key[key] = by_key.get(key, 0) + pence
    planned = BudgetLine.objects.filter(budget=grant.budget_id) if grant.budget_id else ()
    told = [
        SpentOn(line.title, line.pence, by_key.pop(line.key, 0), line.pk)
        for line in planned
        if line.fund_id in (None, grant.fund_id) and line.pence >= 0
    ]
    titles = {line.key: line for line in spent_on.values()}
    for key, pence in by_key.items():
        if key is None:
            told.append(SpentOn(NO_LINE, None, pence, 0))
        else:
            told.append(SpentOn(titles[key].title, None, pence, titles[key].pk))
    return tuple(told)
