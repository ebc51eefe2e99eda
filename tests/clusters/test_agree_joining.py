"""How members come in is set by the agreement, and by nobody's hand."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.base.record.timeline import entries_for, timeline
from spinney.clusters.actions.agreed_rules import agree_joining
from spinney.clusters.bridge.rules import JoiningRule, joining_rule
from tests.clusters.cases import last_entry

WHERE = "“Ground rules”, version 1, clause 4"


def agree(wood, rule, by=None):
    return agree_joining(
        cluster=wood.cluster, rule=rule, by=by or Actor.system("agreements"), now=timezone.now()
    )


def told(wood):
    scope = next(s for s in wood.ash.roles if s.kind == "cluster")
    return [one.text for one in timeline(entries_for(wood.ash, scope))]


def test_it_holds_where_it_was_agreed_and_the_usual_holds_again(wood):
    assert joining_rule(wood.cluster.pk) == JoiningRule("run", None, False, "")
    said = JoiningRule("members", 6, True, WHERE)
    agree(wood, said)
    assert joining_rule(wood.cluster.pk) == said
    assert joining_rule(wood.next_door.pk) == JoiningRule()
    agree(wood, None)
    assert joining_rule(wood.cluster.pk) == JoiningRule()
    line = "How somebody joins is no longer agreed: Those who run the cluster decide."
    assert line in told(wood)


def test_it_is_recorded_once_and_told(wood):
    agree(wood, JoiningRule("members", 6, True, WHERE))
    agree(wood, JoiningRule("members", 6, True, WHERE))
    assert last_entry(wood.cluster).verb == "clusters.agree_joining"
    line = (
        f"Who joins, as agreed in {WHERE}: The members decide, by your rule for decisions."
        " A member must propose it. Its first 6 months are a trial."
    )
    assert told(wood).count(line) == 1


def test_nobody_does_it_by_hand(wood):
    for by in (wood.ash, wood.rowan, wood.birch):
        with pytest.raises(NotAllowed):
            agree(wood, JoiningRule(agreed_in=WHERE), by=by)
