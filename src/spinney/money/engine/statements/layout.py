"""Which column of a bank's file says what, told from its headings or from what is in it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spinney.base.kernel.tabular.amounts import amount, is_empty
from spinney.base.kernel.tabular.dates import Order, read_date, weigh
from spinney.money.engine.statements.opening import Rows

HEADINGS: Mapping[str, frozenset[str]] = {
    "day": frozenset((
        "date", "transaction date", "posting date", "posted date", "date posted", "posted",
        "entry date", "trans date", "completed date", "date completed", "value date",
        "booking date", "date completed utc", "completed date utc", "date utc", "tran date",
        "payment date", "day",
    )),
    "in": frozenset((
        "paid in", "money in", "credit", "credits", "credit amount", "in", "received", "receipts",
        "deposit", "deposits", "amount in", "income", "amount credited", "receipt",
    )),
    "out": frozenset((
        "paid out", "money out", "debit", "debits", "debit amount", "out", "spent", "payments",
        "withdrawal", "withdrawals", "amount out", "expenditure", "amount debited", "payment",
    )),
    "amount": frozenset((
        "amount", "value", "transaction amount", "net amount", "total", "total amount", "net",
        "gross", "gross amount", "local amount", "amount in account currency", "sum",
    )),
    "balance": frozenset((
        "balance", "running balance", "account balance", "balance after", "closing balance",
        "ledger balance", "current balance",
    )),
    "reference": frozenset((
        "reference", "ref", "customer reference", "bank reference", "transaction id", "id",
        "transaction reference", "cheque number", "cheque no", "payment reference", "journal no",
    )),
    "currency": frozenset((
        "currency", "ccy", "cur", "curr", "currency code", "account currency", "payment currency",
    )),
    "words": frozenset((
        "description", "details", "narrative", "memo", "transaction description", "particulars",
        "counter party", "counterparty", "payee", "payer", "name", "merchant", "narration", "notes",
        "notes and tags", "transaction details", "contact", "text", "what", "payee name",
        "description 1", "description 2", "transaction", "comment", "payer payee", "who",
    )),
}  # fmt: skip
LEDGER_WORDS = frozenset(
    ("account code", "nominal code", "nominal", "source", "account name", "n c", "tax code")
)
"""Headings of an accounting package: there a debit of the bank is what came in."""
_LOOKED = 30
_POUNDS = re.compile(r"\b(gbp|pounds?|sterling)\b")
_OTHERS = re.compile(
    r"\b(eur|euros?|usd|dollars?|aud|cad|chf|nzd|jpy|sek|nok|dkk|inr|zar|pln|czk|huf|ron|aed)\b"
)
_SIGNS = {"€": " eur ", "$": " usd ", "¥": " jpy ", "₹": " inr "}


@dataclass(frozen=True)
class Layout:
    """Where a file has what: columns counted from 0 (None: it has none), the first row below the
    headings, the order of its dates, and whether what left the account is written as if it had
    come in (`swapped`). With `refunds`, what is below nought among what went out came back.
    `other` is the currency that its headings say, where that is not pounds.
    """

    first_row: int
    day: int
    words: tuple[int, ...] = ()
    amount: int | None = None
    came_in: int | None = None
    went_out: int | None = None
    balance: int | None = None
    reference: int | None = None
    currency: int | None = None
    other: str = ""
    order: Order = Order.DAY_FIRST
    order_is_sure: bool = True
    swapped: bool = False
    refunds: bool = False

    @property
    def pence_columns(self) -> tuple[int, ...]:
        """The columns of which a line has its amount."""
        places = (self.amount, self.came_in, self.went_out)
        return tuple(one for one in places if one is not None)


def plain(heading: str) -> str:
    """A heading as headings are compared: small letters and single spaces, no currency.

    >>> plain("Paid out (£)"), plain("Amount (GBP)"), plain("*Transaction_Date")
    ('paid out', 'amount', 'transaction date')
    """
    return " ".join(_POUNDS.sub(" ", _words(heading)).split())


def _words(heading: str) -> str:
    text = heading.casefold()
    for sign, code in _SIGNS.items():
        text = text.replace(sign, code)
    return re.sub(r"[^a-z0-9]+", " ", text)


def other_currency(text: str) -> str:
    """The currency that a heading or a cell of currencies says, or "" where it is pounds or none.

    >>> other_currency("Amount (€)"), other_currency("eur"), other_currency("GBP")
    ('EUR', 'EUR', '')
    """
    found = _OTHERS.search(_words(text))
    return found[0].upper() if found else ""


def in_pounds(cell: str) -> bool:
    """Whether a cell of a column of currencies says pounds, or nothing.

    >>> in_pounds("GBP"), in_pounds("£"), in_pounds(""), in_pounds("EUR"), in_pounds("THB")
    (True, True, True, False, False)
    """
    return not plain(cell) or plain(cell) == "826"


def layout_of(rows: Rows) -> Layout | None:
    """Where the rows of a file have what, or None when no column has days or none has amounts."""
    for at, row in enumerate(rows[:_LOOKED]):
        found = _by_headings(row, at + 1)
        if found is not None:
            return _ordered(rows, found)
    found = _by_content(rows)
    return _ordered(rows, found) if found else None


def _by_headings(row: Sequence[str], first_row: int) -> Layout | None:
    headings = [plain(cell) for cell in row]
    places = _places(headings)
    one = {role: found[0] for role, found in places.items()}
    has_both = "in" in one or "out" in one
    if "day" not in one or not (has_both or "amount" in one):
        return None
    money = [row[one[role]] for role in (("in", "out") if has_both else ("amount",)) if role in one]
    return Layout(
        first_row, one["day"], tuple(places.get("words", ())),
        None if has_both else one["amount"], one.get("in"), one.get("out"),
        one.get("balance"), one.get("reference"),
        one.get("currency", None if has_both else _beside(headings, one["amount"])),
        next(filter(None, map(other_currency, money)), ""),
        swapped=has_both and bool(LEDGER_WORDS & set(headings)) and "debit" in headings,
    )  # fmt: skip


def _places(headings: Sequence[str]) -> dict[str, list[int]]:
    """Which columns have which part; those in pounds before those in another currency."""
    places: dict[str, list[int]] = {}
    others: dict[str, list[int]] = {}
    for at, heading in enumerate(headings):
        bare = " ".join(_OTHERS.sub(" ", heading).split())
        for role, known in HEADINGS.items():
            if heading in known:
                places.setdefault(role, []).append(at)
            elif bare in known:
                others.setdefault(role, []).append(at)
    return {role: places.get(role, []) + others.get(role, []) for role in {**places, **others}}


def _beside(headings: Sequence[str], at: int) -> int | None:
    """The column of currencies that belongs to one of amounts, like “local currency”."""
    wanted = headings[at].replace("amount", "currency")
    return headings.index(wanted) if wanted != headings[at] and wanted in headings else None


def _by_content(rows: Rows) -> Layout | None:
    """A file without headings: days, words, and amounts with or without a balance."""
    sample = [row for row in rows[:200] if any(row)]
    width = max((len(row) for row in sample), default=0)
    columns = [[row[at] if at < len(row) else "" for row in sample] for at in range(width)]
    days = [at for at, cells in enumerate(columns) if _mostly(cells, _is_day)]
    money = [at for at, cells in enumerate(columns) if at not in days and _mostly(cells, _is_sum)]
    if not days or not money:
        return None
    currencies = [at for at, cells in enumerate(columns) if _mostly(cells, _is_currency)]
    words = tuple(
        at for at, cells in enumerate(columns)
        if at not in (*days, *money, *currencies) and any(cells)
    )  # fmt: skip
    found = Layout(0, days[0], words, currency=currencies[0] if currencies else None)
    if len(money) >= 3:
        return replace(found, came_in=money[1], went_out=money[0], balance=money[2])
    return replace(found, amount=money[0], balance=money[1] if len(money) == 2 else None)


def _mostly(cells: Sequence[str], fits: object) -> bool:
    """Whether nearly all cells that say something fit, and at least one does."""
    said = [cell for cell in cells if cell]
    good = sum(bool(fits(cell)) for cell in said) if callable(fits) else 0
    return good > 0 and good * 10 >= len(said) * 9


def _is_day(cell: str) -> bool:
    return read_date(cell) is not None or read_date(cell, Order.MONTH_FIRST) is not None


def _is_currency(cell: str) -> bool:
    return len(cell) == 3 and (bool(_OTHERS.fullmatch(cell.casefold())) or cell.upper() == "GBP")


def _is_sum(cell: str) -> bool:
    return not is_empty(cell) and amount(cell) is not None and len(cell) < 20


def _ordered(rows: Rows, found: Layout) -> Layout:
    """With the order of its dates: as they show it, else days first, as they are written here."""
    days = (
        (at, row[found.day]) for at, row in enumerate(rows[found.first_row :])
        if found.day < len(row)
    )  # fmt: skip
    order = weigh(days).order
    return replace(found, order=order or Order.DAY_FIRST, order_is_sure=order is not None)
