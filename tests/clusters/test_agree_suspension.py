"""How members are set aside is set by the agreement, and by nobody's hand."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.base.record.timeline import entries_for, timeline
from spinney.clusters.actions.agreed_rules import agree_suspension
from spinney.clusters.bridge.rules import SuspensionRule, suspension_rule
from tests.clusters.cases import last_entry

WHERE = "“Ground rules”, version 1, clause 4"


def agree(wood, rule, by=None):
    return agree_suspension(
        cluster=wood.cluster, rule=rule, by=by or Actor.system("agreements"), now=timezone.now()
    )


def told(wood):
    scope = next(s for s in wood.ash.roles if s.kind == "cluster")
    return [one.text for one in timeline(entries_for(wood.ash, scope))]


def test_it_holds_where_it_was_agreed_and_the_usual_holds_again(wood):
    assert suspension_rule(wood.cluster.pk) == SuspensionRule("members", (), 14, 6, "")
    said = SuspensionRule("run", (("payment", "not paying its share"),), 0, 2, WHERE)
    agree(wood, said)
    assert suspension_rule(wood.cluster.pk) == said
    assert suspension_rule(wood.next_door.pk) == SuspensionRule()
    agree(wood, None)
    assert suspension_rule(wood.cluster.pk) == SuspensionRule()


def test_it_is_recorded_once_and_told(wood):
    agree(wood, SuspensionRule("lead_body", (), 30, 3, WHERE))
    agree(wood, SuspensionRule("lead_body", (), 30, 3, WHERE))
    assert last_entry(wood.cluster).verb == "clusters.agree_suspension"
    line = (
        f"Setting a member aside, as agreed in {WHERE}: The lead body decides. The member has 30"
        " days to answer first. It lasts at most 3 months."
    )
    assert told(wood).count(line) == 1


def test_nobody_does_it_by_hand(wood):
    for by in (wood.ash, wood.rowan, wood.birch):
        with pytest.raises(NotAllowed):
            agree(wood, SuspensionRule(agreed_in=WHERE), by=by)
