"""Members are asked by e-mail, each with a link of its own."""

from __future__ import annotations

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.post.models import Message
from spinney.money.actions.contributions import ask_for_contributions
from tests.agreements.making import another_member
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_only_members_that_were_chosen_are_asked(wood):
    elm = another_member(wood, "elm centre")
    chosen = [wood.organisations["birch"].pk, wood.organisations["sorrel"].pk]
    asked = ask_for_contributions(
        cluster=wood.cluster, organisation_ids=chosen, by=wood.ash, now=NOON
    )
    assert asked == 1
    link = TaskLink.objects.get()
    assert (link.organisation_id, link.minutes, link.may_forward) == (chosen[0], 1, True)
    assert "without pay" in Message.objects.get().subject
    with pytest.raises(BadInput):
        ask_for_contributions(cluster=wood.cluster, organisation_ids=[], by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        ask_for_contributions(
            cluster=wood.cluster, organisation_ids=[elm.pk], by=wood.birch, now=NOON
        )
