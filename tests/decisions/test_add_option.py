"""Options are added: things to share, candidates, times."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.record.models import Entry
from spinney.decisions.actions.options import add_option
from spinney.decisions.policies.ballots import MOST_OPTIONS
from tests.access import client_of
from tests.decisions.making import NOON, a_ballot
from tests.decisions.writing import a_draft, address, texts
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def send(wood: Wood, ballot, **said):
    return client_of(wood, "ash").post(address(ballot, "add_option"), said)


def test_with_cost_and_arguments_and_another_one_after_it(wood: Wood) -> None:
    ballot = a_draft(wood, "money")
    sent = send(
        wood, ballot, title="A  van", cost_pence="9,000", pros="Dry", cons="Dear", quick_win="on",
        another="1", version="1",
    )  # fmt: skip
    assert sent["Location"] == address(ballot, "add_option")
    option = ballot.options.get()
    assert (option.number, option.title, option.cost_pence, option.quick_win) == (
        1, "A van", 900_000, True,
    )  # fmt: skip


def test_a_candidate_is_an_organisation_or_a_person(wood: Wood) -> None:
    ballot = a_draft(wood, "election")
    birch = wood.organisations["birch"]
    send(wood, ballot, organisation=str(birch.pk), title="")
    send(wood, ballot, organisation="", title="Olive Hill")
    assert list(ballot.options.values_list("title", "organisation")) == [
        ("Birch House", birch.pk), ("Olive Hill", None),
    ]  # fmt: skip
    # The record is for good, so it has no name of a person in it.
    assert "Olive" not in str(list(Entry.objects.values_list("detail", flat=True)))
    neighbour = wood.organisations["sorrel"].pk
    assert send(wood, ballot, organisation=str(neighbour), title="").status_code == 200
    ballot.elects_lead = True
    ballot.save()
    page = send(wood, ballot, organisation="", title="Fern Glade").content.decode()
    assert "a lead body is elected" in page


@pytest.mark.parametrize(
    ("begins", "told"), [("10am", ""), ("10.00", ""), ("25:00", "write it like 17:00")]
)
def test_a_time_and_place(wood: Wood, begins: str, told: str) -> None:
    ballot = a_draft(wood, "times")
    said = {
        "starts_on_day": "12", "starts_on_month": "June", "starts_on_year": "2026",
        "starts_time": begins, "ends_time": "12:00", "place": "The Hall",
    }  # fmt: skip
    sent = send(wood, ballot, **said)
    if told:
        assert told in sent.content.decode()
        return
    option = ballot.options.get()
    assert option.title == "Friday 12 June 2026, 10:00"
    assert (option.place, (option.ends_at - option.starts_at).seconds) == ("The Hall", 7200)


def test_two_are_not_called_the_same(wood: Wood) -> None:
    ballot = a_draft(wood, "approve", ["A van"])
    with pytest.raises(BadInput, match="another name"):
        add_option(ballot=ballot, text=texts("a  VAN")[0], by=wood.ash, now=NOON)


def test_not_without_end_and_not_while_voting_is_open(wood: Wood) -> None:
    ballot = a_draft(wood, "approve", [f"Option {n}" for n in range(MOST_OPTIONS)])
    with pytest.raises(WrongState, match="has room for 60"):
        add_option(ballot=ballot, text=texts("One more")[0], by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="new version"):
        add_option(ballot=a_ballot(wood, "approve"), text=texts("Late")[0], by=wood.ash, now=NOON)
