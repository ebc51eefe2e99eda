"""Objections are answered; whoever objected keeps hers, or takes it back by voting anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.record.record import record
from spinney.decisions.letters import vote_news as letters
from spinney.decisions.models import Ballot, ObjectionAnswer, Vote
from spinney.decisions.policies import voting as rules


@transaction.atomic
def answer_objection(*, vote: Vote, text: str, by: Actor, now: datetime) -> ObjectionAnswer:
    """Say something to an objection: those who run the cluster, or any member. Whoever objected is
    told, and keeps the objection or takes it back. Raises WrongState for a vote that is no
    objection (any more), and once voting has closed.
    """
    ballot = Ballot.objects.select_related("cluster").get(electors__vote=vote.pk)
    rules.check_may("answer_objection", by=by, ballot=ballot)
    rules.check_takes_votes(ballot, now)
    vote = Vote.objects.select_related("elector__organisation").get(pk=vote.pk)
    rules.check_is_objection(vote, ballot)
    said = rules.check_text("text", text, rules.MOST_ANSWER, "Write your answer.")
    answer = ObjectionAnswer.objects.create(vote=vote, text=said, person_id=by.person_id, at=now)
    record(
        "decisions.answer_objection", by=by, on=ballot, at=now, scope=ballot.scope,
        title=ballot.title, organisation=vote.elector.organisation.name,
    )  # fmt: skip
    letters.objection_answered(vote, ballot, by=by, now=now)
    return answer
