"""Undoing a vote that came as an answer to the e-mail, by the link in the return mail."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotFound
from spinney.base.web.components.parts import Brand
from spinney.base.web.guard import SpinneyRequest
from spinney.base.web.task_links import task_link
from spinney.decisions.actions import replies as actions
from spinney.decisions.models import Vote
from spinney.decisions.policies import replies as rules
from spinney.decisions.policies.voting import check_takes_votes
from spinney.decisions.queries.replies import reply_by_link
from spinney.decisions.queries.vote_words import lines_of


@task_link("decisions.undo_reply")
def undo_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponse:
    """Show what was counted; taken back by posting."""
    reply = reply_by_link(request.actor)
    if reply is None or reply.ballot is None or reply.elector is None or step:
        raise NotFound("There is no such page. Open the link from the e-mail again.")
    ballot, elector = reply.ballot, reply.elector
    frame = {
        "brand": Brand(ballot.cluster.name, "", "", ballot.cluster.colour),
        "ballot": ballot, "name": elector.organisation.name,
    }  # fmt: skip
    if request.method == "POST":
        with transaction.atomic():
            put_back = actions.undo_reply(reply=reply, by=request.actor, now=now())
            links.spend(link, now=now())
        return render(request, "decisions/reply_undone.html", {"put_back": put_back, **frame})
    check_takes_votes(ballot, now())
    rules.check_can_be_undone(reply, elector)
    vote = Vote.objects.get(elector=elector)
    before = reply.before
    context = {
        "lines": lines_of(ballot, vote.marks, vote.says),
        "before": lines_of(ballot, before["marks"], before["says"]) if before else [],
        **frame,
    }
    return render(request, "decisions/undo_reply.html", context)
