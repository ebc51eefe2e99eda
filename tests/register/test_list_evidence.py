"""The list of what an organisation can show: in date, ending, ended, missing, and who asks."""

from __future__ import annotations

from spinney.register.queries.evidence import lines
from tests.clusters.cases import asks_for
from tests.register.acting import browser_of, days, pdf, today
from tests.register.evidence_cases import add
from tests.register.test_replace_evidence import newer


def stands(wood, name="birch") -> dict[str, str]:
    """How each line stands, by what it is."""
    found = lines(wood.organisations[name], wood.actor(name), today())
    return {line.label: line.status.text for line in found}


def test_each_piece_says_how_it_stands(wood):
    add(wood)
    add(wood, kind="safeguarding", expires_on=days(12))
    add(wood, kind="equality", expires_on=days(-1))
    add(wood, kind="governing_document", expires_on=None)
    add(wood, kind="professional_indemnity", issued_on=days(1), expires_on=days(366))
    found = stands(wood)
    assert found["Public liability insurance"] == "In date"
    assert found["Safeguarding policy"] == "Ends in 12 days"
    assert found["Equality policy"].startswith("Ended ")
    assert found["Governing document"] == "No end date"
    assert found["Professional indemnity insurance"] == "Begins " + _said(days(1))


def _said(day) -> str:
    return f"{day.day} {day:%B %Y}"


def test_what_is_asked_for_is_missing_what_is_usual_is_not_added_yet(wood):
    asks_for(wood.tiers["core"], "quality_mark")
    found = stands(wood)
    assert found["Quality mark"] == "Missing"
    assert found["Safeguarding policy"] == "Not added yet"
    assert "Trustees’ minute or scheme of delegation" not in found
    assert "Employers’ liability insurance" not in found
    wood.organisations["birch"].staff = 3
    assert stands(wood)["Employers’ liability insurance"] == "Not added yet"


def test_several_of_one_kind_each_have_a_line(wood):
    add(wood, kind="other_policy", title="Volunteering policy")
    add(wood, kind="other_policy", title="Complaints policy")
    assert {"Volunteering policy", "Complaints policy"} <= set(stands(wood))


def test_the_page_its_file_and_what_was_put_aside(wood):
    old = add(wood, pdf(), cover_pence=500_000_000)
    newer(wood, old, cover_pence=1_000_000_000)
    page = f"/organisations/{old.organisation_id}/evidence/"
    client = browser_of(wood.people["birch"])
    text = client.get(page).content.decode()
    assert "Replaced and withdrawn" in text
    assert "£10,000,000" in text
    response = client.get(f"{page}?as=csv")
    table = response.getvalue().decode() if response.streaming else response.content.decode()
    assert "Public liability insurance" in table
    assert "10000000" in table.replace(",", "").replace(".00", "")


def test_what_it_shows_can_be_narrowed(wood):
    add(wood, expires_on=days(-1))
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{wood.organisations['birch'].pk}/evidence/?tone=Ended"
    text = client.get(page).content.decode()
    assert "1 line" in text


def test_the_number_of_queries_does_not_grow_with_the_pieces(wood, django_assert_max_num_queries):
    for number in range(12):
        add(wood, kind="other_policy", title=f"Policy {number}")
    organisation, by = wood.organisations["birch"], wood.birch
    with django_assert_max_num_queries(4):
        assert len(lines(organisation, by, today())) > 12
