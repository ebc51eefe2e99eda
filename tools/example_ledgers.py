"""Makes the invented ledgers of Meadowbridge, one in each format that bookkeepers export:

    python -m tools.example_ledgers

Six charities, two years each: "before" is what they paid apart, "after" what they paid once they
bought telephony, energy, IT support and insurance together. Every supplier, person and amount is
invented. The files are written to casebook/meadowbridge/ledgers and belong to the project; this
script is kept so that they can be made again.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "casebook/meadowbridge/ledgers"
BEFORE, AFTER = date(2025, 10, 1), date(2027, 1, 1)
MONTHS = 12

Member = str
MILL, OTTER, REDSHANK, SALLOW, WEIR, YARROW = (
    "mill-lane", "otter-street", "redshank", "sallow-green", "weir-street", "yarrow",
)  # fmt: skip
MEMBERS = (MILL, OTTER, REDSHANK, SALLOW, WEIR, YARROW)


@dataclass(frozen=True)
class Payment:
    """One payment: net and VAT in pence; `account` is what the bookkeeper files it under."""

    day: date
    payee: str
    net: int
    vat: int
    account: str
    what: str = ""
    reference: str = ""

    @property
    def gross(self) -> int:
        return self.net + self.vat


@dataclass(frozen=True)
class Bill:
    """What a member pays to one supplier in a year, in pounds, in so many payments."""

    member: Member
    payees: tuple[str, ...]  # as this member writes it, a spelling for each payment in turn
    account: str
    what: str
    yearly: int
    times: int = 12
    vat: int = 20


# Bought apart, and then together: who paid whom how much before, and what all pay after.
TOGETHER: dict[str, tuple[str, str, int, dict[Member, tuple[tuple[str, ...], int]], int]] = {
    "telephone": (
        "Telephone and broadband", "Lines and broadband", 12,
        {
            MILL: (("Larkfield Telecom Ltd",), 4_200),
            OTTER: (("LARKFIELD TELECOM", "Larkfield Telecom Limited"), 3_100),
            REDSHANK: (("Oakhill Communications", "Oakhill Comms Ltd"), 5_600),
            SALLOW: (("OAKHILL COMMUNICATIONS LTD DD",), 2_700),
            WEIR: (("LARKFIELD TELECOM*LINES",), 3_900),
            YARROW: (("Redgate Phones",), 2_900),
        }, 68,
    ),
    "energy": (
        "Light and heat", "Electricity and gas", 12,
        {
            MILL: (("Brightwater Energy Supply Ltd", "Brightwater Energy"), 9_800),
            OTTER: (("Brightwater Energy Supply",), 7_400),
            REDSHANK: (("Stonechat Power PLC",), 12_300),
            SALLOW: (("STONECHAT POWER",), 5_600),
            WEIR: (("BRIGHTWATER ENERGY SUPP",), 8_900),
            YARROW: (("Stonechat Power plc", "Stonechat Powr plc"), 6_300),
        }, 86,
    ),
    "it": (
        "IT support", "Support of computers", 12,
        {
            MILL: (("Copperline IT Support Ltd",), 6_000),
            OTTER: (("Copperline I.T. Support",), 4_800),
            REDSHANK: (("Bytewise Computers Ltd",), 7_200),
            SALLOW: (("BYTEWISE COMPUTERS",), 3_600),
            WEIR: (("COPPERLINE IT",), 5_400),
            YARROW: (("Moorhen Systems",), 3_300),
        }, 72,
    ),
    "insurance": (
        "Insurance", "Combined insurance", 1,
        {
            MILL: (("Hazelmere Insurance Brokers",), 3_200),
            OTTER: (("Hazelmere Insurance Brokers Ltd",), 2_600),
            REDSHANK: (("Fenwater Mutual Insurance",), 4_400),
            SALLOW: (("HAZELMERE INS BROKERS",), 1_900),
            WEIR: (("FENWATER MUTUAL INSURANCE",), 3_000),
            YARROW: (("Fenwater Mutual",), 2_100),
        }, 84,
    ),
}  # fmt: skip
JOINT = {
    "telephone": "Larkfield Telecom Ltd",
    "energy": "Brightwater Energy Supply Ltd",
    "it": "Copperline IT Support Ltd",
    "insurance": "Hazelmere Insurance Brokers Ltd",
}
EACH = (
    Bill(MILL, ("Tidy Rooms Cleaning",), "Cleaning", "Cleaning of the hall", 3_600),
    Bill(OTTER, ("Tidy Rooms Cleaning Ltd",), "Cleaning", "Cleaning", 1_980),
    Bill(REDSHANK, ("Millrace Water",), "Water", "Water rates", 620, 2, 0),
    Bill(SALLOW, ("MILLRACE WATER",), "Water rates", "Water", 410, 2, 0),
    Bill(MILL, ("Penrose & Tarn LLP",), "Audit and accountancy", "Independent exam", 1_450, 1),
    Bill(WEIR, ("PENROSE AND TARN",), "Accountancy", "Accounts", 1_380, 1),
    Bill(YARROW, ("Penrose and Tarn LLP",), "Accountancy", "Accounts", 1_500, 1),
    Bill(OTTER, ("Swift & Fold Print",), "Printing", "Leaflets", 890, 5, 0),
    Bill(WEIR, ("SWIFT AND FOLD",), "Printing", "Posters", 1_220, 7, 0),
    Bill(REDSHANK, ("Larch Office Machines",), "Stationery", "Photocopier", 1_900, 4),
    Bill(SALLOW, ("LARCH OFFICE MACHINES LTD",), "Stationery", "Photocopier", 1_150, 4),
    Bill(MILL, ("Pennybank Payroll Bureau",), "Payroll", "Payroll", 780),
    Bill(REDSHANK, ("Pennybank Payroll",), "Payroll", "Payroll", 960),
    Bill(YARROW, ("Pennybank Payroll Bureau Ltd",), "Payroll", "Payroll", 640),
    Bill(SALLOW, ("Wheelhouse Minibus Hire",), "Travel", "Outing", 1_700, 6),
    Bill(OTTER, ("Kestrel Training", "Kestrel Training Ltd"), "Training", "First aid", 740, 3, 0),
    Bill(WEIR, ("KESTREL TRAINING",), "Training", "Safeguarding", 520, 2, 0),
)
PEOPLE = {
    MILL: (("Mrs J Thornley", "Expenses"), ("Amina Hussain", "Staff expenses")),
    OTTER: (("Callum Reid", "Volunteer expenses"), ("Zofia Nowak", "Travel expenses")),
    REDSHANK: (("Mr P Ellison", "Carer's break grant"), ("S Kaur", "Carer's break grant")),
    SALLOW: (("D HARGREAVES EXPENSES", "Expenses"), ("MRS O BANKOLE", "Expenses")),
    WEIR: (("T OKAFOR", "Artist fee"), ("LUCY MARSDEN", "Expenses")),
    YARROW: (("Miss R Begum", "Rent deposit"), ("John Farrow", "Staff expenses")),
}


def _first_of(begins: date, months: int) -> date:
    """The first day of the month that is so many months after."""
    month = begins.month - 1 + months
    return date(begins.year + month // 12, month % 12 + 1, 1)


def _spread(yearly: int, times: int, chance: random.Random) -> list[int]:
    """A year's pounds as so many payments in pence, unequal and adding up."""
    weights = [chance.randint(85, 115) for _ in range(times)]
    pence = [yearly * 100 * weight // sum(weights) for weight in weights]
    pence[-1] += yearly * 100 - sum(pence)
    return pence


def _paid(bill: Bill, begins: date, chance: random.Random) -> list[Payment]:
    made = []
    for at, net in enumerate(_spread(bill.yearly, bill.times, chance)):
        day = _first_of(begins, at * MONTHS // bill.times).replace(day=chance.randint(2, 27))
        payee = bill.payees[at % len(bill.payees)]
        vat = round(net * bill.vat / 100)
        reference = f"INV{chance.randint(1000, 9999)}"
        made.append(Payment(day, payee, net, vat, bill.account, bill.what, reference))
    return made


def payments(member: Member, begins: date) -> list[Payment]:
    """Everything that a member paid in the year from that day, in order of days."""
    chance = random.Random(f"{member} {begins.isoformat()}")
    bills = [one for one in EACH if one.member == member]
    for key, (account, what, times, whom, percent) in TOGETHER.items():
        payees, yearly = whom[member]
        if begins == AFTER:
            payees, yearly = (JOINT[key],), yearly * percent // 100
        bills.append(Bill(member, payees, account, what, yearly, times))
    paid = [one for bill in bills for one in _paid(bill, begins, chance)]
    for quarter in (3, 6, 9, 12):
        day = _first_of(begins, quarter) - timedelta(days=1)
        paid.append(Payment(day, "Curlew Bank plc", 1_850, 0, "Bank charges", "Charges"))
    for name, why in PEOPLE[member]:
        for _ in range(4):
            day = begins + timedelta(days=chance.randint(0, 364))
            paid.append(Payment(day, name, chance.randint(800, 6_000), 0, why, why))
    return sorted(paid, key=lambda one: (one.day, one.payee, one.net))


def _pounds(pence: int) -> str:
    return f"{pence / 100:,.2f}"


def _csv(rows: list[list[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def xero(paid: list[Payment], begins: date) -> bytes:
    """An account transactions report: grouped by account, with a heading and totals."""
    last = begins.replace(year=begins.year + 1) - timedelta(days=1)
    rows: list[list[object]] = [
        ["Account Transactions"], ["Mill Lane Community Centre"],
        [f"For the period {begins:%d %B %Y} to {last:%d %B %Y}"], [],
        ["Date", "Source", "Contact", "Description", "Reference", "Debit", "Credit", "Gross",
         "VAT"], [],
    ]  # fmt: skip
    for account in sorted({one.account for one in paid}):
        ours = [one for one in paid if one.account == account]
        rows.append([account])
        rows += [
            [f"{one.day:%d %b %Y}", "Payable Invoice", one.payee, one.what, one.reference,
             _pounds(one.net), "0.00", _pounds(one.gross), _pounds(one.vat)]
            for one in ours
        ]  # fmt: skip
        total = [_pounds(sum(getattr(one, part) for one in ours)) for part in ("net", "gross")]
        rows += [[f"Total {account}", "", "", "", "", total[0], "0.00", total[1]], []]
    everything = sum(one.net for one in paid)
    return _csv([*rows, ["Total", "", "", "", "", _pounds(everything), "0.00"]])


def quickbooks(paid: list[Payment], begins: date) -> bytes:
    """Expenses by supplier: an indented report, brackets for credits."""
    rows: list[list[object]] = [
        ["Otter Street Youth Project"], ["Expenses by Supplier Detail"],
        [f"October {begins.year} - September {begins.year + 1}"], [],
        ["", "Date", "Transaction Type", "No.", "Memo/Description", "Account", "Amount"],
    ]  # fmt: skip
    for payee in sorted({one.payee for one in paid}):
        ours = [one for one in paid if one.payee == payee]
        rows.append([payee])
        rows += [
            ["", f"{one.day:%d/%m/%Y}", "Bill", one.reference, one.what, one.account,
             _pounds(one.net)]
            for one in ours
        ]  # fmt: skip
        rows.append([f"Total for {payee}", "", "", "", "", "", _pounds(sum(o.net for o in ours))])
    return _csv([*rows, ["TOTAL", "", "", "", "", "", _pounds(sum(one.net for one in paid))]])


def sage(paid: list[Payment], begins: date) -> bytes:
    """Transactions with codes beside names; net and tax apart."""
    rows: list[list[object]] = [
        ["No", "Type", "Account", "A/C Name", "Nominal", "N/C Name", "Date", "Ref", "Details",
         "Net Amount", "Tax Amount", "T/C"],
    ]  # fmt: skip
    for number, one in enumerate(paid, start=1001):
        code = "".join(letter for letter in one.payee.upper() if letter.isalpha())[:6]
        rows.append(
            [number, "PI", code, one.payee, 7000 + len(one.account), one.account,
             f"{one.day:%d/%m/%Y}", one.reference, one.what, f"{one.net / 100:.2f}",
             f"{one.vat / 100:.2f}", "T1" if one.vat else "T9"]
        )  # fmt: skip
    return _csv(rows)


def bank(paid: list[Payment], begins: date) -> bytes:
    """A current account: paid out and paid in, with what remains."""
    rows: list[list[object]] = [
        ["Account name:", "SALLOW GREEN ELDERS"], ["Statement from:", f"{begins:%d %b %Y}"], [],
        ["Date", "Type", "Description", "Paid out", "Paid in", "Balance"],
    ]  # fmt: skip
    left = 6_000_000
    rows.append([f"{begins:%d-%b-%y}", "", "Balance brought forward", "", "", _pounds(left)])
    for at, one in enumerate(paid):
        left -= one.gross
        kind = "DD" if one.account in ("Light and heat", "Water rates") else "BP"
        rows.append([f"{one.day:%d-%b-%y}", kind, one.payee, _pounds(one.gross), "", _pounds(left)])
        if at % 9 == 8:
            left += 900_000
            rows.append(
                [f"{one.day:%d-%b-%y}", "CR", "GRANT RECEIVED", "", _pounds(900_000), _pounds(left)]
            )
    return _csv(rows)


def card(paid: list[Payment], begins: date) -> bytes:
    """A purchase card: the merchant and its category, amounts with a trailing CR for credits."""
    rows: list[list[object]] = [
        ["Cardholder", "Transaction date", "Posting date", "Merchant", "Merchant category",
         "Amount (GBP)"],
    ]  # fmt: skip
    for one in paid:
        posted = one.day + timedelta(days=2)
        rows.append(
            ["WEIR STREET ARTS", f"{one.day:%d/%m/%Y}", f"{posted:%d/%m/%Y}", one.payee,
             one.account, _pounds(one.gross)]
        )  # fmt: skip
    credit = paid[len(paid) // 2]
    rows.append(
        ["WEIR STREET ARTS", f"{credit.day:%d/%m/%Y}", f"{credit.day:%d/%m/%Y}", "SWIFT AND FOLD",
         "Printing", "48.00CR"]
    )  # fmt: skip
    return _csv(rows)


def by_hand(paid: list[Payment], begins: date) -> bytes:
    """A sheet kept by hand: a title, notes, a heading in row 9, totals in between."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Payments"
    sheet["A1"] = "Yarrow Housing Advice: what we paid"
    sheet["A3"] = "Kept by the treasurer. Orange means not yet on the bank statement."
    sheet["A5"] = f"Year from {begins:%d %B %Y}"
    for column, title in enumerate(("When", "Who to", "What for", "£", "Notes"), start=1):
        sheet.cell(9, column, title)
    row, month, of_month = 10, begins.month, 0
    for one in paid:
        if one.day.month != month:
            sheet.cell(row, 2, "Total of the month")
            sheet.cell(row, 4, of_month / 100)
            row, month, of_month = row + 2, one.day.month, 0
        sheet.cell(row, 1, datetime(one.day.year, one.day.month, one.day.day))  # noqa: DTZ001
        sheet.cell(row, 2, one.payee)
        sheet.cell(row, 3, one.account)
        sheet.cell(row, 4, one.gross / 100)
        of_month += one.gross
        row += 1
    packed = io.BytesIO()
    book.properties.created = book.properties.modified = datetime(2028, 1, 3)  # noqa: DTZ001
    book.save(packed)
    return packed.getvalue()


FORMATS: dict[Member, tuple[str, Callable[[list[Payment], date], bytes]]] = {
    MILL: ("xero.csv", xero),
    OTTER: ("quickbooks.csv", quickbooks),
    REDSHANK: ("sage.csv", sage),
    SALLOW: ("bank.csv", bank),
    WEIR: ("card.csv", card),
    YARROW: ("by-hand.xlsx", by_hand),
}


def main() -> None:
    """Write the twelve files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, begins in (("before", BEFORE), ("after", AFTER)):
        for member, (ending, make) in FORMATS.items():
            (FOLDER / f"{member}-{name}-{ending}").write_bytes(
                make(payments(member, begins), begins)
            )


if __name__ == "__main__":
    main()
