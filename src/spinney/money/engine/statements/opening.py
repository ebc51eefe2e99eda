"""A file of a bank or an accounting package as rows of text: CSV, XLSX, OFX or QIF. Pure."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice

from spinney.base.kernel.spreadsheets import WorkbookRefused, rows_of
from spinney.base.kernel.tabular.delimiters import delimiter_of
from spinney.base.kernel.tabular.encodings import FALLBACK, encoding_of
from spinney.base.kernel.tabular.stored import FileRefused

MOST_ROWS, MOST_CELL = 20_000, 2_000
MADE = ["Date", "Description", "Reference", "Amount", "Currency"]
"""The headings of files that have fields instead of columns."""
_SAMPLE = 64 * 1024
_TRANSACTION = re.compile(r"<STMTTRN>(.*?)(?=</STMTTRN>|<STMTTRN>|</BANKTRANLIST>|\Z)", re.S | re.I)
_CURRENCY = re.compile(r"<CURDEF>\s*([A-Z]{3})", re.I)
_LEDGER_BALANCE = re.compile(
    r"<LEDGERBAL>(.*?)(?=</LEDGERBAL>|</STMTRS>|<AVAILBAL>|\Z)", re.S | re.I
)
_FIELD = re.compile(r"<([A-Z0-9.]{1,30})>([^<\r\n]*)", re.I)

Rows = list[list[str]]


def rows_in(name: str, data: bytes) -> Rows:
    """The rows of a file, each cell as text. Raises FileRefused for one that is no table, that is
    empty, or that has more than `MOST_ROWS` rows.
    """
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _bounded(_workbook(data), name)
    text = _text(name, data)
    head = text[:2_000].lstrip().upper()
    if head.startswith("OFXHEADER") or "<OFX>" in head:
        return _bounded(_ofx(text), name)
    if head.startswith("!TYPE:") or head.startswith("!ACCOUNT"):
        return _bounded(_qif(text), name)
    return _bounded(_delimited(name, text), name)


def _bounded(rows: Rows, name: str) -> Rows:
    rows = [[" ".join(cell.split())[:MOST_CELL] for cell in row] for row in rows]
    if not any(any(row) for row in rows):
        raise FileRefused(f"{name} has nothing in it. Choose the file again, or export it anew.")
    if len(rows) > MOST_ROWS:
        raise FileRefused(
            f"{name} has more than {MOST_ROWS:,} rows. Send it in parts, a year in each."
        )
    return rows


def _workbook(data: bytes) -> Rows:
    """The first sheet with anything in it."""
    try:
        sheets = rows_of(data)
    except WorkbookRefused as error:
        raise FileRefused(str(error)) from error
    return next((rows for rows in sheets.values() if any(any(row) for row in rows)), [])


def _text(name: str, data: bytes) -> str:
    sample = data[:_SAMPLE]
    encoding = encoding_of(sample)
    if encoding.startswith("utf-8") and b"\0" in sample:
        raise FileRefused(
            f"{name} is no list of payments that can be read. Save it as CSV or XLSX."
        )
    errors = FALLBACK if encoding.startswith("utf-8") else "replace"
    return data.decode(encoding, errors).removeprefix("\ufeff").replace("\0", "")


def _delimited(name: str, text: str) -> Rows:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text[:_SAMPLE]))
        return list(islice(reader, MOST_ROWS + 1))
    except csv.Error as error:
        raise FileRefused(f"{name} is no table that can be read. Save it as CSV.") from error


def _ofx(text: str) -> Rows:
    """Open Financial Exchange, the older (SGML) and the newer (XML): each STMTTRN is a line, in the
    currency of its account unless it says that it is in another (CURRENCY; ORIGCURRENCY was
    exchanged already).
    """
    rows = [MADE]
    currencies = [(one.start(), one[1]) for one in _CURRENCY.finditer(text)]
    currency = ""
    for match in islice(_TRANSACTION.finditer(text), MOST_ROWS):
        while currencies and currencies[0][0] < match.start():
            currency = currencies.pop(0)[1]
        said = {key.upper(): _unescaped(value.strip()) for key, value in _FIELD.findall(match[1])}
        day = _ofx_day(said.get("DTPOSTED", ""))
        words = " ".join(filter(None, (said.get("NAME", ""), said.get("MEMO", ""))))
        own = said.get("CURSYM", "") if "CURRENCY" in said else ""
        rows.append([
            day, words, said.get("FITID", ""), said.get("TRNAMT", ""), own or currency.upper()
        ])  # fmt: skip
    return rows


def balance_in(name: str, data: bytes) -> tuple[str, str] | None:
    """(day, amount) with which an OFX file says that its one account stood; None where it does not,
    or has several accounts.
    """
    if b"<LEDGERBAL>" not in data.upper():
        return None
    found = _LEDGER_BALANCE.findall(_text(name, data))
    said = {key.upper(): value.strip() for key, value in _FIELD.findall(found[0])} if found else {}
    day = _ofx_day(said.get("DTASOF", ""))
    return (day, said["BALAMT"]) if len(found) == 1 and day and "BALAMT" in said else None


def _ofx_day(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if len(text) >= 8 else ""


def _unescaped(text: str) -> str:
    for code, sign in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")):
        text = text.replace(code, sign)
    return text


def _qif(text: str) -> Rows:
    """Quicken Interchange Format: a letter before each field, and ^ after each line."""
    rows, said = [MADE], dict[str, str]()
    for line in text.splitlines():
        if line.startswith("^"):
            words = " ".join(filter(None, (said.get("P", ""), said.get("M", ""))))
            rows.append([said.get("D", ""), words, said.get("N", ""), said.get("T", "")])
            said = {}
        elif line and not line.startswith("!"):
            said.setdefault(line[0], line[1:].replace("'", "/").strip())
    return rows[: MOST_ROWS + 1]
