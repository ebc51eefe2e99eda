"""What the heading of a column says that it means. Pure.

Rules, not lists of programs or bodies: the words that accounts packages, banks, card companies and
public bodies use for the same few things, in whatever order, with the slips of typing that occur.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from spinney.purchasing.engine.reading.layout import Role, plain_heading

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CONTEXT = re.compile(r"^(?:sum|total) of |\b(?:t|text|gbp|£)$|\bin (?:sterling|gbp|pounds)\b")
_WHO = r"(?:supplier|vendor|payee|creditor|beneficiary|merchant|contractor|provider|trader)s?"
_CODE = r"(?:number|no|num|id|code|ref|reference|key|uri|url)"
_REGISTER = r"^(?!.*\b(?:vat|tax)\b).*\b(?:company|charity)\b.*\b(?:reg\w*|number|no)\b"
_OTHER = (
    r"(?:vat|tax|registration|registered|charity|company|post ?code|address|category|type|group|"
    r"invoice|email|class|classification|status|bank|transaction|document|order|po)"
)

# (what the heading must match, what it means, how surely). Every rule that matches counts; for a
# role the surest. A rule for IGNORE takes away from everything else.
_RULES: tuple[tuple[str, Role, float], ...] = (
    (rf"^{_WHO}(?: \w+)? name", Role.SUPPLIER, 1.0),
    (rf"^{_WHO}(?: (?:name|details?))?$", Role.SUPPLIER, 1.0),
    (rf"name of (?:the )?{_WHO}|^paid to$|^payment to$", Role.SUPPLIER, 1.0),
    (rf"^(?!.*\b(?:{_CODE}|{_OTHER})\b).*\b{_WHO}\b", Role.SUPPLIER, 0.9),
    (rf"\b{_WHO} {_CODE}\b", Role.SUPPLIER, 0.35),
    (r"^counter ?party(?: name)?$|^recipient(?: name)?$", Role.SUPPLIER, 0.9),
    (r"^contact(?: name)?$|^trading (?:partner|name)", Role.SUPPLIER, 0.85),
    (r"^name$|^other party|^third party", Role.SUPPLIER, 0.8),
    (r"^company(?: name)?$|^firm$|^shop$|^(?:a c|account) name$", Role.SUPPLIER, 0.6),
    (r"^transaction (?:description|details?)$|^appears on", Role.SUPPLIER, 0.4),
    (r"^organisation(?: name)?$|^paid$|^who$", Role.SUPPLIER, 0.35),
    (rf"\b{_WHO}(?: (?:account|internal|system))? {_CODE}\b|^{_CODE} of {_WHO}",
     Role.SUPPLIER_NUMBER, 0.9),
    (_REGISTER, Role.SUPPLIER_NUMBER, 0.95),
    (r"^a c$", Role.SUPPLIER_NUMBER, 0.8),
    (r"^(?:a c|account) ref(?:erence)?$|^address book", Role.SUPPLIER_NUMBER, 0.8),
    (r"^(?:payment|paid|pay) date$|^date (?:of )?(?:payment|paid)", Role.DATE, 1.0),
    (r"payment date$|clear(?:ing|ed) date", Role.DATE, 1.0),
    (r"^date$|^(?:transaction|trans|trn|posting|posted|g ?l|value|process\w*) date$|^date of trans",
     Role.DATE, 0.95),
    (r"\b(?:invoice|document|bill|tax|accounting|entry|cheque|creation)\b.*\bdate$|^posted$|^when$",
     Role.DATE, 0.85),
    (r"\bdate\b|\bdated\b", Role.DATE, 0.6),
    (r"^month$|^period$|effective date|^updated$|due date|^month ", Role.DATE, 0.3),
    (r"\b(?:contract|agreement)\b.*\b(?:end|ends|expir\w*|until)\b|^end date$|^expir|^renewal",
     Role.CONTRACT_END, 1.0),
    (r"^(?:vat|tax)(?: (?:amount|total|value|paid|charged))?$|irrecoverable vat|total (?:vat|tax)$",
     Role.VAT, 1.0),
    (r"\bvat (?:amount|element)\b|^(?:amount|value|sum) (?:of )?vat$", Role.VAT, 0.9),
    (r"\bnett?\b|\bex(?:c|cl|cludes|cluding|clusive)?(?: of)? (?:vat|tax)\b|less vat",
     Role.NET, 1.0),
    (r"\b(?:without|before) (?:vat|tax)\b|^goods(?: amount| value)?$", Role.NET, 0.95),
    (r"\bgross\b|\binc(?:l|ludes|luding|lusive)?(?: of)? (?:vat|tax)\b|with vat", Role.GROSS, 1.0),
    (r"^(?:payment |paid |line |transaction |trans |distribution )?amount(?: paid)?$|^amt$|^£$",
     Role.GROSS, 0.9),
    (r"^(?:total|value|spend|sum|cost|paid|expenditure|total amount|amount (?:gbp|£)|line value)$",
     Role.GROSS, 0.85),
    (r"^(?:total )?(?:invoiced?|billing|payment|order|bill) (?:amount|value|total)$",
     Role.GROSS, 0.8),
    (r"^total (?:spend|value|cost|paid|expenditure)$", Role.GROSS, 0.8),
    (r"\b(?:amount|amt|value|spend|sterling|total)\b", Role.GROSS, 0.6),
    (r"^(?:debits?|dr|paid out|money out|withdrawals?|spent|out|payments out)(?: amount)?$",
     Role.DEBIT, 0.95),
    (r"^payments?$|^amount (?:out|debited|paid out)$|^debit ", Role.DEBIT, 0.85),
    (r"^(?:credits?|cr|paid in|money in|receipts?|deposits?|received|in|lodgements?)(?: amount)?$",
     Role.CREDIT, 0.95),
    (r"^amount (?:in|credited|paid in)$|^credit ", Role.CREDIT, 0.85),
    (r"^(?:dr cr|cr dr|debit credit|credit debit|dc|d c|sign|cr|dr|dr or cr|credit or debit)$",
     Role.SIGN, 0.95),
    (r"^(?:transaction |trans |trn )?type$|indicator$", Role.SIGN, 0.4),
    (r"^(?:currency|ccy|curr)(?: code)?$|^transaction currency$", Role.CURRENCY, 1.0),
    (r"^(?:qty|quantity|units?|number of units|no of units|volume|hours|quantity \w+)$",
     Role.QUANTITY, 1.0),
    (r"^unit (?:price|cost|rate|amount)|^price (?:each|per)|^rate$|^each$|^price$",
     Role.UNIT_PRICE, 1.0),
    (r"^(?:detailed )?expen(?:s|ses|se|diture)(?: \w+)? (?:type|category|description|account)",
     Role.CATEGORY, 1.0),
    (r"merchant category(?: code)?$|^mcc$", Role.CATEGORY, 1.0),
    (r"^n c name$|^nominal (?:account )?name$", Role.CATEGORY, 1.0),
    (r"^(?:what )?for(?: what)?$|^spent on$", Role.CATEGORY, 0.8),
    (r"^n c$|\bnominal\b|^account$|^expense$|^category$|^purpose\b", Role.CATEGORY, 0.95),
    (r"^(?:gl|g l|ledger|cost element|subj\w*) (?:\w+ )?(?:desc\w*|name|account)",
     Role.CATEGORY, 0.95),
    (r"\b(?:mcc|merchant) (?:description|category)|^spend (?:type|category)",
     Role.CATEGORY, 0.85),
    (r"account (?:code )?(?:desc\w*|name)$", Role.CATEGORY, 0.85),
    (r"^(?:category|procurement|proclass|product|commodity|spend(?:ing)?)\b.*"
     r"\b(?:class\w*|category|family|level|label)", Role.CATEGORY, 0.75),
    (r"\bexpen(?:s|ses|se|diture)\b.*\b(?:account|code)\b|^subjective|^analysis",
     Role.CATEGORY, 0.5),
    (r"^type$", Role.CATEGORY, 0.32),
    (r"\bexpen(?:s|ses|se|diture)\b.*\barea\b", Role.CATEGORY, 0.4),
    (r"^cost centre (?:name|desc\w*)", Role.CATEGORY, 0.45),
    (r"^service (?:area|label|category|description)|^activity",
     Role.CATEGORY, 0.35),
    (r"^(?:line |extended |item |invoice |transaction )?"
     r"(?:description|details?|narrative|narration)$", Role.DESCRIPTION, 1.0),
    (r"^(?:memo|particulars|notes?|comments?|item|summary|text|line text|memo description)$",
     Role.DESCRIPTION, 0.95),
    (r"\b(?:description|narrative|details?|narration)\b", Role.DESCRIPTION, 0.6),
    (rf"^(?:transaction|trans|trn|payment|doc|document) ?{_CODE}$", Role.REFERENCE, 1.0),
    (rf"^(?:invoice|bill|voucher|sap document|internal|our|cheque) ?(?:{_CODE} ?)+$",
     Role.REFERENCE, 0.9),
    (rf"\b(?:transaction|document|invoice|voucher|reference|payment)\b.*\b{_CODE}\b|^transaction$",
     Role.REFERENCE, 0.7),
    (r"^(?:ref|reference|num|no|number|their reference|invoice|voucher|journal|cheque)$",
     Role.REFERENCE, 0.6),
    (rf"\b(?:vat|tax)\b.*\b(?:{_CODE}|rate|reg\w*|type|status)\b", Role.IGNORE, 1.0),
    (r"\bbalance\b|\bsort code\b|\baccount (?:number|no)\b|\bpost ?code\b|\baddress\b",
     Role.IGNORE, 1.0),
    (r"^(?!.*\b(?:company|charity)\b).*\bregist\w+ (?:number|no)\b", Role.IGNORE, 1.0),
    (r"^(?:body|body name|entity|authority name|department|department family|directorate|ccg)$",
     Role.IGNORE, 0.7),
    (r"\b(?:income|receivable|funder|donor|customer|amount received)\b", Role.IGNORE, 1.0),
    (r"^organisation (?:name|code)$|^cost (?:centre|code)\b|^(?:seq|sequence) no$|^due date$",
     Role.IGNORE, 0.5),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), role, weight) for pattern, role, weight in _RULES)

_VOCABULARY = (
    "supplier", "suppliers", "vendor", "payee", "creditor", "beneficiary", "merchant", "contractor",
    "amount", "transaction", "payment", "description", "expense", "expenditure", "category",
    "invoice", "number", "reference", "directorate", "department", "quantity", "narrative",
    "document", "account", "nominal", "purpose", "details", "organisation", "registration",
)  # fmt: skip
_SLIP_FROM, _TWO_SLIPS_FROM = 5, 9


def names_register(heading: str) -> bool:
    """Whether a heading says that the numbers below it are those of companies or charities.

    >>> [names_register(one) for one in ("Company No.", "Supplier charity number", "Supplier No")]
    [True, True, False]
    """
    return re.search(_REGISTER, words_of(heading)) is not None


def said_by(heading: str) -> Mapping[Role, float]:
    """What a heading may mean, each with how surely (0 to 1). Nothing for a heading of no meaning.

    >>> said_by("Supplier Name (T)")[Role.SUPPLIER], said_by("Suppklier")[Role.SUPPLIER]
    (1.0, 1.0)
    >>> max(said_by("Invoice Line Value (net of VAT) £").items(), key=lambda item: item[1])
    (<Role.NET: 'net'>, 1.0)
    >>> Role.VAT in said_by("VAT Registration Number"), dict(said_by("1234"))
    (False, {})
    """
    return _said_by(" ".join(heading.split()))


@lru_cache(maxsize=4096)
def _said_by(heading: str) -> Mapping[Role, float]:
    plain = words_of(heading)
    if not plain or len(plain) > 120:
        return {}
    short = _CONTEXT.sub("", plain).strip() or plain
    found: dict[Role, float] = {}
    for pattern, role, weight in _COMPILED:
        if pattern.search(short) or pattern.search(plain):
            found[role] = max(found.get(role, 0.0), weight)
    against = found.pop(Role.IGNORE, 0.0)
    if against:
        found = {role: weight - against for role, weight in found.items() if weight - against > 0.2}
    if Role.NET in found or Role.VAT in found:
        found.pop(Role.GROSS, None)
    return found


@lru_cache(maxsize=4096)
def is_known(heading: str) -> bool:
    """Whether any rule knows a heading, were it only to say that it means nothing here."""
    plain = words_of(heading)
    return 0 < len(plain) < 60 and any(pattern.search(plain) for pattern, _, _ in _COMPILED)


def words_of(heading: str) -> str:
    """A heading in small letters, words apart, with slips of typing mended.

    >>> words_of("*ContactName"), words_of("Directotate"), words_of("TransNo")
    ('contact name', 'directorate', 'trans no')
    """
    plain = plain_heading(_CAMEL.sub(" ", heading))
    return " ".join(_mended(word) for word in plain.split())


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    if len(word) < _SLIP_FROM or word in _VOCABULARY or not word.isalpha():
        return word
    from rapidfuzz.distance import OSA

    allowed = 2 if len(word) >= _TWO_SLIPS_FROM else 1
    near = [(OSA.distance(word, known, score_cutoff=allowed), known) for known in _VOCABULARY]
    distance, known = min(near)
    return known if distance <= allowed and word[0] == known[0] else word


def is_balance(heading: str) -> bool:
    """Whether a column holds a running balance, as bank statements have it."""
    return "balance" in words_of(heading).split()


def is_thousands(text: str) -> bool:
    """Whether a heading or a title says that amounts are in thousands of pounds.

    >>> is_thousands("Spend (£000)"), is_thousands("£'000s"), is_thousands("Invoices over £1,000")
    (True, True, False)
    """
    return _THOUSANDS.search(text) is not None


_THOUSANDS = re.compile(
    r"£ ?['\u2019`]?000(?:['\u2019]?s)?\b|£k\b|\bin thousands\b|\(k£\)|\b000s\b", re.I
)
