"""The trades of contractors, and what to ask to see before one begins. Pure.

`TRADES` are the kinds of work that small charities buy for their buildings and their people; each
names the insurances and registrations that are usual for it. What the law asks (Gas Safe for gas)
is said in `must`; all else is good practice. Sources: Gas Safety (Installation and Use) Regulations
1998 reg. 3 (Gas Safe Register); the waste carrier's licence, Environmental Protection Act 1990
s. 34; the title "architect", Architects Act 1997 (ARB register); fluorinated gases, certified
engineers (F-gas); asbestos licence, Control of Asbestos Regulations 2012.

    >>> TRADES["gas"].must, asked_for(["plumber", "gas"])[:2]
    (('gas_safe',), ('gas_safe', 'public_liability'))
    >>> trade_of("Central heating engineer"), trade_of("Something quite different")
    ('heating', '')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

PUBLIC_LIABILITY, EMPLOYERS, INDEMNITY = (
    "public_liability",
    "employers_liability",
    "professional_indemnity",
)

PAPERS: Mapping[str, str] = MappingProxyType(
    {
        PUBLIC_LIABILITY: "Public liability insurance",
        EMPLOYERS: "Employers’ liability insurance",
        INDEMNITY: "Professional indemnity insurance",
        "gas_safe": "Gas Safe registration",
        "electrical": "NICEIC, NAPIT or other electrical registration",
        "oftec": "OFTEC registration (oil heating)",
        "f_gas": "F-gas certificate (cooling)",
        "bafe": "BAFE registration (fire safety)",
        "nsi_ssaib": "NSI or SSAIB approval (alarms)",
        "locksmiths": "Master Locksmiths Association membership",
        "fensa": "FENSA or Certass registration (windows)",
        "competent_roofer": "NFRC or CompetentRoofer membership",
        "waste_carrier": "Waste carrier’s licence",
        "asbestos": "Asbestos licence or training",
        "tree_work": "Arboricultural Association approval",
        "pest_control": "BPCA or NPTA membership",
        "lift_engineer": "LEIA membership (lifts)",
        "architects": "ARB registration (architects)",
        "surveyors": "RICS registration (surveyors)",
        "dbs": "DBS certificate, where they meet clients",
        "interpreters": "NRPSI or NRCPD registration (interpreters)",
        "removers": "BAR membership and goods-in-transit insurance",
        "food_hygiene": "Food hygiene rating",
        "other": "Another insurance or registration",
    }
)
"""What a contractor may show: insurances and registrations, by key."""

INSURANCES = frozenset({PUBLIC_LIABILITY, EMPLOYERS, INDEMNITY})
"""Those that have an amount of cover."""


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade: what it is called, the words by which people look for it, what the law asks
    (`must`) and what is usual to see (`usual`), as keys of `PAPERS`.
    """

    key: str
    title: str
    words: tuple[str, ...]
    must: tuple[str, ...] = ()
    usual: tuple[str, ...] = (PUBLIC_LIABILITY,)


_AT_WORK = (PUBLIC_LIABILITY, EMPLOYERS)
_ADVICE = (INDEMNITY, PUBLIC_LIABILITY)
_TRADES = (
    Trade(
        "builder", "Builder", ("builders", "building work", "bricklayer", "plasterer"), (), _AT_WORK
    ),
    Trade("carpenter", "Carpenter and joiner", ("joiner", "joinery", "doors"), (), _AT_WORK),
    Trade("handyman", "Handyman and caretaker", ("handyperson", "odd jobs", "small repairs")),
    Trade("plumber", "Plumber", ("plumbing", "taps", "leak", "bathroom", "toilet")),
    Trade("gas", "Gas engineer", ("gas boiler", "gas safety", "gas cooker"), ("gas_safe",)),
    Trade(
        "heating",
        "Heating engineer",
        ("central heating", "boiler", "radiators", "oil boiler"),
        (),
        (PUBLIC_LIABILITY, "gas_safe", "oftec"),
    ),
    Trade(
        "cooling",
        "Air conditioning and refrigeration",
        ("air con", "ventilation", "fridge", "freezer"),
        (),
        (PUBLIC_LIABILITY, "f_gas"),
    ),
    Trade(
        "electrician",
        "Electrician",
        ("electrical", "wiring", "lights", "pat testing", "sockets"),
        (),
        (PUBLIC_LIABILITY, "electrical"),
    ),
    Trade(
        "roofing",
        "Roofer",
        ("roofs", "roof repair", "gutters", "gutter", "chimney"),
        (),
        (*_AT_WORK, "competent_roofer"),
    ),
    Trade("scaffolding", "Scaffolder", ("scaffold",), (), _AT_WORK),
    Trade("decorating", "Painter and decorator", ("painter", "painting", "decorator", "wallpaper")),
    Trade(
        "flooring", "Floors and carpets", ("carpet", "carpets", "floor", "tiler", "tiling", "lino")
    ),
    Trade(
        "glazing",
        "Windows and glass",
        ("glazier", "glass", "window repair", "double glazing"),
        (),
        (PUBLIC_LIABILITY, "fensa"),
    ),
    Trade(
        "locksmith",
        "Locksmith",
        ("locks", "keys", "door lock"),
        (),
        (PUBLIC_LIABILITY, "locksmiths"),
    ),
    Trade(
        "security",
        "Alarms, CCTV and door entry",
        ("alarm", "burglar alarm", "cctv", "door entry"),
        (),
        (PUBLIC_LIABILITY, "nsi_ssaib"),
    ),
    Trade(
        "fire_safety",
        "Fire safety",
        ("fire alarm", "fire extinguisher", "fire risk", "emergency lighting"),
        (),
        (PUBLIC_LIABILITY, "bafe"),
    ),
    Trade(
        "lift",
        "Lifts and stairlifts",
        ("stairlift", "hoist", "elevator"),
        (),
        (*_AT_WORK, "lift_engineer"),
    ),
    Trade(
        "accessibility",
        "Access: ramps, rails, hearing loops",
        ("ramp", "grab rail", "hearing loop", "adaptations"),
    ),
    Trade(
        "drains",
        "Drains",
        ("drain", "drainage", "sewer", "blocked toilet"),
        (),
        (PUBLIC_LIABILITY, "waste_carrier"),
    ),
    Trade(
        "damp",
        "Damp, asbestos and mould",
        ("asbestos", "mould", "damp proofing"),
        (),
        (PUBLIC_LIABILITY, "asbestos"),
    ),
    Trade(
        "pest_control",
        "Pest control",
        ("pests", "mice", "rats", "wasps"),
        (),
        (PUBLIC_LIABILITY, "pest_control"),
    ),
    Trade(
        "gardening",
        "Gardener and grounds",
        ("garden", "grounds", "landscaping", "grass cutting", "fencing"),
    ),
    Trade(
        "trees",
        "Tree surgeon",
        ("tree", "tree work", "arborist"),
        (),
        (PUBLIC_LIABILITY, "tree_work"),
    ),
    Trade(
        "cleaning",
        "Cleaner",
        ("cleaners", "window cleaning", "carpet cleaning", "deep clean"),
        (),
        _AT_WORK,
    ),
    Trade(
        "waste",
        "Skips and waste",
        ("skip", "rubbish", "clearance", "shredding", "recycling"),
        ("waste_carrier",),
    ),
    Trade(
        "removals",
        "Removals and storage",
        ("removal", "moving", "storage", "van and driver"),
        (),
        (PUBLIC_LIABILITY, "removers"),
    ),
    Trade(
        "catering_equipment",
        "Kitchen and catering equipment",
        ("kitchen equipment", "cooker", "dishwasher", "oven"),
        (),
        (PUBLIC_LIABILITY, "gas_safe"),
    ),
    Trade(
        "appliances",
        "Washing machines and appliances",
        ("washing machine", "tumble dryer", "appliance repair"),
    ),
    Trade(
        "caterer",
        "Caterer",
        ("catering", "buffet", "lunch"),
        (),
        (PUBLIC_LIABILITY, "food_hygiene"),
    ),
    Trade("it_cabling", "IT and network cabling", ("network", "cabling", "wifi", "data points")),
    Trade(
        "computers",
        "Computers and websites",
        ("computer repair", "laptop repair", "web design", "it support"),
        (),
        _ADVICE,
    ),
    Trade("phones", "Phone systems", ("telephone", "phone line", "voip")),
    Trade(
        "printing",
        "Printer and signs",
        ("print", "signs", "signwriter", "banner", "photocopier repair"),
    ),
    Trade(
        "vehicles",
        "Minibus and car repair",
        ("garage", "minibus", "mot", "mechanic"),
        (),
        (PUBLIC_LIABILITY,),
    ),
    Trade("architect", "Architect", ("architects", "building design"), ("architects",), _ADVICE),
    Trade(
        "surveyor",
        "Surveyor",
        ("survey", "valuation", "building survey", "energy assessor"),
        (),
        (INDEMNITY, "surveyors"),
    ),
    Trade(
        "trainer", "Trainer", ("training", "first aid course", "facilitator"), (), (*_ADVICE, "dbs")
    ),
    Trade(
        "interpreter",
        "Interpreter and translator",
        ("interpreting", "translation", "british sign language", "bsl"),
        (),
        (INDEMNITY, "interpreters", "dbs"),
    ),
    Trade(
        "counsellor",
        "Counsellor and supervisor",
        ("counselling", "clinical supervision"),
        (),
        (*_ADVICE, "dbs"),
    ),
    Trade(
        "adviser",
        "Consultant or adviser",
        ("consultant", "bookkeeper", "hr adviser", "health and safety adviser"),
        (),
        _ADVICE,
    ),
    Trade("other", "Other work", ()),
)

TRADES: Mapping[str, Trade] = MappingProxyType({one.key: one for one in _TRADES})


def asked_for(trades: Iterable[str]) -> tuple[str, ...]:
    """What to ask a contractor of these trades to show, what the law asks first; nothing twice."""
    known = [TRADES[key] for key in trades if key in TRADES]
    first = [paper for trade in known for paper in trade.must]
    return tuple(dict.fromkeys([*first, *(paper for trade in known for paper in trade.usual)]))


def required_of(trades: Iterable[str]) -> frozenset[str]:
    """What the law asks of whoever works in these trades."""
    return frozenset(paper for key in trades if key in TRADES for paper in TRADES[key].must)


def trade_of(words: str) -> str:
    """The trade that somebody's words name, "" for none: the longest name found in them wins.

    >>> trade_of("PLUMBER"), trade_of("Fire alarm servicing"), trade_of("gas_safe boiler")
    ('plumber', 'fire_safety', 'heating')
    """
    text = f" {_plain(words)} "
    best = ""
    for name in _NAMES:
        if len(name) > len(best) and f" {name} " in text:
            best = name
    return _NAMES[best] if best else ""


def _plain(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", words.casefold()).strip()


def _names() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for trade in _TRADES:
        for name in (trade.key, trade.title, *trade.words):
            plain = _plain(name)
            if found.setdefault(plain, trade.key) != trade.key:
                raise ValueError(f"“{plain}” names two trades")
    return MappingProxyType(found)


_NAMES = _names()
