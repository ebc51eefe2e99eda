"""Files as programs and people really make them: each read right, or refused for its reason."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.purchasing.engine.reading.refusal import FileRefused
from spinney.purchasing.engine.reading.saying import asks, said
from tests.purchasing.engine.reading.files import (
    csv_file,
    day,
    ods_file,
    paid,
    read_file,
    xlsx_file,
    zip_file,
)

HEAD = ["Date", "Supplier", "Amount"]
ROOK, TIT, JAY = "Rook Energy Ltd", "Tit Telecom Ltd", "Jay Stationers"
TWO = [(day("13/4/2025"), ROOK, 500), (day("3/4/2025"), TIT, 1250)]
PLAIN = [["13/04/2025", ROOK, "5"], ["03/04/2025", TIT, "12.50"]]
IN_CELLS = [[date(2025, 4, 13), ROOK, 5], [date(2025, 4, 3), TIT, 12.5]]

READ_AS_TWO = {
    "comma.csv": csv_file([HEAD, *PLAIN]),
    "semicolon.csv": csv_file([HEAD, *PLAIN], delimiter=";"),
    "pipe.csv": csv_file([HEAD, *PLAIN], delimiter="|"),
    "tabs.tsv": csv_file([HEAD, *PLAIN], delimiter="\t"),
    "tabs.xls": csv_file([HEAD, *PLAIN], delimiter="\t"),
    "mark.csv": csv_file([HEAD, *PLAIN], encoding="utf-8-sig"),
    "wide.csv": csv_file([HEAD, *PLAIN], encoding="utf-16"),
    "returns.csv": csv_file([HEAD, *PLAIN], newline="\r"),
    "feeds.csv": csv_file([HEAD, *PLAIN], newline="\n"),
    "windows.csv": csv_file(
        [["Date", "Supplier", "Amount £"], ["13/04/2025", ROOK, "£5.00 "], PLAIN[1]],
        encoding="cp1252",
    ),
    "preamble.csv": csv_file(
        [["Payments over £500"], [], ["By: Finance"], ["Date:", "1/5/2025"], [], ["Page 1"], [], []]
        + [["Payment date", "Payee name", "Amount (£)"], *PLAIN]
    ),
    "permuted.csv": csv_file([["Amount", "Date", "Supplier"]] + [[a, d, s] for d, s, a in PLAIN]),
    "codes.csv": csv_file(
        [["Supplier", "Supplier (T)", "Date", "Amount"]]
        + [["10023", ROOK, *PLAIN[0][::2]], ["10024", TIT, *PLAIN[1][::2]]]
    ),
    "codes_in_names.csv": csv_file(
        [HEAD] + [[d, f"UK00{n}12345 : {s}", a] for n, (d, s, a) in enumerate(PLAIN, 10)]
    ),
    "serials.csv": csv_file([HEAD, ["45760", ROOK, "5"], ["45750", TIT, "12.5"]]),
    "american.csv": csv_file([HEAD, ["4/13/2025", ROOK, "5"], ["4/3/2025", TIT, "12.5"]]),
    "months.csv": csv_file([HEAD, ["13-Apr-25", ROOK, "5"], ["3rd April 2025", TIT, "12.5"]]),
    "commas.csv": csv_file([HEAD, ["13.04.2025", ROOK, "5,00"], ["3.4.2025", TIT, "12,5"]]),
    "two_rows_of_headings.csv": csv_file(
        [["Supplier", "Payment", "Amount", ""], ["", "Date", "Net", "VAT"]]
        + [[s, d, a, "1.00"] for d, s, a in PLAIN]
    ),
    "totals.csv": csv_file(
        [HEAD, PLAIN[0], ["", "Sub-total", "5"], PLAIN[1], ["", "", "12.50"]]
        + [["", "Grand Total", "17.50"], [], ["Printed on 1 May 2025"]]
    ),
    "headings_again.csv": csv_file([HEAD, PLAIN[0], [], HEAD, PLAIN[1]]),
    "another_table_below.csv": csv_file(
        [HEAD, *PLAIN, [], ["Grants"], ["Date", "Funder", "For", "Amount received"]]
        + [["1/4/2025", "Woodland Fund", "Core", "900"], ["2/4/2025", "Meadow", "Core", "800"]]
    ),
    "another_table_beside.csv": csv_file(
        [[*HEAD, "", "Date", "Payee", "Amount"]]
        + [[*row, "", "1/5/2025", "Owl", "7"] for row in PLAIN]
    ),
    "one_supplier_in_codes.csv": csv_file(
        [["Supplier ID", "Supplier name", "Date", "Amount"]] + [["7", s, d, a] for d, s, a in PLAIN]
    ),
    "no_headings.csv": csv_file([[d, s, "gas", f"{float(a):.2f}"] for d, s, a in PLAIN]),
    "book.xlsx": xlsx_file(("Payments", [HEAD, *IN_CELLS])),
    "far_down.xlsx": xlsx_file(("Payments", [HEAD, *IN_CELLS]), start=(9, 3)),
    "text_amounts.xlsx": xlsx_file(
        ("Payments", [HEAD, [date(2025, 4, 13), ROOK, " £5.00"], IN_CELLS[1]])
    ),
    "two_sheets.xlsx": xlsx_file(
        ("April", [HEAD, IN_CELLS[0]]), ("May", [["May"], HEAD, IN_CELLS[1]]), ("Notes", [["x"]])
    ),
    "summary_first.xlsx": xlsx_file(
        ("By supplier", [["Supplier", "Total"], [ROOK, 5], [TIT, 12.5]]),
        ("Payments", [[*HEAD, "Reference"]] + [[*row, "a1"] for row in IN_CELLS]),
    ),
    "a_style_far_away.xlsx": xlsx_file(
        ("Payments", [HEAD, *IN_CELLS]), ("Old", [HEAD, *IN_CELLS]), hidden="Old", far_style=True
    ),
    "open.ods": ods_file(
        [HEAD, *PLAIN],
        after='<table:table-row table:number-rows-repeated="1048570"><table:table-cell'
        ' table:number-columns-repeated="1024"/></table:table-row>',
    ),
}


@pytest.mark.parametrize("name", READ_AS_TWO)
def test_the_same_two_payments_are_read_from(name):
    _, reading = read_file(name, READ_AS_TWO[name])
    assert (paid(reading), reading.refused) == (TWO, ())


def _is(*rows):
    return [(day(when), who, pence) for when, who, pence in rows]


XERO = [
    ["Account Transactions"],
    ["Rook Valley Trust"],
    [],
    ["Date", "Source", "Description", "Debit", "Credit", "Running Balance", "Gross", "VAT"],
    ["Telephone"],
    ["Opening Balance", "", "", 0, 0, 0],
    [date(2025, 4, 3), "Payable Invoice", "Tit - April", 50, 0, 50, 60, 10],
    ["Total Telephone", "", "", 50, 0, 50, 60, 10],
    ["Closing Balance", "", "", 50, 0, 50],
    [],
    ["Gas"],
    [date(2025, 4, 9), "Payable Invoice", "Rook - gas", 200, 0, 200, 210, 10],
    [date(2025, 4, 19), "Payable Credit Note", "Rook - refund", 0, 40, 160, -42, -2],
    ["Total Gas", "", "", 200, 40, 160, 168, 8],
    ["Total", "", "", 250, 40, 210, 228, 18],
]
QUICKBOOKS = [
    ["Transaction List by Supplier"],
    ["", "Date", "Transaction Type", "No.", "Memo/Description", "Account", "Amount"],
    [ROOK],
    ["", "04/04/2025", "Bill", "12", "Gas", "Utilities", "120.00"],
    ["", "24/04/2025", "Supplier Credit", "13", "Back", "Utilities", "-20.00"],
    ["", "25/04/2025", "Bill Payment", "14", "", "Current account", "100.00"],
    [f"Total for {ROOK}", "", "", "", "", "", "200.00"],
    ["Total Gas & Power Ltd"],
    ["", "26/04/2025", "Bill", "14", "Gas", "Utilities", "50.00"],
    ["Total for Total Gas & Power Ltd", "", "", "", "", "", "50.00"],
    ["TOTAL", "", "", "", "", "", "250.00"],
]
SAGE = [
    ["No", "Type", "A/C", "Date", "Refn", "Details", "N/C", "Net Amount", "Tax Amount", "T/C"],
    ["101", "PI", "ROOK01", "03/04/2025", "INV-1", "Gas April", "7200", "200.00", "10.00", "T5"],
    ["102", "PC", "ROOK01", "23/04/2025", "CN-1", "Refund", "7200", "40.00", "2.00", "T5"],
]
BANK = [
    ["Date", "Type", "Description", "Paid out", "Paid in", "Balance"],
    ["01/04/2025", "", "Balance brought forward", "", "", "1,000.00"],
    ["03/04/2025", "DD", "ROOK ENERGY LTD", "45.20", "", "954.80"],
    ["13/04/2025", "CR", "WOODLAND FOUNDATION GRANT", "", "500.00", "1,454.80"],
]
SIGNED_BANK = [
    ["Date", " Type", " Description", " Value", " Balance", " Account Name"],
    ["01 Apr 2025", "D/D", "'ROOK ENERGY LTD", "-45.20", "954.80", "'RVT"],
    ["02 Apr 2025", "BAC", "'WOODLAND FOUNDATION", "500.00", "1454.80", "'RVT"],
    ["03 Apr 2025", "POS", "'TIT TELECOM", "-12.00", "1442.80", "'RVT"],
]
CARD = [
    ["Trans Date", "Merchant Name", "MCC Description", "Transaction Amount", "Dr/Cr"],
    ["03/04/2025", JAY, "STATIONERY STORES", "45.20", "DR"],
    ["13/04/2025", JAY, "STATIONERY STORES", "5.20", "CR"],
    ["14/04/2025", "PAYMENT RECEIVED - THANK YOU", "", "40.00", "CR"],
]
PROGRAMS = {
    "xero.xlsx": (
        xlsx_file(("Account Transactions", XERO)),
        _is(
            ("3/4/2025", "Tit - April", 5000),
            ("9/4/2025", "Rook - gas", 20000),
            ("19/4/2025", "Rook - refund", -4000),
        ),
        ["Telephone", "Gas", "Gas"],
    ),
    "quickbooks.csv": (
        csv_file(QUICKBOOKS),
        _is(
            ("4/4/2025", ROOK, 12000),
            ("24/4/2025", ROOK, -2000),
            ("26/4/2025", "Total Gas & Power Ltd", 5000),
        ),
        ["Utilities"] * 3,
    ),
    "sage.csv": (
        csv_file(SAGE),
        _is(("3/4/2025", "ROOK01", 20000), ("23/4/2025", "ROOK01", -4000)),
        ["7200"] * 2,
    ),
    "bank.csv": (csv_file(BANK), _is(("3/4/2025", "ROOK ENERGY LTD", 4520)), [""]),
    "signed_bank.csv": (
        csv_file(SIGNED_BANK),
        _is(("1/4/2025", "ROOK ENERGY LTD", 4520), ("3/4/2025", "TIT TELECOM", 1200)),
        ["", ""],
    ),
    "card.csv": (
        csv_file(CARD),
        _is(("3/4/2025", JAY, 4520), ("13/4/2025", JAY, -520)),
        ["STATIONERY STORES"] * 2,
    ),
    "thousands.csv": (
        csv_file([["Date", "Supplier", "Spend £000"], ["13/04/2025", ROOK, "45.2"]]),
        _is(("13/4/2025", ROOK, 4_520_000)),
        [""],
    ),
    "signs.csv": (
        csv_file(
            [HEAD, ["13/4/2025", ROOK, "£1,045.20"], ["14/4/2025", ROOK, "(£12.00)"]]
            + [["15/4/2025", ROOK, "3.00-"], ["16/4/2025", ROOK, "£6"]]
        ),
        _is(
            ("13/4/2025", ROOK, 104_520),
            ("14/4/2025", ROOK, -1200),
            ("15/4/2025", ROOK, -300),
            ("16/4/2025", ROOK, 600),
        ),
        [""] * 4,
    ),
    "letters.csv": (
        csv_file([HEAD, ["13/4/2025", ROOK, "5.20 DR"], ["14/4/2025", ROOK, "1.00 CR"]]),
        _is(("13/4/2025", ROOK, 520), ("14/4/2025", ROOK, -100)),
        [""] * 2,
    ),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_programs_export_is_read_as_they_mean_it(name):
    data, lines, categories = PROGRAMS[name]
    _, reading = read_file(name, data)
    assert paid(reading) == lines
    assert reading.lines["category"].to_pylist() == categories
    assert reading.refused == ()


ROWS_REFUSED = {
    "euros.csv": ([HEAD, *PLAIN, ["14/4/2025", "Wren SARL", "€6"]], ["other_currency"]),
    "currencies.csv": (
        [[*HEAD, "Currency"], *([*row, "GBP"] for row in PLAIN), ["1/4/2025", "Wren", "6", "EUR"]],
        ["other_currency"],
    ),
    "bad.csv": (
        [HEAD, *PLAIN, ["14/4/2025", JAY, "ask Ann"], ["31/02/2025", JAY, "1"]]
        + [["14/4/2025", "", "2"], ["14/4/2025", JAY, ""], *([PLAIN[1]] * 3)],
        ["bad_amount", "bad_date", "no_supplier", "no_amount"],
    ),
    "lost_digits.csv": ([HEAD, *PLAIN, ["14/4/2025", JAY, "1.2E+07"]], ["bad_amount"]),
    "lost_comma.csv": ([HEAD, PLAIN[0], ["Jay Stationers7.20"], PLAIN[1]], ["no_amount"]),
}


@pytest.mark.parametrize("name", ROWS_REFUSED)
def test_a_row_that_cannot_be_read_is_listed_and_never_guessed(name):
    rows, codes = ROWS_REFUSED[name]
    look, reading = read_file(name, csv_file(rows))
    assert [one.code for one in reading.refused] == codes
    assert paid(reading)[:2] == TWO
    assert {f"refused_{code}" for code in codes} <= {doubt.code for doubt in look.doubts}


REFUSED = {
    "empty.csv": (b" \r\n", "empty"),
    "hashes.csv": (csv_file([HEAD, ["######", ROOK, "5"], ["######", TIT, "6"]]), "hashes"),
    "book.csv": (xlsx_file(("S", [HEAD, *IN_CELLS])), "disguised"),
    "text.xlsx": (csv_file([HEAD, *PLAIN]), "disguised"),
    "zip.xlsx": (zip_file(a_csv=csv_file([HEAD, *PLAIN])), "packed"),
    "scan.pdf": (b"%PDF-1.7 \xe2\xe3", "not_a_table"),
    "page.xls": (b"<html><table><tr><td>Date</td></tr></table></html>", "not_a_table"),
    "broken.xlsx": (b"PK\x03\x04" + b"\0" * 60, "damaged"),
    "letter.csv": (b"Dear Ann,\r\nplease pay Rook.\r\nYours\r\n", "no_table"),
    "quote.csv": (
        b'Date,Supplier,Amount\n13/04/2025,"Rook,5\n' + b"14/04/2025,Tit,6\n" * 60,
        "open_quote",
    ),
    "slid.csv": (
        csv_file(
            [["Date", "", "Supplier", "Transaction", "Amount"]]
            + [
                [f"{n}/4/2025", (ROOK, TIT)[n % 2], f"3200{n}", f"{n}0.50", f"{n}"]
                for n in range(13, 29)
            ]
        ),
        "slid",
    ),
    "unquoted.csv": (
        b"Date,Supplier,Amount\r\n13/04/2025,Rook,1,234.50\r\n14/04/2025,Tit,7.20\r\n",
        "split_amount",
    ),
    "far.xlsx": (xlsx_file(("S", [HEAD, *IN_CELLS]), far_style="x"), "unsafe"),
    "bomb.ods": (
        ods_file(
            [HEAD],
            after='<table:table-row table:number-rows-repeated="1000000"><table:table-cell'
            ' table:number-columns-repeated="1000"><text:p>9</text:p></table:table-cell>'
            "</table:table-row>",
        ),
        "too_large",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_safely_is_refused_with_its_reason(name):
    data, code = REFUSED[name]
    with pytest.raises(FileRefused) as refused:
        read_file(name, data)
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


def test_dates_of_two_orders_are_read_where_the_file_proves_them_and_refused_elsewhere():
    ours = [[f"{n:02}/04/2025", ROOK, "5"] for n in (1, 13, 20, 3)]
    theirs = [[f"4/{n}/2025", TIT, "5"] for n in (1, 13, 20, 3)]
    _, told_apart = read_file("mixed.csv", csv_file([HEAD, *ours, *theirs]))
    assert [line[0].month for line in paid(told_apart)] == [4] * 8

    alike = [[f"04/{n:02}/2025", TIT, "5"] for n in (1, 13, 20, 3)]
    look, not_told = read_file("mixed.csv", csv_file([HEAD, *ours, *alike]))
    assert {line[0].month for line in paid(not_told)} == {4}
    assert [one.code for one in not_told.refused] == ["date_two_ways"] * 4
    assert "dates_mixed" in {doubt.code for doubt in look.doubts}


def test_a_total_that_is_not_what_its_payments_come_to_is_told():
    look, _ = read_file("short.csv", csv_file([HEAD, *PLAIN, ["Total", "", "99.00"]]))
    assert [one.detail for one in look.doubts if one.code == "total_differs"] == [
        {"said": 9900, "found": 1750}
    ]


def test_a_supplier_whose_name_begins_with_total_is_no_total():
    rows = [["Total Gas Ltd", "01/04/2025", "50.00"], ["Total Gas Ltd", "30/04/2025", "50.00"]]
    _, dated = read_file("gas.csv", csv_file([["Supplier", "Date", "Amount"], *rows]))
    assert [pence for _, _, pence in paid(dated)] == [5000, 5000]
    plain = [[ROOK, "20"], [TIT, "30"], ["Total Gas Ltd", "7"], ["Grand Total", "57"]]
    _, undated = read_file("plain.csv", csv_file([["Supplier", "Total"], *plain]))
    assert [pence for _, _, pence in paid(undated)] == [2000, 3000, 700]


@pytest.mark.parametrize(
    ("ways", "categories"),
    [(("Direct Debit", "Card Payment"), ["", ""]), (("Energy", "Phones"), ["Energy", "Phones"])],
)
def test_how_money_went_is_no_category(ways, categories):
    rows = [
        ["03/04/2025", ways[0], "ROOK ENERGY LTD", "45.20"],
        ["14/04/2025", ways[1], "TIT TELECOM LTD", "12.00"],
    ]
    _, reading = read_file("b.csv", csv_file([["Date", "Type", "Description", "Paid out"], *rows]))
    assert reading.lines["category"].to_pylist() == categories


def test_formulas_count_as_they_last_were_and_are_told():
    data = xlsx_file(("S", [HEAD, *IN_CELLS, [date(2025, 4, 4), JAY, "=2+3"]]))
    look, reading = read_file("f.xlsx", data)
    assert paid(reading) == TWO
    assert [one.code for one in reading.refused] == ["no_amount"]
    assert {"formulas", "formulas_never_calculated"} <= {doubt.code for doubt in look.doubts}


SHORT = ["BT", "EE", "O2", "E.ON"]


@pytest.mark.parametrize("heading", ["Supplier", "Payee"])
@pytest.mark.parametrize("beside", [[], ["Phones for the office"]])
def test_suppliers_of_few_letters_are_taken_and_asked_about(heading, beside):
    head = ["Date", heading, *(["Description"] if beside else []), "Amount"]
    rows = [[f"{n}/04/2025", SHORT[n % 4], *beside, f"{n}.50"] for n in range(1, 14)]
    seen, reading = read_file("short.csv", csv_file([head, *rows]))
    assert reading.lines["supplier"].to_pylist() == [SHORT[n % 4] for n in range(1, 14)]
    (doubt,) = [one for one in seen.doubts if one.code == "supplier_short"]
    assert asks(doubt)
    assert "looks like codes" in said(doubt)


def test_the_rows_of_another_table_are_counted_without_empty_lines_and_titles():
    grants = [[f"{n}/4/2025", "Woodland Fund", "Core", "900"] for n in range(1, 11)]
    head = ["Date", "Funder", "For", "Amount received"]
    below = [[], ["Grants"], head, *grants, [], ["Printed in May"], []]
    seen, _ = read_file("below.csv", csv_file([HEAD, *PLAIN, *below]))
    (doubt,) = [one for one in seen.doubts if one.code == "other_table"]
    assert doubt.detail["rows"] == 10
