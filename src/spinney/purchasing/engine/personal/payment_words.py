"""Words by which files say that a payment went to a person. Pure.

Each pattern is looked for in the payee's name, the file's own words and the description. The same
patterns run in Python and, as they are, in DuckDB and Spark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from spinney.purchasing.engine.personal.verdict import Kind

PATTERNS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.VOLUNTEER: (
            r"\b(volunteers?|trustees?) '?"
            r"(expenses?|travel|mileage|reimbursements?|out of pocket)\b"
            r"|\b(expenses?|travel|mileage)( of| for)? (volunteers?|trustees?)\b"
        ),
        Kind.CARER: (
            r"\b(foster(ing)?|kinship|in house|shared lives|family) "
            r"(carers?|allowances?|placements?|fees)\b"
            r"|\bcarers? (allowances?|payments?|support payments?|personal budgets?|breaks?)\b"
            r"|\b(adoption|residence order|special guardian(ship)?|guardianship|boarding ?out) "
            r"(order )?(allowances?|payments?|support)?\b|\bshared lives\b|\bstaying put\b"
        ),
        Kind.BENEFICIARY: (
            r"\bdirect payments?\b|\bbursar(y|ies)\b|\bstipends?\b|\bhardship\b"
            r"|\bpersonal (budgets?|needs)\b"
            r"|\b(clients?|participants?|service users?|beneficiar(y|ies)|pupils?|students?"
            r"|tenants?|residents?) '?(expenses?|payments?|travel|assistance|grants?|support|money"
            r"|refunds?|allowances?|costs)\b|\bgrants? to individuals?\b"
            r"|\bwelfare (grants?|payments?)\b"
            r"|\bpayments? to (clients|individuals|families|beneficiaries)\b|\bdestitution\b"
            r"|\b(payt|pmnts?|payments?) to care clients?\b|\bhousing benefits?\b|\bcare leavers?\b"
            r"|\bsubsistence (payments?|grants?)\b|\bsection (17|23|24)\b|\bsponsorship of \w+"
            r"|\bcouncil tax refunds?\b|\bchildrens? allowances?\b"
            r"|\bdisabled facilit(y|ies) grants?\b|\bdisturbance payments?\b"
        ),
        Kind.STAFF: (
            r"\b(staff|employees?|workers?|officers?|members?|personal) '?"
            r"(expenses?|travel|mileage|reimbursements?|subsistence|salar(y|ies)|wages?|claims?)\b"
            r"|\bexpenses? (claims?|reimbursements?)\b|\bmileage\b|\bwages?\b|\bsalar(y|ies)\b"
            r"|\b(net|gross|basic|sick|redundancy|overtime|maternity) (pay|wages?|salar(y|ies))\b"
            r"|\bpayroll (payments?|bacs|run)\b|\breimburse(ments?|d)?\b|\bexpenses?$|\bpayroll$"
            r"|\b(travel|travelling) (and subsistence|expenses?|claims?)\b|\bcar allowances?\b"
            r"|\bemployees?\b|\bout of pocket\b|\bhonorari(a|um)\b|\bexps? claim\b"
            r"|\bloan to staff\b"
        ),
    }
)
"""What a person was paid as, the most telling first. Patterns are for texts in lower case."""

TRADING_WORDS = re.compile(
    r"\b(sessional|freelance|self[ -]?employed|consultan|artist|tutor|facilitat|photograph|"
    r"interpret|translat|trainer|counsel|supervis|therap|professional fee|barrister|design|"
    r"gardener|cleaner|decorat|handyman|teacher|speaker|performer|musician|evaluat|"
    r"bookkeep|contractor|repairs|legal)"
)
"""Own words under which a person sells something in her own name."""

REDACTED = re.compile(
    r"\bredact(ed|ion)?\b|\bwithheld\b|\bpersonal (data|information|details)\b"
    r"|\bdata protect(ion|ed)\b|\bprivate individuals?\b|\banonymi[sz]ed?\b"
    r"|\bname (removed|supplied|suppressed|with)\b"
    r"|\bindividual(s)?( payee| payment)?$|\bsensitive\b|\bnot (disclosed|published|shown)\b"
    r"|\bgdpr\b|\bconfidential\b|\bexempt( information)?$|\bx{4,}\b|\*{4,}"
)
REDACTED_TRADE = re.compile(r"\bcommercial(ly)?\b")

MANY_PAYEES = re.compile(
    r"\b(misc(ellaneous)?|sundr(y|ies)|various|one[ -]?off|ad hoc|one[ -]time) "
    r"(payments?|payees?|creditors?|suppliers?|vendors?|persons?|people|individuals?|clients?|bacs)\b"
    r"|^(various|sundry|sundries|staff|volunteers|clients|carers|individuals?|employees?|trustees)$"
)
"""Names under which several payees are lumped, people among them as like as not."""

_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in PATTERNS.items())


def paid_as(text: str) -> tuple[Kind, str] | None:
    """What a person was paid as, by a text in lower case, and the words that tell; None if none.

    >>> paid_as("staff travel"), paid_as("stationery")
    ((<Kind.STAFF: 'staff'>, 'staff travel'), None)
    """
    for kind, pattern in _COMPILED:
        if found := pattern.search(text):
            return kind, found[0].strip()
    return None
