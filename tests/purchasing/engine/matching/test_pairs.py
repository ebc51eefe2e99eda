"""Which two names are one supplier, by kind of difference. All names are invented."""

import pytest

from spinney.purchasing.engine.matching.match import match_names
from spinney.purchasing.engine.matching.saying import WORDS, said
from spinney.purchasing.engine.matching.seen import CODES, Reason, Seen

AROUND = [
    "Oldroyd Heating Ltd",
    " Oldroyd Plumbing",
    " Brackenfield Foods",
    " Tanner & Lowe Solicitors",
    "\nTanner Joinery",
    " Merrow Cleaning Services Ltd",
    " Merrow Software",
    " Pennygate Roofing",
    " Larkhill Nursery",
    "\nPennygate Electrical",
    " Westerby Coaches Ltd",
    " Oldroyd Cleaning Services",
    " Quillmark Stationery",
    "\nHarrop Heating Services",
    " Dunlow Heating",
    " Wexcombe Joinery Services",
    " Larkhill Taxis",
]
"""Names that stand around, so that "heating" is a common word and "services" too."""

SAME = (
    ("legal_form", "Varnholt Joinery Ltd", "VARNHOLT JOINERY LIMITED"),
    ("legal_form", "Varnholt Joinery", "Varnholt Joinery Ltd."),
    ("legal_form", "Kestrel Yard C.I.C.", "Kestrel Yard Community Interest Company"),
    ("same_words", "THE VARNHOLT & LOWE BAKERY", "Varnholt and Lowe Bakery"),
    ("word_order", "Joinery Varnholt", "Varnholt Joinery"),
    ("spelling", "Varnholt Joinrey Ltd", "Varnholt Joinery Ltd"),
    ("spelling", "Varnhlot Joinery Ltd", "Varnholt Joinery Ltd"),
    ("abbreviation", "Varnholt Mgmt Servs", "Varnholt Management Services"),
    ("spelling", "Varnholt Refrigeratn Ltd", "Varnholt Refrigeration Ltd"),
    ("account_code", "Varnholt Joinery Ltd 40071954", "Varnholt Joinery Ltd"),
    ("account_code", "VARNHOLT JOINERY A/C 882100", "Varnholt Joinery Ltd"),
    ("same_words", "BACS VARNHOLT JOINERY", "Varnholt Joinery"),
    ("branch_town", "Varnholt Joinery Ltd - Leeds", "Varnholt Joinery Ltd"),
    ("branch_town", "Varnholt Joinery Ltd (Bradford)", "Varnholt Joinery Ltd"),
    ("trading_name", "Varnholt Ltd t/a Copperbeck Cafe", "Copperbeck Cafe"),
    ("spacing", "Varnholtjoinery", "Varnholt Joinery"),
    ("truncated", "VARNHOLT REFRIGERATION AND CATERING EQUIPM",
     "Varnholt Refrigeration and Catering Equipment Ltd"),
)  # fmt: skip

DIFFERENT = (
    ("Oldroyd Heating", "Harrop Heating"),
    ("Merrow Cleaning Services", "Merrow Software"),
    ("Studio 54 Catering", "Studio 61 Catering"),
    ("Mind in Leeds", "Mind in Bradford"),
    ("London Borough of Camden", "London Borough of Barnet"),
    ("Citizens Advice Camden", "Citizens Advice Barnet"),
    ("NHS Camden", "NHS Barnet"),
    ("St John's Church Bolton", "St John's Church Durham"),
    ("St Luke's Hospice Sheffield", "St Luke's Hospice Plymouth"),
    ("Riverside Surgery Leeds", "Riverside Surgery Derby"),
    ("Halifax Carers Trust", "Hereford Carers Trust"),
    ("Varnholt Joinery Ltd", "Copperbeck Joinery Ltd"),
    ("Copperbeck Hospice", "Copperbeck Hospice Trading Ltd"),
)


def _one(*names: str) -> bool:
    """Whether the first two of these names become one supplier, among others."""
    seen = [Seen("a", name.strip()) for name in (*names, *AROUND)]
    found = match_names(seen)
    whole = found.whole_of()
    of = {member.name: whole[one.key] for one in found.suppliers for member in one.names}
    return of[names[0]] == of[names[1]]


@pytest.mark.parametrize(("code", "one", "other"), SAME)
def test_one_supplier_and_why(code, one, other):
    found = match_names([Seen("a", name.strip()) for name in (one, other, *AROUND)])
    whole = found.whole_of()
    members = [
        (whole[supplier.key], member)
        for supplier in found.suppliers
        for member in supplier.names
        if member.name in (one, other)
    ]
    assert len({key for key, _member in members}) == 1
    assert code in {member.reason.code for _key, member in members}
    assert all(0.4 < member.confidence <= 1 for _key, member in members)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_suppliers(one, other):
    assert not _one(one, other)


def test_two_that_both_have_many_spellings_do_not_meet_through_one_between():
    """ "Oldroyd Heating" and "Oldroyd Heating Services" are each written in many ways."""
    short = ["Oldroyd Heating", "OLDROYD HEATING LTD", "Oldroyd Heating 4417001", "Oldroyd Heatng"]
    other = ["Oldroyd Fencing", "OLDROYD FENCING LTD", "Oldroyd Fencing 771200", "Oldroyd Fencin"]
    found = match_names([Seen("a", name) for name in (*short, *other, "Oldroyd", *AROUND)])
    of = {member.name: one.key for one in found.suppliers for member in one.names}
    assert of[short[0]] == of[short[1]] == of[short[2]]
    assert of[other[0]] == of[other[1]] == of[other[2]]
    assert of[short[0]] != of[other[0]]


def test_numbers_settle():
    found = match_names(
        [
            Seen("a", "Varnholt Joinery Ltd", "01234567"),
            Seen("b", "Varnholt Jonery", "1234567 ".replace("1234567", "company:1234567")),
            Seen("b", "Varnholt Joinery", "07654321"),
            Seen("c", "Copperbeck Cafe", "01234567"),
            Seen("c", "Ash Lane (Registered Charity No. 1012345)"),
            Seen("d", "Ash Lane Trust", "1012345"),
        ]
    )
    whole = found.whole_of()
    of = {member.name: one for one in found.suppliers for member in one.names}
    joined = whole[of["Varnholt Joinery Ltd"].key]
    assert whole[of["Varnholt Jonery"].key] == joined
    assert whole[of["Varnholt Joinery"].key] != joined
    unit = of["Copperbeck Cafe"]
    assert unit.parent == joined
    assert unit.names[0].reason == Reason("unit", "01234567")
    assert of["Ash Lane Trust"].key == of["Ash Lane (Registered Charity No. 1012345)"].key


def test_a_branch_is_under_its_parent():
    found = match_names(
        [
            Seen("a", "Varnholt Joinery Ltd", times=9),
            Seen("a", "Varnholt Joinery Ltd - Leeds"),
            Seen("b", "VARNHOLT JOINERY LTD (LEEDS)"),
            Seen("b", "Varnholt Joinery Ltd Store 71"),
        ]
    )
    parents = [one for one in found.suppliers if one.parent is None]
    branches = [one for one in found.suppliers if one.parent]
    assert [one.name for one in parents] == ["Varnholt Joinery Ltd"]
    assert sorted(len(one.names) for one in branches) == [1, 2]
    assert {one.parent for one in branches} == {parents[0].key}


def test_each_reason_has_words():
    assert set(WORDS) == set(CODES)
    for code in CODES:
        assert said(Reason(code)).endswith(".")
        assert "x7" in said(Reason(code, "x7")) or "{0}" not in WORDS[code][1]


def test_names_of_signs_and_nothing_are_suppliers_too():
    found = match_names([Seen("a", "&"), Seen("a", "***"), Seen("a", ""), Seen("b", "…")])
    assert sum(len(one.names) for one in found.suppliers) == 4
