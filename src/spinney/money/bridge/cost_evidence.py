"""The evidence pack for the VAT exemption of groups that share costs: its five conditions, what
shows each, and the files.

Value Added Tax Act 1994, Schedule 9, Group 16; HM Revenue & Customs, VAT Cost Share Exemption
Manual, CSE1250: (1) an independent group of persons, (2) whose members carry on activities that are
exempt or no business, (3) supplies to members services directly necessary for these, (4) and only
claims from each the exact reimbursement of its share of the joint expenses, (5) where that is not
likely to distort competition. Goods are not covered.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from spinney.base.kernel.money import Money
from spinney.base.web.components.words import day, span
from spinney.base.web.export import csv_cell
from spinney.money.bridge.cost_rules import AgreedRule, limits_words, rule_words
from spinney.money.bridge.costs import reasons
from spinney.money.models import CostShare, Entry, SharedCost

if TYPE_CHECKING:
    from docx.document import Document as Made

LAW = "Value Added Tax Act 1994, Schedule 9, Group 16; HMRC manual CSE1250"
WORD_NAME, SHARES_NAME, LEDGER_NAME = "evidence.docx", "shares.csv", "ledger.csv"


@dataclass(frozen=True)
class Condition:
    """One condition: what the law asks, and what the group is asked (empty: figures show it)."""

    key: str
    title: str
    law: str
    asks: str = ""
    hint: str = ""


CONDITIONS = (
    Condition(
        "group", "A separate group of members",
        "An independent group of at least two persons supplies the services to its members.",
        "Which body supplies the service to you, and how is it separate from each of you?",
        "Its name, number and legal form. One of you supplying the others is no such group.",
    ),
    Condition(
        "activity", "Members’ work is exempt or no business",
        "Each member carries on an activity that is exempt from VAT, or is no business.",
    ),
    Condition(
        "necessary", "Directly necessary services",
        "The services are directly necessary for that activity. Goods are not covered.",
        "Why do you need this service for that work?",
        "HMRC takes it that it is so where nearly all of a member’s work is exempt or no business.",
    ),
    Condition(
        "cost", "Only the actual cost",
        "The group recovers from each member exactly its share of the joint expenses: no profit.",
    ),
    Condition(
        "competition", "No distortion of competition",
        "The exemption is not likely to cause distortion of competition.",
        "Why does this not distort competition?",
        "For example: no such service is sold to groups like yours, or you would not buy it.",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """How a condition stands: what was said, or what figures show; `is_shown`: something is."""

    condition: Condition
    lines: tuple[str, ...]
    is_shown: bool


def evidence(
    cost: SharedCost, shares: Sequence[CostShare], of: Collection[int] | None = None
) -> list[Shown]:
    """What shows each of the five conditions; `of` are the shares (pks) whose member's words are
    shown: all, unless said.
    """
    found = []
    for one in CONDITIONS:
        if one.key == "activity":
            lines = [
                f"{share.organisation.name}: {share.exempt_activity or 'has not said it yet.'}"
                for share in shares if of is None or share.pk in of
            ]  # fmt: skip
            shown = bool(shares) and all(share.exempt_activity for share in shares)
        elif one.key == "cost":
            lines, shown = _actual(cost, shares)
        else:
            words = cost.vat.get(one.key, "")
            lines, shown = ([words] if words else []), bool(words)
        if one.key == "group" and len(shares) < 2:
            shown = False
            lines = [*lines, "Only one member shares it. A group has at least two."]
        found.append(Shown(one, tuple(lines), shown))
    return found


def _actual(cost: SharedCost, shares: Sequence[CostShare]) -> tuple[list[str], bool]:
    if cost.actual_pence is None:
        return ["It is not known yet what it really cost: nothing is trued up."], False
    pence = sum(one.actual_pence or 0 for one in shares)
    same = pence == cost.actual_pence
    words = "exactly what it cost" if same else "which is not what it cost"
    return [
        f"It cost {Money(cost.actual_pence)}. The members’ shares come to {Money(pence)}: {words}."
    ], same


def pack(
    cost: SharedCost, shares: Sequence[CostShare], agreed: AgreedRule, entries: Sequence[Entry],
    now: datetime,
) -> bytes:  # fmt: skip
    """The pack as a ZIP: the conditions in a Word file, the shares and the entries as CSV."""
    kept = io.BytesIO()
    stamp = now.astimezone(UTC).timetuple()[:6]
    files = {
        WORD_NAME: _word(cost, shares, agreed, now),
        SHARES_NAME: _csv(_share_rows(cost, shares)),
        LEDGER_NAME: _csv(_entry_rows(entries)),
    }
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name, stamp), content)
    return kept.getvalue()


def _csv(rows: Iterator[list[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([csv_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _pounds(pence: int | None) -> Decimal | None:
    return None if pence is None else Decimal(pence).scaleb(-2)


def _share_rows(cost: SharedCost, shares: Sequence[CostShare]) -> Iterator[list[object]]:
    yield ["Member", "From", "To", "Share of the budget", "Share of the actual cost",
           "How it was reckoned"]  # fmt: skip
    for one in shares:
        step = "actual" if "actual" in cost.working else "budget"
        yield [
            one.organisation.name, one.from_day, one.to_day, _pounds(one.budget_pence),
            _pounds(one.actual_pence),
            " ".join(reasons(cost, step, one.organisation_id)),
        ]  # fmt: skip


def _entry_rows(entries: Sequence[Entry]) -> Iterator[list[object]]:
    yield ["Number", "Day", "What", "Account", "Member", "Debit", "Credit"]
    for entry in entries:
        for line in entry.postings.all():
            yield [
                entry.number,
                entry.day,
                entry.words,
                line.account.name,
                line.organisation.name if line.organisation else "",
                _pounds(line.pence) if line.pence > 0 else "",
                _pounds(-line.pence) if line.pence < 0 else "",
            ]


def _word(
    cost: SharedCost, shares: Sequence[CostShare], agreed: AgreedRule, now: datetime
) -> bytes:  # fmt: skip
    from spinney.base.kernel.printing.shown import for_word
    from spinney.base.kernel.printing.word import bytes_of, new_document, say_about

    made = new_document()
    title = f"VAT cost-sharing evidence: {cost.title}"
    say_about(made, title=title, subject=cost.cluster.name, made_at=now)
    made.add_heading(for_word(title), level=0)
    limits = limits_words(agreed.limits)
    facts = [
        f"{cost.cluster.name}. {span(cost.first_day, cost.last_day)}. Made on {day(now)}.",
        f"Shared {rule_words(agreed.rule)}{f', as {agreed.source} says' if agreed.title else ''}."
        f" {limits}".strip(),
        f"The conditions are those of the {LAW}. Services only. This is evidence, not advice: ask"
        " somebody who knows VAT before you rely on it.",
    ]
    for words in facts:
        made.add_paragraph(for_word(words))
    for number, one in enumerate(evidence(cost, shares), start=1):
        made.add_heading(for_word(f"{number}. {one.condition.title}"), level=1)
        made.add_paragraph(for_word(one.condition.law))
        for words in one.lines or ("Nothing is written down yet.",):
            made.add_paragraph(for_word(words), style="List Bullet")
    _shares_table(made, shares)
    return bytes_of(made, now)


def _shares_table(made: Made, shares: Sequence[CostShare]) -> None:
    from spinney.base.kernel.printing.shown import for_word

    made.add_heading("What each member bears", level=1)
    heads = ("Member", "From", "To", "As budgeted", "As it cost")
    table = made.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        cell.text = words
    for one in shares:
        amounts = [
            "" if pence is None else str(Money(pence))
            for pence in (one.budget_pence, one.actual_pence)
        ]
        row = (one.organisation.name, day(one.from_day), day(one.to_day), *amounts)
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = for_word(words)
