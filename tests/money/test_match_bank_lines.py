"""Several lines of the bank are one entry of the ledger together."""

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.matching import match_bank_lines, open_bank_line
from spinney.money.models import BankLine
from tests.money.banking import lines
from tests.money.keeping import ash, at
from tests.money.making import DAY, NOON
from tests.money.posting import paid

pytestmark = pytest.mark.django_db

THREE = (
    "Date,Description,Amount\n"
    "20/03/2026,BIRCH HOUSE,-40.00\n"
    "20/03/2026,CEDAR CLUB,-40.00\n"
    "21/03/2026,HAZEL GROUP,-40.00\n"
    "21/03/2026,LARCH ROOMS LTD,-45.50\n"
)


def _attendance(wood):
    return paid(wood, 12_000, words="Payments for attendance (3)", day=DAY)


def _match(wood, entry, chosen, by=None):
    return match_bank_lines(entry=entry, lines=chosen, by=by or wood.ash, now=NOON)


def test_lines_that_come_to_an_entry_are_ticked_matched_and_opened_again_together(wood):
    birch, cedar, hazel, hall = lines(wood, THREE)
    entry, client = _attendance(wood), ash(wood)
    url = at(wood, "match-bank-lines", entry.pk)
    page = client.get(at(wood, "bank-line", birch.pk)).content.decode()
    assert url in page
    assert "3 lines of the bank come to the same as this entry" in page
    form = client.get(url).context["form"]
    ticked = [str(one.pk) for one in (birch, cedar, hazel)]
    assert sorted(form["chosen"].value()) == sorted(ticked)

    after = client.post(url, {"chosen": ticked}, follow=True)
    assert after.redirect_chain[-1][0] == at(wood, "bank-line", hall.pk)
    assert "3 lines matched with entry" in after.content.decode()
    matched = set(BankLine.objects.filter(entry=entry, state="matched"))
    assert matched == {birch, cedar, hazel}
    page = client.get(at(wood, "bank-line", cedar.pk)).content.decode()
    assert "2 other lines are the same entry together with it" in page

    opened = client.post(at(wood, "open-bank-line", cedar.pk), follow=True)
    assert "So are 2 other lines of its entry." in opened.content.decode()
    assert not BankLine.objects.exclude(state="open", entry=None).exists()


def test_an_entry_is_never_matched_with_a_part_of_itself(wood):
    birch, cedar, hazel, hall = lines(wood, THREE)
    entry = _attendance(wood)
    with pytest.raises(BadInput, match="These lines come to −£80, and the entry to −£120"):
        _match(wood, entry, [birch, cedar])
    with pytest.raises(BadInput, match="Tick the lines"):
        _match(wood, entry, [])
    with pytest.raises(NotAllowed):
        _match(wood, entry, [birch, cedar, hazel], by=wood.birch)
    assert not BankLine.objects.exclude(state="open", entry=None).exists()
    page = ash(wood).post(at(wood, "match-bank-lines", entry.pk), {"chosen": [birch.pk, hall.pk]})
    assert "These lines come to −£85.50" in page.content.decode()


def test_a_line_and_an_entry_are_matched_once(wood):
    birch, cedar, hazel, _ = lines(wood, THREE)
    entry = _attendance(wood)
    with pytest.raises(BadInput, match="Tick each line once"):
        _match(wood, entry, [birch, birch, birch])
    _match(wood, entry, [birch, cedar, hazel])
    with pytest.raises(WrongState, match="“matched” already"):
        _match(wood, _attendance(wood), [birch, cedar, hazel])
    open_bank_line(line=hazel, by=wood.ash, now=NOON)
    assert len(_match(wood, entry, [birch, cedar, hazel])) == 3
