"""A number on a public list is added; a number that another organisation has is not."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.register.actions.profile_lists import add_identifier
from spinney.register.queries.identifiers import read_number
from tests.register.acting import book_of, browser_of, last_entry, now, today


def add(wood, scheme="GB-CHC", value="1012345", by="birch", to="birch"):
    return add_identifier(
        organisation=wood.organisations[to],
        scheme=scheme,
        value=value,
        by=wood.actor(by),
        now=now(),
    )


def test_several_lists_for_one_organisation(wood):
    add(wood)
    added = add(wood, "GB-COH", "00738693")
    birch = wood.organisations["birch"]
    assert {i.org_id for i in birch.identifiers.all()} == {"GB-CHC-1012345", "GB-COH-00738693"}
    assert (added.source, added.checked_on) == ("representative", today())
    assert last_entry(book_of(birch)).detail["org_id"] == "GB-COH-00738693"


def test_what_another_has_is_not_taken_from_it(wood):
    add(wood, to="cedar", by="cedar")
    with pytest.raises(BadInput, match="is the number of Cedar Housing Association"):
        add(wood)
    with pytest.raises(BadInput, match="You have this number already"):
        add(wood, to="cedar", by="cedar")


def test_the_page_then_offers_to_claim_the_other(wood):
    add(wood, to="cedar", by="cedar")
    cedar = wood.organisations["cedar"].pk
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{wood.organisations['birch'].pk}/numbers/add/"
    text = client.post(page, {"scheme": "GB-CHC", "value": "1012345"}).content.decode()
    assert f'href="/organisations/{cedar}/claim/"' in text
    assert "join them" in text


def test_the_page_reads_what_people_type(wood):
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{wood.organisations['birch'].pk}/numbers/add/"
    assert client.get(page).status_code == 200
    text = client.post(page, {"scheme": "GB-SC", "value": "1012345"}).content.decode()
    assert "is not a number of this list. One of Office of the Scottish" in text
    client.post(page, {"scheme": "GB-SC", "value": "sc 12345"})
    assert wood.organisations["birch"].identifiers.get().org_id == "GB-SC-SC012345"


def test_a_list_nobody_knows_is_refused_only_when_it_cannot_be_one():
    assert read_number("NL-KVK", "12345678") == ("NL-KVK", "12345678")
    with pytest.raises(BadInput):
        read_number("not a list", "1")


@pytest.mark.parametrize("name", ["elm", "ash", "sorrel"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        add(wood, by=name)
