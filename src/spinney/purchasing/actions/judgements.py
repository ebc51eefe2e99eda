"""Answers about pairs of names: the same, not the same, not sure; and taking an answer back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotFound, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.purchasing import policies
from spinney.purchasing.bridge.holding import hold_cluster
from spinney.purchasing.bridge.starting_matching import start_matching
from spinney.purchasing.models import DoubtfulPair, Judgement
from spinney.purchasing.policies import suppliers as rules
from spinney.purchasing.queries.matching import matched_since
from spinney.purchasing.queries.reviewing import question_of, waiting_for
from spinney.purchasing.states import JudgedAs


@transaction.atomic
def judge_pair(*, pair: DoubtfulPair, answer: str, by: Actor, now: datetime) -> Judgement:
    """Say whether two names are the same supplier. Who is not sure is not asked again; others are.
    Raises BadInput for another answer, NotFound for names that she may not see, WrongState where
    somebody answered meanwhile.
    """
    scope = pair.scope
    require(policies.MAY, "judge_pair", by=by, scope=scope)
    if answer not in JudgedAs.values:
        raise BadInput("Answer yes, no, or not sure.")
    hold_cluster(pair.cluster_id)
    held = DoubtfulPair.objects.select_for_update(of=("self",)).select_related("cluster")
    found = held.filter(pk=pair.pk).first()
    if found is None:
        raise NotFound("This question is settled: the names were compared again meanwhile.")
    question_of(by, found.cluster, found.pk, localdate(now))  # raises for names she may not see
    rows = Judgement.objects.filter(cluster=found.cluster_id, one=found.one, other=found.other)
    if rows.exclude(answer=JudgedAs.NOT_SURE).exists():
        raise WrongState("Somebody answered this meanwhile.")
    rows.filter(by=by.label).delete()
    made = Judgement.objects.create(
        cluster_id=found.cluster_id, one=found.one, other=found.other, answer=answer,
        organisation_id=by.organisation_id, by=by.label, at=now,
    )  # fmt: skip
    record("purchasing.judge_pair", by=by, on=made, at=now, scope=scope, answer=answer)
    if not waiting_for(by, found.cluster, localdate(now)):
        start_matching(found.cluster, now=now)
    return made


@transaction.atomic
def undo_judgement(*, judgement: Judgement, by: Actor, now: datetime) -> None:
    """Take an answer back: the pair is asked again. Her own; anybody's for those who run it."""
    scope = judgement.scope
    require(policies.MAY, "undo_judgement", by=by, scope=scope)
    hold_cluster(judgement.cluster_id)
    rows = Judgement.objects.select_for_update(of=("self",)).select_related("cluster")
    held = rows.filter(pk=judgement.pk).first()
    if held is None:
        raise NotFound("This answer was taken back already.")
    rules.check_takes_back(by, held)
    record("purchasing.undo_judgement", by=by, on=held, at=now, scope=scope, answer=held.answer)
    held.delete()
    if held.answer != JudgedAs.NOT_SURE and matched_since(held.cluster, held.at):
        start_matching(held.cluster, now=now)
