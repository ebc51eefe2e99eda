"""Saying that an organisation may be the same as another."""

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.register.actions.duplicates import keep_apart, pair_organisations
from spinney.register.queries.comparison import reasons_of
from tests.personas import NOON
from tests.register.forest import plant_forest, take_in

pytestmark = pytest.mark.django_db


def test_the_pair_waits_with_its_reason_whichever_is_named_first(wood):
    forest = plant_forest()
    one = pair_organisations(left=forest["hall_two"], right=forest["hall"], by=wood.hazel, now=NOON)
    same = pair_organisations(
        left=forest["hall"], right=forest["hall_two"], by=wood.hazel, now=NOON
    )
    assert one == same
    assert one.left_id < one.right_id
    assert reasons_of(one)[0] == "Somebody said that they are the same."
    assert "They are in different towns." in reasons_of(one)


def test_a_pair_judged_before_is_taken_up_again(wood):
    forest = plant_forest()
    given = {"left": forest["hall"], "right": forest["hall_two"], "by": wood.hazel, "now": NOON}
    keep_apart(pair=pair_organisations(**given), by=wood.hazel, now=NOON)
    assert pair_organisations(**given).state == "suggested"


def test_an_organisation_is_not_paired_with_itself(wood):
    forest = plant_forest()
    with pytest.raises(BadInput):
        pair_organisations(left=forest["hall"], right=forest["hall"], by=wood.hazel, now=NOON)


def test_a_facilitator_may_for_her_own_and_others_may_not(wood):
    forest = plant_forest()
    given = {"left": take_in(wood, forest["aid"]), "right": forest["hall"], "now": NOON}
    assert pair_organisations(by=wood.ash, **given).state == "suggested"
    with pytest.raises(NotAllowed):
        pair_organisations(by=wood.willow, **given)


def test_from_the_page_without_a_script(client, wood):
    forest = plant_forest()
    client.force_login(wood.people["ash"])
    mine = take_in(wood, forest["aid"])
    url = reverse("register:pair-organisations", args=[mine.pk])
    assert client.get(url).status_code == 200
    unclear = client.post(url, {"other_text": "village hall"})
    assert "Which “village hall” do you mean?" in unclear.content.decode()
    chosen = client.post(url, {"other_text": "village hall", "other_choice": forest["hall"].pk})
    assert chosen.status_code == 302
