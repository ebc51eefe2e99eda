"""A draft is thrown away; what members were told of is not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.decisions.actions.ballots import copy_ballot, discard_ballot
from spinney.decisions.actions.options import add_option_file
from spinney.decisions.models import Ballot
from spinney.decisions.tasks.ballots import forget_drafts
from tests.access import client_of
from tests.decisions.making import NOON, a_ballot
from tests.decisions.test_add_option_file import a_pdf
from tests.decisions.writing import a_draft, address
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_with_a_way_back(wood: Wood) -> None:
    ballot = a_draft(wood)
    client = client_of(wood, "ash")
    listed = client.post(address(ballot, "discard_ballot"), follow=True).content.decode()
    assert "is thrown away" in listed
    assert "No ballots yet" in listed
    assert "Bring it back" in listed
    ballot.refresh_from_db()
    assert (ballot.state, ballot.discarded_at is not None) == ("discarded", True)


def test_not_what_is_open_and_not_another_s(wood: Wood) -> None:
    with pytest.raises(WrongState):
        discard_ballot(ballot=a_ballot(wood), by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        discard_ballot(ballot=a_draft(wood), by=wood.birch, now=NOON)


def test_after_thirty_days_it_is_forgotten_with_its_files(
    wood: Wood, django_capture_on_commit_callbacks
) -> None:
    kept = a_draft(wood, "approve", ["A"])
    file = add_option_file(option=kept.options.get(), file=a_pdf(), by=wood.ash, now=NOON)
    copy = copy_ballot(ballot=kept, title="Copy", by=wood.ash, now=NOON)
    alone = a_draft(wood, "approve", ["A"])
    own = add_option_file(option=alone.options.get(), file=a_pdf(), by=wood.ash, now=NOON)
    for ballot in (copy, alone):
        discard_ballot(ballot=ballot, by=wood.ash, now=NOON)
    forget_drafts(NOON + timedelta(days=30))
    assert Ballot.objects.count() == 3
    with django_capture_on_commit_callbacks(execute=True):
        forget_drafts(NOON + timedelta(days=31))
    assert list(Ballot.objects.all()) == [kept]
    assert file.file.storage.exists(file.file.name)
    assert not own.file.storage.exists(own.file.name)
