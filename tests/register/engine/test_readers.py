"""Each publisher's reader on a small invented file of its shape."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.tabular.stored import FileRefused
from spinney.register.engine.readers.mapping import Mapping
from spinney.register.engine.readers.recognising import MappingNeeded, plan_for
from spinney.register.engine.rows import (
    Activity,
    Addition,
    Area,
    Identifier,
    Kind,
    NameKind,
    OrganisationRow,
    OtherName,
    Reject,
    Status,
)
from spinney.register.engine.tabular.opening import tables_in
from tests.register.engine.stored import FILES, items_of, on_disk, table

CCEW = "ccew/publicextract.charity"


def organisations(name: str, mapping: Mapping | None = None) -> dict[str, OrganisationRow]:
    return {i.name: i for i in items_of(name, mapping) if isinstance(i, OrganisationRow)}


def rejects(name: str) -> list[Reject]:
    return [item for item in items_of(name) if isinstance(item, Reject)]


def additions(name: str) -> list[Addition]:
    return [item for item in items_of(name) if isinstance(item, Addition)]


def test_a_charity_of_england_and_wales():
    found = organisations(f"{CCEW}.txt")["Heron Lane Community Association"]
    assert found.identifiers == (Identifier("GB-CHC", "9000001"),)
    assert found.legal_form == "Charitable incorporated organisation"
    assert (found.kind, found.status) == (Kind.VOLUNTARY, Status.ACTIVE)
    assert found.registered_on == date(2009, 2, 17)
    assert found.address == "Heron Lane Centre\n4 Heron Lane\nMarlbrook"
    assert (found.town, found.postcode) == ("Marlbrook", "ZE1 0AA")
    assert (found.income, found.spending) == (4_825_000, 4_701_000)
    assert found.year_end == date(2025, 3, 31)
    assert found.website == "https://www.heronlane.example.org"
    assert found.as_of == date(2026, 3, 1)
    assert found.activities == "A community centre with a lunch club, advice and a playgroup."


def test_a_linked_charity_is_a_branch_with_a_number_of_its_own():
    branch = organisations(f"{CCEW}.txt")["Heron Lane Playgroup"]
    assert branch.identifiers == (Identifier("GB-CHC", "9000001-1"),)
    assert branch.parent == Identifier("GB-CHC", "9000001")


def test_a_charitable_company_has_both_numbers():
    found = organisations(f"{CCEW}.txt")["Copper Beech Advice"]
    assert found.identifiers[1] == Identifier("GB-COH", "09900002")


def test_a_removed_charity_is_closed():
    found = organisations(f"{CCEW}.txt")["Old Mill Relief Fund"]
    assert (found.status, found.closed_on) == (Status.CLOSED, date(2020, 6, 1))


def test_rows_without_number_or_name_are_rejected_and_bad_values_left_out():
    told = [(r.line, r.reason, r.kept) for r in rejects(f"{CCEW}.txt")]
    assert told == [
        (7, "“12” is not a charity number.", False),
        (8, "This row has no name.", False),
        (9, "The postcode “nowhere” was left out: it cannot be read.", True),
        (9, "The income “about ten” was left out: it cannot be read.", True),
    ]


def test_the_json_form_says_the_same_as_the_text_form():
    as_text, as_json = organisations(f"{CCEW}.txt"), organisations("publicextract.charity.json")
    assert len(as_json) == 4
    for name, found in as_json.items():
        same = as_text[name]
        assert {**_facts(found), "line": 0} == {**_facts(same), "line": 0}


def _facts(row: OrganisationRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in OrganisationRow.__dataclass_fields__}


def test_other_names_come_with_their_kind():
    first, second, *_ = additions(f"{CCEW}_other_names.txt")
    assert first.other_names == (OtherName("The Heron", NameKind.WORKING),)
    assert second.other_names == (OtherName("Heron Lane Tenants Hall", NameKind.PREVIOUS),)


def test_classifications_keep_the_commissions_codes():
    first = additions(f"{CCEW}_classification.txt")[0]
    assert first.activity_codes == (Activity("ccew", "101", "General Charitable Purposes"),)


def test_an_organisation_that_comes_back_in_a_side_table_continues():
    told = [
        (a.about.value, a.areas, a.continues) for a in additions(f"{CCEW}_area_of_operation.txt")
    ]
    assert told == [
        ("9000001", (Area("Local Authority", "Marlbrook"),), False),
        ("9000002", (Area("Local Authority", "Marlbrook"),), False),
        ("9000001", (Area("Local Authority", "Eastvale"),), True),
    ]


def test_volunteers_and_employees_are_those_of_the_latest_return():
    assert [a.volunteers for a in additions(f"{CCEW}_annual_return_parta.txt")] == [24]
    assert [a.employees for a in additions(f"{CCEW}_annual_return_partb.txt")] == [9]


def test_trustees_are_counted_and_never_named():
    items = items_of(f"{CCEW}_trustee.txt")
    counted = {a.about.value: a.trustees for a in items if isinstance(a, Addition)}
    assert counted == {"9000001": 3, "9000002": 1}
    assert "Invented Person" not in repr(items)
    assert [r.line for r in items if isinstance(r, Reject)] == [6]


def test_a_charity_of_northern_ireland():
    found = organisations("ccni.csv")["Alder Glen Carers"]
    assert found.identifiers == (Identifier("GB-NIC", "900101"), Identifier("GB-COH", "NI000055"))
    assert found.address == "Alder House\n44 Glen Road\nBallyalder"
    assert found.postcode == "BT99 9ZZ"
    assert found.registered_on == date(2013, 12, 13)
    assert found.year_end == date(2025, 3, 31)
    assert (found.employees, found.volunteers) == (3, 12)
    assert found.activities == "To support carers (“the beneficiaries”) in the glen."
    labels = [code.label for code in found.activity_codes if code.scheme == "ccni-what"]
    assert labels == [
        "The relief of those in need by reason of youth, age, ill-health or disability",
        "The advancement of education",
    ]


def test_noughts_in_a_return_that_was_not_filled_in_say_nothing():
    found = organisations("ccni.csv")["Fírinne na Coille"]
    assert (found.employees, found.volunteers, found.status) == (None, None, Status.CLOSED)


def test_codes_made_of_labels_that_begin_alike_differ():
    codes = {
        code.code
        for row in organisations("ccni.csv").values()
        for code in row.activity_codes
        if code.label.startswith("The advancement of")
    }
    assert len(codes) == 2


def test_companies_and_what_they_were_called():
    found = organisations("companies_house.csv")
    advice = found["COPPER BEECH ADVICE LIMITED"]
    assert advice.identifiers == (Identifier("GB-COH", "09900002"),)
    assert advice.other_names == (OtherName("MARLBROOK ADVICE LIMITED", NameKind.PREVIOUS),)
    assert advice.registered_on == date(2014, 10, 30)
    assert (advice.legal_form, advice.kind) == ("Company limited by guarantee", Kind.VOLUNTARY)
    assert advice.activity_codes[0].code == "88990"
    assert found["LIME COURT RESIDENTS LIMITED"].kind == Kind.COMMERCIAL
    assert found["THE LANTERN CO-OPERATIVE LIMITED"].identifiers[0].value == "IP09901R"
    assert [r.line for r in rejects("companies_house.csv")] == [5]


def test_a_scottish_charity():
    found = organisations("oscr.csv")["Rowan Strath Men's Shed"]
    assert found.identifiers == (Identifier("GB-SC", "SC099001"),)
    assert found.legal_form == "Scottish charitable incorporated organisation"
    assert found.other_names == (OtherName("The Shed", NameKind.WORKING),)
    assert "the relief of those in need by reason of age, ill-health" in [
        code.label for code in found.activity_codes
    ]
    assert found.areas == (Area("main operating location", "Strathrowan"),)
    hall = organisations("oscr.csv")["Strathrowan Hall"]
    assert (hall.registered_on, hall.closed_on) == (None, date(2021, 5, 4))
    assert (hall.postcode, hall.other_names) == ("", ())


def test_the_tagged_sample_has_charities_of_several_registers():
    found = organisations("ukcat.csv")
    assert found["COPPER BEECH ADVICE"].identifiers[0] == Identifier("GB-CHC", "9000002")
    assert found["COPPER BEECH ADVICE"].income == 30_010_000
    codes = {(c.scheme, c.code) for c in found["COPPER BEECH ADVICE"].activity_codes}
    assert codes == {("ukcat", "SW101"), ("ukcat", "EC103"), ("icnptso", "D12")}


def test_a_table_of_nobody_needs_a_mapping_and_suggests_one():
    with pytest.raises(MappingNeeded) as needed:
        items_of("groups.csv")
    assert needed.value.suggested["Group"] == "name"
    assert needed.value.suggested["Charity no"] == "charity_number"
    assert "Shoe size" in str(needed.value)


def test_a_table_read_through_a_mapping():
    with pytest.raises(MappingNeeded) as needed:
        items_of("groups.csv")
    columns = {**needed.value.suggested, "Working in": "area"}
    found = organisations("groups.csv", Mapping(columns))
    cafe = found["Marlbrook Repair Café"]
    assert cafe.identifiers == ()
    assert (cafe.income, cafe.year_end) == (125_050, date(2025, 3, 31))
    assert cafe.areas == (Area("", "Marlbrook"),)
    football = found["Eastvale Football"]
    assert football.identifiers == (Identifier("GB-SC", "SC099001"),)
    assert (football.phone, football.email, football.income) == ("", "", None)
    assert '=HYPERLINK("http://evil.example.org")' in found


def test_missing_columns_are_named():
    heads = (
        "date_of_extract\tcharity_name\tcharity_registration_status\n2026-03-01\tA\tRegistered\n"
    )
    with pytest.raises(FileRefused, match="“registered_charity_number”"):
        plan_for(table(heads))


def test_a_mapping_that_names_a_column_the_file_has_not_is_refused():
    with pytest.raises(FileRefused, match="no column “Groop”"):
        next(plan_for(table("Group,x\nA,b\n"), Mapping({"Groop": "name"})).items())


def test_dates_in_two_orders_are_refused_before_a_row_is_read():
    content = "Group,Founded\nA,25/12/2020\nB,12/25/2020\n"
    mapping = Mapping({"Group": "name", "Founded": "registered_on"})
    with pytest.raises(FileRefused, match="dates in two orders"):
        next(plan_for(table(content), mapping).items())


def test_an_ambiguous_column_of_dates_asks_and_takes_the_answer():
    content = "Group,Founded\nA,03/04/2020\n"
    columns = {"Group": "name", "Founded": "registered_on"}
    with pytest.raises(FileRefused, match="Say whether the day or the month comes first"):
        next(plan_for(table(content), Mapping(columns)).items())
    answer = Mapping.from_json({"columns": columns, "date_order": "month-first"})
    (row,) = plan_for(table(content), answer).items()
    assert row.registered_on == date(2020, 3, 4)


def test_each_column_of_dates_has_its_own_order():
    content = "Group,Founded,Closed\nA,25/12/2010,12/25/2020\n"
    mapping = Mapping({"Group": "name", "Founded": "registered_on", "Closed": "closed_on"})
    (row,) = plan_for(table(content), mapping).items()
    assert (row.registered_on, row.closed_on) == (date(2010, 12, 25), date(2020, 12, 25))


def test_a_row_of_the_wrong_width_is_rejected_in_a_register():
    content = (FILES / f"{CCEW}_other_names.txt").read_bytes() + b"2026-03-01\t1\t2\r\n"
    (reject,) = [i for i in plan_for(table(content)).items() if isinstance(i, Reject)]
    assert reject.reason == "This row has 3 values, and there are 7 columns."


def test_a_list_of_postcodes_is_sent_to_its_own_command():
    with pytest.raises(FileRefused, match="load-postcodes"):
        items_of("onspd.csv")


@pytest.mark.parametrize("name", ["ccni.csv", "oscr.csv", "ukcat.csv", "companies_house.csv"])
def test_reading_twice_gives_the_same(name):
    (found,) = tables_in(on_disk(name))
    plan = plan_for(found)
    assert list(plan.items()) == list(plan.items())


def test_a_name_too_long_to_be_one_is_cut_with_a_word():
    content = f"Group,x\n{'Anchor ' * 60},b\n"
    row, told = sorted(
        plan_for(table(content), Mapping({"Group": "name"})).items(),
        key=lambda one: type(one).__name__,
    )
    assert len(row.name) == 300
    assert (told.kept, told.line) == (True, 2)
    assert "was cut: it has 419 letters" in told.reason
