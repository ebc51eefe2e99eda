"""What makes an entry of the ledger sound, and the chain that shows if one was changed. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from spinney.base.kernel.canonical import sha256_of_plain

START = "0" * 64
MOST_PENCE = 10**13
MOST_LINES = 1_000

type FundKey = int | str | None


@dataclass(frozen=True)
class Line:
    """One line: so many pence to an account (above nought, a debit) or from it (below, a credit),
    of a fund.
    """

    account: str
    pence: int
    fund: FundKey = None


@dataclass(frozen=True)
class Fault:
    """What is wrong with an entry, as a code, with how much or which fund it is about.

    too_few: fewer than two lines · too_many · nought: a line of nothing · too_large · unbalanced:
    the lines do not add up to nought (`pence` is what they add up to) · fund: those of one fund do
    not, and it is no move between funds.
    """

    code: str
    pence: int = 0
    fund: FundKey = None


def with_funds(lines: Sequence[Line]) -> list[Line]:
    """Lines of which a fund is known: where an entry names one fund only, all of it is of that one.

    >>> [one.fund for one in with_funds([Line("bank", -100), Line("activity_cost", 100, 7)])]
    [7, 7]
    """
    funds = {one.fund for one in lines}
    named = funds - {None}
    if len(named) != 1 or named == funds or is_move(lines):
        return list(lines)
    fund = named.pop()
    return [replace(one, fund=fund) for one in lines]


def is_move(lines: Sequence[Line]) -> bool:
    """Whether an entry moves money between funds: two lines on one account, of two funds."""
    if len(lines) != 2:
        return False
    one, other = lines
    return one.account == other.account and one.fund != other.fund and one.pence == -other.pence


def faults_of(lines: Sequence[Line]) -> list[Fault]:
    """Everything that is wrong with an entry; nothing for a sound one.

    >>> faults_of([Line("bank", -100, 1), Line("activity_cost", 99, 1)])[0]
    Fault(code='unbalanced', pence=-1, fund=None)
    >>> faults_of([Line("bank", -100, 1), Line("bank", 100, 2)])  # a move between funds
    []
    """
    found: list[Fault] = []
    if len(lines) < 2:
        found.append(Fault("too_few"))
    if len(lines) > MOST_LINES:
        found.append(Fault("too_many"))
    if any(one.pence == 0 for one in lines):
        found.append(Fault("nought"))
    if any(abs(one.pence) > MOST_PENCE for one in lines):
        found.append(Fault("too_large"))
    total = sum(one.pence for one in lines)
    if total:
        found.append(Fault("unbalanced", total))
    elif not is_move(lines):
        found += _funds_unbalanced(lines)
    return found


def _funds_unbalanced(lines: Sequence[Line]) -> list[Fault]:
    sums: defaultdict[FundKey, int] = defaultdict(int)
    for one in lines:
        sums[one.fund] += one.pence
    return [Fault("fund", pence, fund) for fund, pence in sums.items() if pence]


@dataclass(frozen=True)
class Fact:
    """What an entry says, as the chain fixes it. Organisations and activities are left out: they
    may be known by another number where the cluster is taken to.
    """

    number: int
    day: date
    words: str
    source: str
    reverses: int | None
    lines: tuple[tuple[str, int, str, str], ...]
    """(account, pence, the fund's uid, note) of each line, in their order."""


def digest_of(fact: Fact, before: str) -> str:
    """What an entry must carry: the SHA-256 of what it says and of the digest before it."""
    return sha256_of_plain({
        "number": fact.number, "day": fact.day.isoformat(), "words": fact.words,
        "source": fact.source, "reverses": fact.reverses, "lines": fact.lines, "before": before,
    })  # fmt: skip


def breaks_of(facts: Sequence[tuple[Fact, str, str]]) -> list[tuple[int, str]]:
    """Where a ledger does not hold together, from (fact, digest before, digest) in their order:
    (number, code): missing, chain, changed, unbalanced.
    """
    found: list[tuple[int, str]] = []
    before, expected = START, 1
    for fact, kept_before, digest in facts:
        if fact.number != expected:
            found.append((expected, "missing"))
        elif kept_before != before:
            found.append((fact.number, "chain"))
        if digest_of(fact, kept_before) != digest:
            found.append((fact.number, "changed"))
        elif sum(line[1] for line in fact.lines):
            found.append((fact.number, "unbalanced"))
        before, expected = digest, fact.number + 1
    return found
