"""An entry is put right by taking it back."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.ledger import correct_entry
from spinney.money.models import Entry
from tests.money.keeping import ash, at, may_spend
from tests.money.making import NOON
from tests.money.posting import check_kept, paid

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_both_stand_and_name_each_other(wood):
    entry = paid(wood)
    client = ash(wood)
    page = client.post(at(wood, "correct-entry", entry.pk), {"why": "Paid in April"}, follow=True)
    back = Entry.objects.get(reverses=entry)
    assert back.words == "Takes back 1, Hall hire: Paid in April"
    assert f'This takes back <a class="govuk-link" href="{at(wood, "entry", entry.pk)}' in (
        page.content.decode()
    )
    first = client.get(at(wood, "entry", entry.pk)).content.decode()
    assert "This was taken back with" in first
    assert "Correct it" not in first
    check_kept(wood.cluster)


def test_only_once_with_a_reason_and_by_who_keeps_the_ledger(wood):
    entry = paid(wood)
    with pytest.raises(BadInput, match="Say why"):
        correct_entry(entry=entry, why=" ", by=wood.ash, now=NOON)
    may_spend(wood, "birch")  # of a member that holds none of the money
    for name in ("birch", "cedar"):
        with pytest.raises(NotAllowed):
            correct_entry(entry=entry, why="x", by=wood.actor(name), now=NOON)
    correct_entry(entry=entry, why="Twice", by=wood.ash, now=NOON)
    with pytest.raises(WrongState, match="taken back already, with entry 2"):
        correct_entry(entry=entry, why="Twice", by=wood.ash, now=NOON)
