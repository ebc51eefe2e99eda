"""Two organisations must be together, or must not."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.diagnostics.actions.groups import add_pair
from spinney.diagnostics.bridge.grouping import Settings, arranged
from tests.access import client_of
from tests.diagnostics.groupings import answered, asked, locality
from tests.personas import NOON


def test_it_is_kept_in_every_proposal(wood):
    here = locality(wood)
    grouping = asked(wood)
    a, b = str(here["Alder"].uid), str(here["Cote"].uid)
    add_pair(grouping=grouping, rule="together", pair=(a, b), by=wood.ash, now=NOON)
    c, d = str(here["Dale"].uid), str(here["Esk"].uid)
    add_pair(grouping=grouping, rule="apart", pair=(c, d), by=wood.ash, now=NOON)
    found = answered(wood, grouping)
    assert found
    for proposal in found:
        for group in arranged(proposal):
            assert (a in group) == (b in group)
            assert not {c, d} <= set(group)


def test_what_cannot_be_is_refused(wood):
    here = locality(wood)
    grouping = asked(wood)
    a, b = str(here["Alder"].uid), str(here["Beck"].uid)
    stranger = str(wood.organisations["sorrel"].uid)
    add_pair(grouping=grouping, rule="together", pair=(a, b), by=wood.ash, now=NOON)
    for rule, pair in (
        ("apart", (b, a)), ("apart", (a, a)), ("apart", (a, stranger)), ("near", (a, b)),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            add_pair(grouping=grouping, rule=rule, pair=pair, by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        add_pair(grouping=grouping, rule="apart", pair=(a, b), by=wood.birch, now=NOON)


def test_from_the_page(wood):
    here = locality(wood)
    grouping = asked(wood)
    there = f"/clusters/{wood.cluster.pk}/groupings/{grouping.pk}/add-pair/"
    a, b = str(here["Alder"].uid), str(here["Beck"].uid)
    client = client_of(wood, "ash")
    page = client.post(there, {"first": a, "second": a, "rule": "apart"}).content.decode()
    assert "Choose two different organisations." in page
    page = client.post(there, {"first": a, "second": b, "rule": "apart"}, follow=True)
    assert "Alder Trust and Beck House must not be together" in page.content.decode()
    grouping.refresh_from_db()
    assert Settings.from_json(grouping.settings).apart == ((a, b),)
