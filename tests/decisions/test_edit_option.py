"""An option of a draft is changed; its cost never while voting is open."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, WrongState
from spinney.decisions.actions.options import edit_option
from tests.access import client_of
from tests.decisions.making import NOON, a_ballot
from tests.decisions.writing import a_draft, address, texts
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_its_form_has_what_it_says_and_keeps_what_changed(wood: Wood) -> None:
    ballot = a_draft(wood, "money", [{"title": "A van", "cost_pence": 600_000}])
    option = ballot.options.get()
    url, client = address(ballot, "edit_option", option.pk), client_of(wood, "ash")
    assert 'value="6,000"' in client.get(url).content.decode()
    client.post(url, {"title": "A van", "cost_pence": "7000", "version": ballot.version})
    option.refresh_from_db()
    assert option.cost_pence == 700_000


def test_two_people_at_once(wood: Wood) -> None:
    ballot = a_draft(wood, "approve", ["A van"])
    option, read = ballot.options.get(), ballot.version
    edit_option(option=option, text=texts("A cart")[0], read=read, by=wood.ash, now=NOON)
    with pytest.raises(ChangedMeanwhile):
        edit_option(option=option, text=texts("A bus")[0], read=read, by=wood.rowan, now=NOON)


def test_a_cost_does_not_change_during_voting(wood: Wood) -> None:
    ballot = a_ballot(wood, "money", [{"title": "A van", "cost_pence": 1}])
    cheap = texts({"title": "A van", "cost_pence": 2})[0]
    with pytest.raises(WrongState, match="Make a new version"):
        edit_option(option=ballot.options.get(), text=cheap, by=wood.ash, now=NOON)
