"""Files of banks as they are: columns, signs and days; and nothing is taken in twice."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinney.base.kernel.tabular.stored import FileRefused
from spinney.money.engine.statements.reading import Line, keys_of, read_statement

LINES = [(date(2026, 3, 12), -4550), (date(2026, 3, 13), 150_000)]
FILES = {
    "high street": "Date,Type,Description,Paid out,Paid in,Balance\n"
    "12/03/2026,DD,Hall hire,45.50,,954.50\n13/03/2026,BGC,Meadow Trust,,\"1,500.00\",2454.50\n",
    "one amount, newest first": "Date,Description,Amount,Balance\n"
    "13/03/2026,Meadow Trust,1500.00,2454.50\n12/03/2026,Hall hire,-45.50,954.50\n",
    "debits and credits": "Transaction Date,Transaction Description,Debit Amount,Credit Amount\n"
    "12/03/2026,Hall hire,45.50,\n13/03/2026,Meadow Trust,,1500\n",
    "spending above nought, told by its balance": "Date,Details,Value,Balance\n"
    "12/03/2026,Hall hire,45.50,954.50\n13/03/2026,Meadow Trust,-1500.00,2454.50\n",
    "out below nought": "Date;Narrative;Money Out;Money In\n12 Mar 2026;Hall hire;-45.50;\n"
    "13 Mar 2026;Meadow Trust;;1500.00\n",
    "notes above, a total below": "Account 12345\n\nDate,Counter Party,Reference,Amount (GBP)\n"
    "12/03/2026,Hall hire,A1,-45.50\n13/03/2026,Meadow Trust,,1500.00\n,Total,,1454.50\n",
    "no headings": "12/03/2026,Hall hire,-45.50\n13/03/2026,Meadow Trust,1500.00\n",
    "an accounting package's bank account": "Date,Source,Description,Debit,Credit\n"
    "12/03/2026,Spend,Hall hire,,45.50\n13/03/2026,Receive,Meadow Trust,1500.00,\n",
    "month first": "Posting Date,Description,Amount\n03/12/2026,Hall hire,(45.50)\n"
    "03/13/2026,Meadow Trust,1500.00 CR\n",
    "OFX": "OFXHEADER:100\n\n<OFX><BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260312120000"
    "<TRNAMT>-45.50<FITID>1<NAME>Hall hire</STMTTRN>\n<STMTTRN><DTPOSTED>20260313<TRNAMT>1500.00"
    "<FITID>2<NAME>Meadow &amp; Trust</STMTTRN></BANKTRANLIST></OFX>",
    "QIF": "!Type:Bank\nD12/03/2026\nT-45.50\nPHall hire\n^\nD13/03/2026\nT1,500.00\nPMeadow\n^\n",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_as_it_is(name):
    found = read_statement("bank.csv", FILES[name].encode())
    assert sorted((one.day, one.pence) for one in found.lines) == LINES
    assert any("Hall hire" in one.words for one in found.lines)


def test_a_workbook_is_read_as_well():
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Date", "Description", "Amount"])
    book.active.append([date(2026, 3, 12), "Hall hire", -45.5])
    book.active.append([date(2026, 3, 13), "Meadow Trust", 1500])
    file = io.BytesIO()
    book.save(file)
    found = read_statement("bank.xlsx", file.getvalue())
    assert [(one.day, one.pence) for one in found.lines] == LINES


def test_what_is_no_line_is_told_with_why():
    text = (
        "Date,Description,Amount\n12/03/2026,Tea,-2.50\n31/31/2026,Cake,1\n13/03/2026,Fee,0.00\n"
        "14/03/2026,Grant,€500\n15/03/2026,Soup,about 3\n16/03/2026,Opening,\n"
    )
    found = read_statement("b.csv", text.encode())
    assert [(one.row, one.why) for one in found.left_out] == [
        (3, "no_day"), (4, "nought"), (5, "currency"), (6, "not_read"), (7, "no_amount"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02", b"Name,Town\nBirch,Leeds\n", b"Date,Amount\n", b"PK\x03\x04no"]
)
def test_what_is_no_statement_is_refused_in_words(data):
    with pytest.raises(FileRefused, match=r"\w{3}.*\."):
        read_statement("b.csv", data)


def test_balances_that_do_not_follow_are_counted_and_signs_can_be_turned():
    text = FILES["high street"].replace("2454.50", "2554.50")
    assert read_statement("b.csv", text.encode()).balance_breaks == 1
    turned = read_statement("b.csv", FILES["no headings"].encode(), swap=True)
    assert [one.pence for one in turned.lines] == [4550, -150_000]


_LINES = st.lists(
    st.builds(
        Line, st.just(1), st.dates(date(2026, 3, 1), date(2026, 3, 3)),
        st.sampled_from(["Tea", "tea ", "Hall"]), st.sampled_from([-250, 250]),
    ),
    max_size=12,
)  # fmt: skip


@given(_LINES, _LINES)
def test_overlapping_files_of_whole_days_add_nothing_twice(first, more):
    """Whatever the second file has more of, only that is new."""
    keys, again = list(keys_of("bank", first)), list(keys_of("bank", [*first, *more]))
    assert len(set(keys)) == len(keys)
    assert set(keys) <= set(again)
    assert len(set(again) - set(keys)) == len(more)


def test_a_day_that_no_bank_can_mean_is_left_out():
    data = b"Date,Description,Amount\n31/12/9999,Far,1\n01/01/0001,Early,1\n01/11/2026,Tea,-2\n"
    found = read_statement("b.csv", data)
    assert [one.words for one in found.lines] == ["Tea"]
    assert [(one.row, one.why) for one in found.left_out] == [(2, "far_day"), (3, "far_day")]


HEADED = "Date,Description,Amount"
FOREIGN = {
    "a column": f"{HEADED},Currency\n12/03/2026,Tea,-2.50,GBP\n13/03/2026,Hotel,-50.00,EUR\n",
    "its short name": f"{HEADED},Ccy\n12/03/2026,Tea,-2.50,\n13/03/2026,Hotel,-50.00,thb\n",
    "of the same amount": "Date,Details,Local amount,Local currency\n"
    "12/03/2026,Tea,-2.50,£\n13/03/2026,Hotel,-50.00,USD\n",
    "no headings": "12/03/2026,Tea,-2.50,GBP\n13/03/2026,Hotel,-50.00,EUR\n",
    "OFX, two accounts": "OFXHEADER:100\n<OFX><STMTRS><CURDEF>GBP<STMTTRN><DTPOSTED>20260312"
    "<TRNAMT>-2.50<NAME>Tea<ORIGCURRENCY><CURRATE>1.1<CURSYM>EUR</ORIGCURRENCY></STMTTRN></STMTRS>"
    "<STMTRS><CURDEF>EUR<STMTTRN><DTPOSTED>20260313<TRNAMT>-50.00<NAME>Hotel</STMTTRN></STMTRS>",
    "OFX, one line": "OFXHEADER:100\n<OFX><CURDEF>GBP<STMTTRN><DTPOSTED>20260312<TRNAMT>-2.50"
    "<NAME>Tea</STMTTRN><STMTTRN><DTPOSTED>20260313<TRNAMT>-50.00<NAME>Hotel<CURRENCY><CURRATE>1.1"
    "<CURSYM>EUR</CURRENCY></STMTTRN></OFX>",
}  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_another_currency_is_never_read_as_pounds(name):
    found = read_statement("bank.csv", FOREIGN[name].encode())
    assert [(one.words, one.pence) for one in found.lines] == [("Tea", -250)]
    refused = found.left_out[0]
    assert (refused.row, refused.why) == (2 if name == "no headings" else 3, "currency")
    assert refused.text.startswith("-50.00 ")


@pytest.mark.parametrize("heading", ["Amount (EUR)", "Amount €", "Amount,Currency"])
def test_a_file_that_is_in_no_pounds_at_all_is_refused_with_its_first_row(heading):
    rows = "".join(f"{day:02}/03/2026,Hotel,-50.00,EUR\n" for day in range(1, 25))
    if "," not in heading:
        rows = rows.replace(",EUR", "")
    with pytest.raises(FileRefused, match=r"row 2 says -50.00 EUR\. Write these by hand"):
        read_statement("bank.csv", f"Date,Description,{heading}\n{rows}".encode())


def test_amounts_in_pounds_go_before_the_same_in_another_currency():
    text = "Date,Details,Amount (EUR),Amount (GBP)\n12/03/2026,Hotel,-58.00,-50.00\n"
    assert read_statement("bank.csv", text.encode()).lines[0].pence == -5_000


def test_an_ofx_file_says_what_it_ends_with_unless_it_has_several_accounts():
    balance = "<LEDGERBAL><BALAMT>1454.50<DTASOF>20260314120000</LEDGERBAL>"
    available = "<AVAILBAL><BALAMT>99.00<DTASOF>20260315</AVAILBAL>"
    text = FILES["OFX"].replace("</OFX>", f"{balance}{available}</OFX>")
    assert read_statement("b.ofx", text.encode()).ends_with == (date(2026, 3, 14), 145_450)
    twice = text.replace("</OFX>", f"{balance}</OFX>")
    assert read_statement("b.ofx", twice.encode()).ends_with is None
    assert read_statement("b.ofx", FILES["OFX"].encode()).ends_with is None


REFUND = (
    "Date,Description,Money out,Money in,Balance\n12/03/2026,Hall hire,45.50,,954.50\n"
    "13/03/2026,Hall gives back,-20.00,,974.50\n14/03/2026,Tea,4.50,,970.00\n"
)


def test_a_refund_among_what_went_out_came_in_where_the_balances_show_it():
    found = read_statement("b.csv", REFUND.encode())
    assert [one.pence for one in found.lines] == [-4550, 2000, -450]
    assert found.balance_breaks == 0
    newest_first = "\n".join([REFUND.split("\n")[0], *REFUND.strip().split("\n")[:0:-1]])
    assert [one.pence for one in read_statement("b.csv", newest_first.encode()).lines] == [
        -450, 2000, -4550,
    ]  # fmt: skip


def test_without_balances_nothing_is_guessed_of_a_refund():
    rows = (line.rsplit(",", 1)[0] for line in REFUND.strip().split("\n"))
    found = read_statement("b.csv", "\n".join(rows).encode())
    assert [one.pence for one in found.lines] == [-4550, -2000, -450]
