"""What was confirmed was said of other words: changed, it is open again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed
from spinney.evaluation.actions.spin_offs import (
    NAMES,
    SpinOffText,
    confirm_spin_off,
    edit_spin_off,
)
from tests.access import client_of
from tests.agreements.making import another_member
from tests.evaluation.learning import a_new_thing
from tests.evaluation.making import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_the_partners_word_goes_with_the_words(wood):
    another_member(wood, "maple")
    one = a_new_thing(wood)
    one = confirm_spin_off(spin_off=one, by=wood.actor("maple"), now=NOON)
    same = SpinOffText(**{name: getattr(one, name) for name in NAMES})
    told = {"spin_off": one, "by": wood.birch, "now": NOON}
    assert edit_spin_off(text=same, **told).confirmed == "yes"
    with pytest.raises(NotAllowed):
        edit_spin_off(text=same, spin_off=one, by=wood.actor("maple"), now=NOON)
    done = edit_spin_off(text=replace(same, because="Wholly."), **told)
    assert (done.confirmed, done.confirmed_by_organisation) == ("open", None)
    url = reverse("evaluation:edit-spin-off", args=[wood.cluster.pk, one.pk])
    assert "Wholly." in client_of(wood, "birch").get(url).content.decode()
