"""What is decided by others than those who run a cluster names where and when it was decided."""

from __future__ import annotations

from datetime import date

from spinney.base.kernel.errors import BadInput
from spinney.base.web.components.words import day
from spinney.clusters.bridge.rules import Decided
from spinney.clusters.states import Decides

MOST_WHERE = 300


def check_decided(
    decides: str, said: Decided, today: date, *, heard_on: date | None = None
) -> Decided:
    """What was said of the decision, in one line. Raises BadInput when those who decide are others
    than those who run the cluster and it is not said where and when they did, when that day is
    still to come, or when it lies before `heard_on`: the first day on which they could, since
    somebody was to be heard first.
    """
    where = " ".join(said.where.split())
    fields = {}
    if decides != Decides.RUN and not where:
        who = "The members decide" if decides == Decides.MEMBERS else "The lead body decides"
        fields["decided"] = [
            f"{who} this. Say where it was decided: “members’ meeting, 12 March 2026, item 4”."
        ]
    if len(where) > MOST_WHERE:
        fields["decided"] = [f"Make it shorter: there is room for {MOST_WHERE} letters."]
    if (where or decides != Decides.RUN) and said.on is None:
        fields["decided_on"] = ["Say on which day it was decided."]
    if said.on is not None and said.on > today:
        fields["decided_on"] = ["Choose today or an earlier day: it was decided already."]
    elif said.on is not None and heard_on is not None and said.on < heard_on:
        fields["decided_on"] = [
            f"It was to be heard first, so it can be decided from {day(heard_on)} on."
        ]
    if fields:
        raise BadInput(" ".join(told for them in fields.values() for told in them), fields)
    return Decided(where, said.on, said.decision)
