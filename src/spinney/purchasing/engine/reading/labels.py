"""Words of rows that stand between payments: totals, balances, bills of a card paid. Pure."""

from __future__ import annotations

import re

TOTAL = re.compile(
    r"^(?:(?:grand|sub|net|overall|report|monthly|sum|running|page|gross|invoice|final)[ -]?)?"
    r"(?:totals?|sum)\b|\b(?:sub|grand)[ -]?totals?\b|\btotals?[ :]*$",
    re.IGNORECASE,
)
BARE_TOTAL = re.compile(
    r"^(?:(?:grand|sub|net|overall|report|monthly|running|page|gross|final)[ -]?)?totals?"
    r"(?: (?:spend|paid|payments?|amount|value|expenditure|for (?:the )?(?:month|period|year)))?"
    r"[ :.]*$|^sum[ :]*$",
    re.IGNORECASE,
)
BALANCE = re.compile(
    r"\b(?:opening|closing|start(?:ing)?|end(?:ing)?|previous|final)\b.{0,12}\bbalance\b"
    r"|\bbalance\b.{0,12}\b(?:brought|carried|b/?f|c/?f|b/d|c/d|forward)"
    r"|\b(?:brought|carried) (?:forward|down)\b|^balance$|^[bc]/[fd]$",
    re.IGNORECASE,
)
SETTLEMENT = re.compile(
    r"\bpayment\b.{0,20}\b(?:received|thank you)\b|\bdirect debit payment\b|^thank you\b",
    re.IGNORECASE,
)
