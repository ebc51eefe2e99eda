"""Money went out: written by hand, about an activity, a line of the budget and a member."""

import pytest

from spinney.money.models import BudgetLine, Entry
from spinney.money.queries.balances import balance
from tests.money.keeping import ash, at, day_parts
from tests.money.making import a_budget, a_fund
from tests.money.posting import came_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_added_up_wherever_it_belongs_and_can_be_undone_at_once(wood):
    fund = a_fund(wood.cluster)
    came_in(wood, 150_000, fund)
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
    entry = Entry.objects.get(words="Larch Rooms")
    undo = f"{at(wood, 'correct-entry', entry.pk)}?at_once=1"
    assert undo in page.content.decode()
    client.post(undo)
    assert balance(wood.cluster, account="bank") == 150_000
    assert "undone at once" in Entry.objects.get(reverses=entry).words


def test_a_form_that_is_not_whole_says_what_is_missing(wood):
    page = ash(wood).post(at(wood, "add-payment"), {"pence": "a lot"})
    text = page.content.decode()
    assert "“a lot” is not an amount in pounds" in text
    assert not Entry.objects.exists()


def test_more_than_the_fund_has_is_asked_about_once_and_marked_on_the_first_page(wood):
    fund = a_fund(wood.cluster)
    came_in(wood, 150_000, fund)
    sent = {
        **day_parts("day"), "words": "Larch Rooms", "pence": "99,999", "account": "activity_cost",
        "fund": fund.pk,
    }  # fmt: skip
    client = ash(wood)
    assert "Yes, all the same" not in client.get(at(wood, "add-payment")).content.decode()
    text = client.post(at(wood, "add-payment"), sent).content.decode()
    asked = "That is more than the fund has: £1,500 is left. Write it all the same?"
    assert asked in text
    assert "Yes, all the same" in text
    assert not Entry.objects.filter(words="Larch Rooms").exists()
    assert "more was spent than came in" not in client.get(at(wood, "money")).content.decode()
    assert client.post(at(wood, "add-payment"), sent | {"sure": "on"}).status_code == 302
    assert Entry.objects.filter(words="Larch Rooms").count() == 1
    assert "more was spent than came in" in client.get(at(wood, "money")).content.decode()
    again = client.post(at(wood, "add-payment"), sent | {"pence": "1"}).content.decode()
    assert "That is more than the fund has: nothing is left." in again


def test_only_lines_of_costs_are_offered(wood):
    budget = a_budget(wood.cluster, {"Training": 500_000}, state="in_force")
    BudgetLine.objects.create(budget=budget, title="Grant of the Meadow Trust", pence=-500_000)
    client = ash(wood)
    paid, received = (
        client.get(at(wood, name)).context["form"].fields["line"].choices
        for name in ("add-payment", "add-income")
    )
    assert [title for _, title in paid] == ["No line", "Training"]
    assert "Grant of the Meadow Trust" in [title for _, title in received]
