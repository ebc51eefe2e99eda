"""Names that say themselves that a person is paid, whatever trade words stand beside. Pure.

A title with a name, what is paid only to people ("foster carer", "hardship"), somebody under a
number or initials ("Client 23"), and a name after the word for what was paid. A legal form, a known
firm or a word that makes a body of it ("trust", "forum", "surgery") speaks against all of them.

    >>> told_of_person("SO MISS T OYELARAN RENT"), told_of_person("Service Users Forum")
    (Told(kind=None, why=Why(code='title', detail='miss')), None)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from spinney.purchasing.engine.categories.phrases import words_of
from spinney.purchasing.engine.personal.firm_words import LEGAL_FORMS, TRADE_WORDS
from spinney.purchasing.engine.personal.given_names import GIVEN
from spinney.purchasing.engine.personal.payment_words import paid_as
from spinney.purchasing.engine.personal.shape import (
    AND_OTHERS,
    EVERYDAY,
    known_firm,
    likeness,
)
from spinney.purchasing.engine.personal.surnames import SURNAMES
from spinney.purchasing.engine.personal.verdict import Kind, Why


class Told(NamedTuple):
    """As what a person is paid, None where the name does not say, and by which words it is told."""

    kind: Kind | None
    why: Why


TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr"})
BODIES = words_of(
    """
    academy agency alliance almshouse almshouses appeal associates association bequest bureau centre
    chambers charitable charities charity church clinic club college commission committee company
    consortium cooperative council dental federation forum foundation group guild home homes hospice
    hospital house hub institute limited ltd medical memorial ministries mission nursery opticians
    pharmacy practice residents school schools settlement society solicitors solutions surgery team
    trust trustees union university
    """
)
"""Words that make a body or a practice of a person's name: "Dr A Patel Surgery"."""
BESIDE = words_of(
    """
    payment payments paid pay pymt pmt bacs chq cheque run the for to of net a an so sto dd fp bgc
    ref no number weekly monthly annual week month term final first second part balance extra
    one off jan feb mar apr may jun jul aug sep sept oct nov dec january february march april
    june july august september october november december
    rent deposit arrears allowance allowances expense expenses bursary bursaries stipend stipends
    hardship grant grants award awards fund funds fee fees support assistance money refund
    reimbursement carer carers foster fostering kinship respite travel food fuel voucher vouchers
    client clients participant participants
    """
)
"""Words that stand beside what is paid to people and make no firm of it."""
FOR_WHAT = words_of(
    """
    payment payments allowance allowances expense expenses bursary stipend hardship rent deposit
    arrears reimbursement refund wage wages salary honorarium mileage carer
    """
)
"""What is paid: a name that stands after one of these is the payee's."""

DIRECTIONS = frozenset({"north", "south", "east", "west"})
LIKELY = 0.35
"""From this chance on, what stands beside the word for what was paid is a person's name."""

_UNDER_CODE = re.compile(
    r"\b(clients?|participants?|service users?|young persons?|young people|famil(?:y|ies)|"
    r"beneficiar(?:y|ies)|child|yp|su|learner|pupil|student|tenant|resident|claimant|applicant|"
    r"recipient|patient|(?:foster )?carer|volunteer|mentee|trainee|intern)"
    r"(?: (?:no|number|ref|id|code))? (?P<code>[a-z]{0,3}\d[a-z\d]*|(?-i:[A-Z]{1,3})|[a-z] [a-z])"
    r"(?= |$)",
    re.IGNORECASE,
)
_NAMES = SURNAMES | GIVEN
_TELLING = re.compile(
    r"\b(mr|mrs|miss|ms|mx|dr|carers?|clients?|participants?|service.users?|young.p\w+|famil\w+|"
    r"beneficiar\w+|child|yp|su|learner|pupil|student|tenant|resident|claimant|applicant|recipient|"
    r"patient|volunteer|mentee|trainee|intern|payments?|allowances?|expenses?|bursar\w+|stipends?|"
    r"hardship|rent|deposit|arrears|reimbursement|refund|wages?|salary|honorarium|mileage|"
    r"kinship|foster\w*|fees|placements?|adoption|guardianship|shared.lives|destitution|benefits?|"
    r"care.leavers?|section|sponsorship|refunds?|grants?|budgets?|needs)\b",
    re.IGNORECASE,
)
"""Without one of these words a name says nothing of the kind; most need not be taken apart."""
_NO_INITIALS = frozenset({"uk", "gb", "ni", "eu", "co", "cic", "cio", "plc", "llp", "ltd", "hq"})
_SQUEEZED = re.compile(r"[^\w']+|_")
_DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_ODD = re.compile(r"[a-z]?|[a-z]{0,3}\d\w*")


def told_of_person(name: str) -> Told | None:
    """As what a person is paid and what tells it; None where the name does not say so."""
    if not _TELLING.search(name):
        return None
    bare = _SQUEEZED.sub(" ", _DOTTED.sub("", name)).strip()
    words = bare.lower().replace("'", "").split()
    if not words or words[0] == "the" or set(words) & LEGAL_FORMS or known_firm(name):
        return None
    return (
        _under_code(bare, words) or _paid_to_people(words) or _titled(words) or _after_words(words)
    )


def _under_code(bare: str, words: list[str]) -> Told | None:
    """ "Client 23", "Young person JT", "Family A12"."""
    found = _UNDER_CODE.search(bare)
    if found is None or found["code"].lower() in _NO_INITIALS:
        return None
    if len(found["code"]) == 3 and found["code"].isalpha() and bare.isupper():
        return None  # "FAMILY HUB": a word as like as initials
    rest = [*bare[: found.start()].lower().split(), *bare[found.end() :].lower().split()]
    if found["code"].isalpha() and bare[found.end() :].strip() and not set(rest) <= BESIDE:
        return None
    if _firm_words(rest):
        return None
    kind = Kind.CARER if "carer" in found[1].lower() else Kind.BENEFICIARY
    return Told(kind, Why("under_code", found[0].lower()))


def _paid_to_people(words: list[str]) -> Told | None:
    """ "Carer payment Tanya Odell", "Hardship fund - AB": a phrase, and no firm's words."""
    told = paid_as(" ".join(words))
    if told is None or told[0] not in (Kind.CARER, Kind.BENEFICIARY):
        return None
    around = set(told[1].split()) | ({"service", "user", "users"} if "user" in words else set())
    rest = [word for word in words if word not in around]
    if len(DIRECTIONS & set(rest)) > 1:
        return None  # "Shared Lives South West"
    if _firm_words(rest) or known_firm(" ".join(w for w in rest if w not in BESIDE)):
        return None
    return Told(told[0], Why("payment_words", told[1]))


def _titled(words: list[str]) -> Told | None:
    """ "SO MISS T OYELARAN RENT": a title and a name, and at most trade words beside it."""
    titles = [word for word in words if word in TITLES]
    if not titles or set(words) & (BODIES | AND_OTHERS):
        return None
    behind = words[words.index(titles[0]) + 1 :] or words[: words.index(titles[0])]
    named = [word for word in behind if not _says_trade(word) and not any(map(str.isdigit, word))]
    full = [word for word in named if len(word) > 1]
    initial = len(named[0]) == 1 or len(named[-1]) == 1 if named else False
    given = bool(named) and named[0] in GIVEN and named[0] not in EVERYDAY
    whole = bool(full) and len(named) < 5 and (initial or (given and len(full) > 1))
    only = len(full) == 1 and full[0] in SURNAMES and set(behind) - set(full) <= BESIDE
    return Told(None, Why("title", titles[0])) if whole or only else None


def _after_words(words: list[str]) -> Told | None:
    """ "Allowance for Tanya Odell", "Tanya Odell rent": without the words for what was paid."""
    first = next((place for place, word in enumerate(words) if word not in BESIDE), len(words))
    rest = words[first:]
    while rest and rest[-1] in BESIDE:
        rest = rest[:-1]
    before, paid = words[:first], set(words) & FOR_WHAT
    if not paid or not rest or _firm_words(rest):
        return None
    if len(rest) == 1:
        known = set(before) & FOR_WHAT and rest[0] in _NAMES - EVERYDAY
        likely = bool(known) and len(before) + 1 == len(words)
    else:
        likely = likeness(" ".join(rest)).chance >= LIKELY
    told = paid_as(" ".join(words))
    if not likely:
        return None
    return Told(told[0] if told else None, Why("payment_words", min(paid)))


def _says_trade(word: str) -> bool:
    return len(word) > 1 and (word in BESIDE or (word in TRADE_WORDS and word not in _NAMES))


def _firm_words(words: list[str]) -> bool:
    """Whether a word beside speaks of a firm."""
    return any(
        word in BODIES
        or word in AND_OTHERS
        or (word not in BESIDE and _says_trade(word) and not _ODD.fullmatch(word))
        for word in words
    )
