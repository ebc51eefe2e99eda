"""A number that the organisation gave itself is taken off; a register's stays."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register.actions.profile_lists import remove_identifier
from tests.register.acting import book_of, browser_of, last_entry, now
from tests.register.test_add_identifier import add


def test_it_is_gone_and_the_record_knows(wood):
    added = add(wood)
    client = browser_of(wood.people["birch"])
    url = f"/organisations/{added.organisation_id}/numbers/{added.pk}/remove/"
    assert client.post(url).status_code == 302
    assert not wood.organisations["birch"].identifiers.exists()
    entry = last_entry(book_of(wood.organisations["birch"]))
    assert (entry.verb, entry.detail["org_id"]) == ("register.remove_identifier", "GB-CHC-1012345")


def test_what_a_register_gave_stays(wood):
    added = add(wood)
    added.source = "Charity Commission for England and Wales"
    added.save()
    with pytest.raises(WrongState, match="so it stays"):
        remove_identifier(identifier=added, by=wood.birch, now=now())


def test_others_may_not(wood):
    with pytest.raises(NotAllowed):
        remove_identifier(identifier=add(wood), by=wood.cedar, now=now())
