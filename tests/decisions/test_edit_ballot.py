"""The question and the settings of a draft, form by form; two people at once."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, NotAllowed, WrongState
from spinney.decisions.actions.ballots import edit_ballot
from spinney.decisions.bridge.texts import BallotText
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ways import WAYS
from tests.access import client_of
from tests.decisions.making import NOON, a_ballot
from tests.decisions.writing import a_draft, address, agreed
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def send(wood: Wood, ballot, **said):
    fields = {
        "title": ballot.title, "background": "", "way": ballot.way, "reasons": "optional",
        "show": "after_close", "secret": "no", "version": ballot.version,
    }  # fmt: skip
    url = address(ballot, "edit_ballot")
    return client_of(wood, "ash").post(url, fields | said)


def test_settings_of_money_are_kept(wood: Wood) -> None:
    ballot = a_draft(wood, "money")
    sent = send(
        wood, ballot, budget_pence="9,000", rule="greedy", ties="more_votes", shuffle="on",
        most_marks="3", background="From the grant",
    )  # fmt: skip
    assert sent.status_code == 302
    ballot.refresh_from_db()
    said = Settings.from_json(ballot.settings)
    assert (said.budget_pence, said.rule, said.shuffle) == (900_000, "greedy", True)
    assert said.ties == ("more_votes", "cheaper", "lot")
    assert ballot.background == "From the grant"


@pytest.mark.parametrize("way", sorted(WAYS))
def test_every_way_can_be_set_up(wood: Wood, way: str) -> None:
    ballot = a_draft(wood, way)
    page = client_of(wood, "ash").get(address(ballot, "edit_ballot"))
    assert page.status_code == 200
    fields = page.context["form"].fields
    assert ("seats" in fields) == (WAYS[way].has_options and way not in ("money", "times"))
    sent = send(
        wood, ballot, rule=next(iter(WAYS[way].rules), ""), seats="1", top_mark="5", points="10",
        budget_pence="100", ties="cheaper", secret="yes" if way == "election" else "no",
    )  # fmt: skip
    assert sent.status_code == 302, sent.context["form"].errors


def test_an_election_is_secret_where_the_members_agreed_so(wood: Wood) -> None:
    ballot = a_draft(wood, "election")
    page = client_of(wood, "ash").get(address(ballot, "edit_ballot")).content.decode()
    assert "elections are secret" in page
    send(wood, ballot, secret="yes", rule="stv", seats="1", elects_lead="on")
    ballot.refresh_from_db()
    assert (ballot.secret, ballot.elects_lead) == (True, True)
    assert send(wood, ballot, secret="no", rule="stv", seats="1").status_code == 200


def test_where_some_have_more_votes_it_cannot_be_secret(wood: Wood) -> None:
    uid = str(wood.organisations["birch"].uid)
    from tests.decisions.writing import members

    members(wood, "fern")
    agreed(wood, electorate={
        "who": "voters", "weights": "fixed", "votes": [{"organisation": uid, "votes": 3}],
    })  # fmt: skip
    page = client_of(wood, "ash").get(address(a_draft(wood), "edit_ballot"))
    assert "secret" not in page.context["form"].fields


def test_another_way_is_set_up_anew(wood: Wood) -> None:
    ballot = a_draft(wood, "money", settings=Settings(rule="greedy", ties=("more_votes", "lot")))
    sent = send(wood, ballot, way="approve", rule="greedy", ties="cheaper")
    assert sent["Location"] == address(ballot, "edit_ballot")
    ballot.refresh_from_db()
    assert (ballot.way, Settings.from_json(ballot.settings).rule) == ("approve", "")


def test_two_people_at_once_lose_nothing(wood: Wood) -> None:
    ballot = a_draft(wood)
    read = ballot.version
    text = BallotText(title="Shall we?", way="motion")
    edit_ballot(ballot=ballot, text=text, read=read, by=wood.ash, now=NOON)
    with pytest.raises(ChangedMeanwhile) as told:
        edit_ballot(
            ballot=ballot, text=BallotText(title="Why not?", way="motion"), read=read,
            by=wood.rowan, now=NOON,
        )  # fmt: skip
    assert told.value.changes["title"] == ("What do we share first?", "Shall we?")


def test_what_is_open_stays_as_it_is(wood: Wood) -> None:
    with pytest.raises(WrongState, match="new version"):
        edit_ballot(
            ballot=a_ballot(wood), text=BallotText(title="X", way="motion"), by=wood.ash, now=NOON
        )


def test_another_member_does_not_write_it(wood: Wood) -> None:
    ballot = a_draft(wood)
    with pytest.raises(NotAllowed):
        edit_ballot(
            ballot=ballot, text=BallotText(title="X", way="motion"), by=wood.birch, now=NOON
        )
