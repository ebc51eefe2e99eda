"""Names of firms that are written in capitals alone, as people read them. Pure.

Banks and packages often write names so. What the letters tell of case is lost; what is put back is
the usual: a capital at the beginning of each word, acronyms as they are (three letters at most that
are no word, without a vowel, or known), legal forms as they are mostly written.
"""

from __future__ import annotations

import re

FORMS = {"LTD": "Ltd", "LIMITED": "Limited", "PLC": "plc", "CO": "Co", "INC": "Inc"}
SMALL = frozenset({"AND", "AT", "BY", "FOR", "FROM", "IN", "OF", "ON", "THE", "TO", "WITH"})
PREFIXES = ("CO", "MID", "NON", "PRE", "RE", "SUB")
"""What stands before a hyphen without being a word: "Co-operative"."""
KNOWN = frozenset(
    {"ACAS", "ACCA", "BACS", "DVLA", "ICAEW", "IKEA", "RICS", "UNICEF", "YMCA", "YWCA"}
)
_SHORT = """
ACE AGE AID AIR ALL ANT ANY ARC ARK ARM ART ASH BAG BAR BAY BED BEE BIG BIN BOX BOY BUS BUY
CAB CAN CAP CAR CAT CUP CUT DAY DEN DIG DOG DOT DRY EAR EGG ELM EYE FAN FAR FIR FIT FIX FLY FOX
FUN FUR GAS GEM GET GIG GUM GYM HAT HAY HEN HER HIS HIT HOP HOT HUB HUT ICE INK INN ION IVY JAM
JAR JET JOB JOY KEY KID KIT LAB LAW LEE LEG LET LIP LOG LOT MAN MAP MAY MEN MIX MUD NET NEW NOW
NUT OAK OFF OIL OLD ONE OUR OUT OWL OWN PAD PAN PAY PEA PEN PET PIE PIG PIN POD POT PUB PUP RAW
RAY RED RUG RUN RYE SAY SEA SET SEW SHE SKY SON SPA SUN TAP TAX TEA TEN TIN TIP TOP TOY TRY TWO
USE VAN VET WAX WAY WEB WET WIN WOW YES YEW YOU ZEN ZOO MR MRS MS DR ST BE DO GO IT MY NO SO UP
US WE
"""
SHORT_WORDS = frozenset(_SHORT.split())
"""Words that are as short as an acronym, and are none."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DOTTED = re.compile(r"\b([^\W\d_]{4,})((?:\.[^\W\d_]{2,4}){1,2})\b")
_INITIAL = re.compile(r"(?:^|[\s(])[^\W\d_]\.$")
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-Ý]")


def readable(name: str) -> str:
    """A name with its capitals as people read it; one that is not in capitals alone is left alone.

    >>> readable("LARCH OFFICE MACHINES LTD"), readable("BT GROUP PLC"), readable("eBay")
    ('Larch Office Machines Ltd', 'BT Group plc', 'eBay')
    >>> readable("HSBC UK BANK"), readable("SMITH & O'NEILL-MCCARTHY"), readable("AMAZON.CO.UK")
    ('HSBC UK Bank', "Smith & O'Neill-McCarthy", 'Amazon.co.uk')
    >>> readable("E.ON NEXT"), readable("THE CO-OPERATIVE BANK"), readable("WWW.RYMAN.CO.UK")
    ('E.ON Next', 'The Co-operative Bank', 'www.ryman.co.uk')
    >>> readable("THE PET PLACE OF YORK"), readable("G4S"), readable("BT")
    ('The Pet Place of York', 'G4S', 'BT')
    """
    if not name.isupper():
        return name
    hosts = [span.span() for span in _DOTTED.finditer(name)]
    found, at = [], 0
    for match in _WORD.finditer(name):
        found.append(name[at : match.start()])
        found.append(_word(name, match, hosts))
        at = match.end()
    return "".join([*found, name[at:]])


def _word(name: str, match: re.Match[str], hosts: list[tuple[int, int]]) -> str:
    word, start, end = match[0], match.start(), match.end()
    before = name[:start]
    if any(first < start < last for first, last in hosts) or before.endswith("WWW."):
        return word.lower()  # what follows the dot of "AMAZON.CO.UK"
    if name[end : end + 1] == "-" and word in PREFIXES:
        return word.capitalize()
    if before.endswith(tuple(f"{prefix}-" for prefix in PREFIXES)):
        return word.lower()
    if word == "WWW":
        return "www"
    if _touches_digit(name, start, end) or _is_spelt(name, start, end):
        return word
    if word in FORMS and start:
        return FORMS[word]
    if word in SMALL and start:
        return word.lower()
    return word if _is_acronym(word) else _capital(word)


def _touches_digit(name: str, start: int, end: int) -> bool:
    return name[start - 1 : start].isdigit() or name[end : end + 1].isdigit()


def _is_spelt(name: str, start: int, end: int) -> bool:
    """Whether it is one of several letters with dots, or follows one: "A.B.C.", "E.ON"."""
    if end - start == 1:
        return "." in (name[start - 1 : start], name[end : end + 1])
    return bool(_INITIAL.search(name[:start]))


def _is_acronym(word: str) -> bool:
    if word in SHORT_WORDS or word in SMALL:
        return False
    return len(word) <= 3 or word in KNOWN or not _VOWEL.search(word)


def _capital(word: str) -> str:
    """One capital, and one more after "O'" and "Mc"."""
    head, mark, tail = word[:1], word[1:2], word[2:]
    if mark in ("'", "’") and tail:
        return head + mark + tail.capitalize()
    if word.startswith("MC") and len(word) > 4:
        return "Mc" + word[2:].capitalize()
    return word.capitalize()
