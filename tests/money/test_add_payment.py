"""Money went out: written by hand, about an activity, a line of the budget and a member."""

import pytest

from spinney.money.models import Entry
from spinney.money.queries.balances import balance
from tests.money.keeping import ash, at, day_parts
from tests.money.making import a_budget, a_fund

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_added_up_wherever_it_belongs_and_can_be_undone_at_once(wood):
    fund = a_fund(wood.cluster)
    line = a_budget(wood.cluster, state="in_force").lines.get()
    birch = wood.organisations["birch"]
    sent = {
        **day_parts("day"), "words": "Larch Rooms", "pence": "45.50", "account": "activity_cost",
        "fund": fund.pk, "line": line.pk, "organisation": birch.pk, "another": "1",
    }  # fmt: skip
    client = ash(wood)
    page = client.post(at(wood, "add-payment"), sent, follow=True)
    assert page.redirect_chain[-1][0] == at(wood, "add-payment"), "the next can be written"
    for place in ({"budget_line_id": line.pk}, {"organisation_id": birch.pk}):
        assert balance(wood.cluster, **place) == 4_550
    entry = Entry.objects.get()
    undo = f"{at(wood, 'correct-entry', entry.pk)}?at_once=1"
    assert undo in page.content.decode()
    client.post(undo)
    assert balance(wood.cluster, account="bank") == 0
    assert "undone at once" in Entry.objects.get(reverses=entry).words


def test_a_form_that_is_not_whole_says_what_is_missing(wood):
    page = ash(wood).post(at(wood, "add-payment"), {"pence": "a lot"})
    text = page.content.decode()
    assert "“a lot” is not an amount in pounds" in text
    assert not Entry.objects.exists()
