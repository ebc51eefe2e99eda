"""A ballot is copied with its settings, options and files; no votes, no dates."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from spinney.base.kernel.errors import NotFound
from spinney.decisions.actions.ballots import copy_ballot
from spinney.decisions.actions.options import remove_option_file
from spinney.decisions.engine.settings import Settings
from spinney.decisions.models import OptionFile
from spinney.decisions.states import BallotState
from tests.access import client_of
from tests.decisions.making import NOON, a_ballot, vote_of
from tests.decisions.writing import address
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_the_copy_of_a_closed_ballot(wood: Wood, django_capture_on_commit_callbacks) -> None:
    ballot = a_ballot(
        wood, "score", state=BallotState.CLOSED, settings=Settings(top_mark=3), outcome="chosen"
    )
    vote_of(ballot, wood.organisations["birch"], {"1": 3})
    option = ballot.options.get(number=2)
    file = OptionFile(option=option, name="quote.pdf", size=3, added_at=NOON)
    file.file.save("quote.pdf", ContentFile(b"pdf"), save=True)
    ballot.options.filter(number=3).update(withdrawn_at=NOON)
    made = copy_ballot(ballot=ballot, title="Once more?", by=wood.birch, now=NOON)
    assert (made.title, made.state, made.way, made.settings) == (
        "Once more?", "draft", "score", ballot.settings,
    )  # fmt: skip
    assert (made.closes_at, made.rule, made.electors.count()) == (None, None, 0)
    assert [one.title for one in made.options.all()] == ["Shared HR", "Shared ICT"]
    copied = OptionFile.objects.get(option__ballot=made)
    with django_capture_on_commit_callbacks(execute=True):
        remove_option_file(file=copied, by=wood.birch, now=NOON)
    assert file.file.storage.exists(file.file.name)  # the other one still has it


def test_from_its_page(wood: Wood) -> None:
    ballot = a_ballot(wood)
    client = client_of(wood, "ash")
    sent = client.post(address(ballot, "copy_ballot"), {"title": ballot.title})
    assert "set up like" in client.get(sent["Location"]).content.decode()


def test_what_others_are_writing_is_nobody_s_to_copy(wood: Wood) -> None:
    with pytest.raises(NotFound):
        copy_ballot(ballot=a_ballot(wood, state="draft"), title="X", by=wood.birch, now=NOON)
