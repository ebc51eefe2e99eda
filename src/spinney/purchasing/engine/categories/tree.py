"""The tree of categories: short enough to choose from, with the trade's own codes. Pure.

Codes are of CPV 2008 (Regulation (EC) 213/2008) and UNSPSC, without trailing zeros: a division, a
group or a class. A code belongs to the category with the longest prefix of it.

    >>> of_cpv("66514110-0"), of_cpv("72411000"), of_unspsc("43232300")
    ('insurance', 'telecoms', 'software')
    >>> len(CATEGORIES), CATEGORIES["telecoms"].title
    (24, 'Telephony and broadband')
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

OTHER = "other"

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "cover_and_money": "Money, cover and advice",
        "building": "Buildings",
        "technology": "Computers and phones",
        "people": "People",
        "office": "Office and travel",
        "work": "Raising and passing on money",
        "other": "Other",
    }
)

MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "per_employee": "for each employee",
        "per_square_metre": "for each square metre",
        "per_line": "for each line",
        "per_computer": "for each computer",
        "per_licence": "for each licence",
        "per_site": "for each site",
        "per_vehicle": "for each vehicle",
    }
)
"""What makes prices of two members comparable, in words that follow an amount."""


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of thing bought. `measures`: the like-with-like measures, the best first.
    `usual_notice_days`: how long before its end such a contract is usually given notice (our
    reckoning from common terms: a reminder where no contract says better). `joins_well`: how well
    buying together works, 0 (hardly) to 3 (very well); `note` says why.
    """

    key: str
    title: str
    help: str
    group: str
    cpv: tuple[str, ...]
    unspsc: tuple[str, ...]
    measures: tuple[str, ...]
    usual_notice_days: int
    joins_well: int
    note: str


def _tree(*branches: Category) -> Mapping[str, Category]:
    return MappingProxyType({branch.key: branch for branch in branches})


CATEGORIES: Mapping[str, Category] = _tree(
    Category(
        "insurance",
        "Insurance",
        "Buildings, contents, liability, motor and travel cover, brokers.",
        "cover_and_money",
        ("6651", "665"),
        ("8413", "841315", "841316"),
        ("per_employee", "per_site", "per_vehicle"),
        30,
        2,
        "A broker can place several charities as one scheme; each keeps its own policy.",
    ),
    Category(
        "banking_cards",
        "Banking and cards",
        "Bank charges, card machines, payment fees, interest.",
        "cover_and_money",
        ("66", "661", "6617", "667"),
        ("8412", "8414"),
        (),
        30,
        1,
        "Fees are set for each account; a group can ask one bank for one tariff.",
    ),
    Category(
        "legal",
        "Legal",
        "Solicitors, barristers, notaries, court fees.",
        "cover_and_money",
        ("791",),
        ("8012",),
        (),
        0,
        2,
        "A retainer with one firm gives the group set rates.",
    ),
    Category(
        "audit_accountancy",
        "Audit and accountancy",
        "Audit, independent examination, bookkeeping, tax advice.",
        "cover_and_money",
        ("792",),
        ("8411", "841115", "841116", "841118"),
        (),
        90,
        2,
        "One firm can examine several accounts in one season; each board appoints it.",
    ),
    Category(
        "energy",
        "Energy",
        "Electricity, gas, heating oil and other fuel for buildings.",
        "building",
        ("09", "09135", "652", "653", "654", "71314"),
        ("15", "1511", "831016", "831018"),
        ("per_square_metre", "per_site"),
        60,
        3,
        "Volume counts, and an end date can be shared. Watch for terms that renew themselves.",
    ),
    Category(
        "water",
        "Water",
        "Water supply and sewerage.",
        "building",
        ("651", "41", "904"),
        ("831015",),
        ("per_employee", "per_site"),
        30,
        2,
        "Organisations in England and Scotland may choose who bills them; the pipes stay the same.",
    ),
    Category(
        "utilities_other",
        "Utilities, other",
        "Waste and recycling, business rates, bills for several services at once.",
        "building",
        ("905", "65"),
        ("7612", "8310"),
        ("per_site", "per_square_metre"),
        90,
        2,
        "Neighbours can share one collection round.",
    ),
    Category(
        "premises",
        "Premises and cleaning",
        "Rent, service charges, room hire, cleaning, furniture.",
        "building",
        ("70", "909", "39", "3983", "79993"),
        ("8013", "95", "47", "7611", "56", "901116"),
        ("per_square_metre", "per_site"),
        90,
        2,
        "Cleaning can be bought together where sites are near one another; rent seldom.",
    ),
    Category(
        "maintenance",
        "Maintenance",
        "Repairs, building work, servicing of boilers and lifts, gardens.",
        "building",
        ("50", "45", "51", "44", "773", "507"),
        ("72", "721", "7011", "30", "27", "39", "40"),
        ("per_square_metre", "per_site"),
        30,
        2,
        "A shared list of trusted contractors, with set day rates.",
    ),
    Category(
        "security",
        "Security",
        "Alarms, guards, keys, cameras, fire safety.",
        "building",
        ("797", "351"),
        ("46", "9212", "4617", "4619"),
        ("per_site",),
        90,
        2,
        "One firm can service the alarms of several sites on one round.",
    ),
    Category(
        "telecoms",
        "Telephony and broadband",
        "Telephone lines, mobiles, internet connections.",
        "technology",
        ("642", "724", "325", "324", "5033"),
        ("4319", "8311", "811121", "811617"),
        ("per_line", "per_employee", "per_site"),
        30,
        3,
        "Tariffs fall with the number of lines, and contracts end on known days.",
    ),
    Category(
        "it_support",
        "IT support",
        "Help desks, websites, hosting, consultancy, repair of computers.",
        "technology",
        ("72", "722", "725", "726", "5032", "723"),
        ("8111", "811118", "811123", "8116"),
        ("per_computer", "per_employee"),
        90,
        3,
        "One help desk for all, paid by head: what Charityshare did.",
    ),
    Category(
        "hardware",
        "Hardware",
        "Computers, servers, screens, projectors.",
        "technology",
        ("302", "488", "322", "323"),
        ("4320", "4321", "4322", "4511"),
        ("per_computer", "per_employee"),
        0,
        2,
        "One order of the same model costs less and is easier to look after.",
    ),
    Category(
        "software",
        "Software licences",
        "Programs and online services paid by licence or month.",
        "technology",
        ("48", "72268", "72267"),
        ("4323", "811122"),
        ("per_licence", "per_employee"),
        30,
        2,
        "Many firms have charity prices; the same licence can be had at very different prices.",
    ),
    Category(
        "payroll_hr",
        "Payroll and HR",
        "Payroll bureaux, pensions, HR advice, occupational health, staff checks.",
        "people",
        ("79211110", "79414", "7963", "6652", "85147"),
        ("8011", "841317"),
        ("per_employee",),
        90,
        3,
        "Paid by head; a bureau takes more heads for little more work.",
    ),
    Category(
        "recruitment",
        "Recruitment",
        "Advertising of posts, agencies, temporary staff.",
        "people",
        ("796", "7961", "7962"),
        ("801116", "801117"),
        (),
        0,
        2,
        "A package of adverts, or one agency at set rates.",
    ),
    Category(
        "training",
        "Training",
        "Courses, conferences, books for learning.",
        "people",
        ("80", "7995"),
        ("86",),
        ("per_employee",),
        0,
        3,
        "A course for twelve costs little more than for six: places can be shared.",
    ),
    Category(
        "stationery_print",
        "Stationery and print",
        "Paper, office supplies, copiers, printing.",
        "office",
        ("301", "3019", "22", "798", "7952"),
        ("14", "44", "441", "451", "731519", "8212"),
        ("per_employee",),
        90,
        3,
        "Plain goods and plain prices. Copier leases last long: look at the end date.",
    ),
    Category(
        "postage",
        "Postage",
        "Post, parcels, couriers, mailings.",
        "office",
        ("641", "6016", "7957"),
        ("781022", "7810"),
        ("per_employee",),
        30,
        1,
        "Volume rates exist for mailings that go out together.",
    ),
    Category(
        "travel",
        "Vehicles and travel",
        "Fares, fuel, hire, hotels, repair of vehicles.",
        "office",
        ("34", "60", "63", "635", "551", "0913", "09132", "09134", "501"),
        ("25", "7811", "7818", "9011", "9012", "151015"),
        ("per_vehicle", "per_employee"),
        30,
        1,
        "One account for fares or hire gives set rates; a minibus can be shared.",
    ),
    Category(
        "catering",
        "Catering",
        "Food, drink, lunches, vending.",
        "office",
        ("555", "553", "554", "15"),
        ("50", "9010"),
        (),
        30,
        1,
        "Bought near by and in small amounts; a shared account with a wholesaler can help.",
    ),
    Category(
        "fundraising",
        "Fundraising services",
        "Donation pages, appeals, agencies that raise money, advertising and publicity.",
        "work",
        ("7934", "79341", "79342"),
        ("8210", "8014"),
        (),
        90,
        1,
        "Platforms charge by gift; compare what they keep of each pound.",
    ),
    Category(
        "grants_subcontracts",
        "Grants and subcontracts",
        "Money passed on to other organisations, and services that they give for you.",
        "work",
        ("85", "853"),
        ("9314",),
        (),
        90,
        0,
        "Chosen for what the partner does, seldom for the price.",
    ),
    Category(
        OTHER,
        "Other",
        "What fits nowhere else, or what nobody could tell yet.",
        "other",
        (),
        (),
        (),
        0,
        0,
        "Look first whether it belongs to another category.",
    ),
)


def of_cpv(code: str) -> str:
    """The category of a CPV code ("66514110-0", "66514110" or a prefix); "other" if in none."""
    return _of(code, _CPV)


def of_unspsc(code: str) -> str:
    """The category of a UNSPSC code (8 digits or a prefix); "other" if in none."""
    return _of(code, _UNSPSC)


def _of(code: str, keys: Mapping[str, str]) -> str:
    digits = code.strip().partition("-")[0].replace(" ", "")
    for length in range(len(digits), 1, -1):
        if found := keys.get(digits[:length]):
            return found
    return OTHER


def _by_prefix(codes: Callable[[Category], tuple[str, ...]]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for category in CATEGORIES.values():
        for code in codes(category):
            if found.setdefault(code, category.key) != category.key:
                raise ValueError(f"{code} is claimed twice")
    return MappingProxyType(found)


_CPV = _by_prefix(lambda category: category.cpv)
_UNSPSC = _by_prefix(lambda category: category.unspsc)
