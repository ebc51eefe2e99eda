"""What calls do by themselves: they close at their closing time."""

from __future__ import annotations

from datetime import datetime, timedelta

from spinney.base.kernel.actors import Actor
from spinney.base.work.duties import duty
from spinney.clusters.actions.calls import close_call
from spinney.clusters.models import Call
from spinney.clusters.states import CallState


@duty("clusters: close calls that have ended", every=timedelta(minutes=5))
def close_calls_that_ended(now: datetime) -> None:
    """Close every open call whose closing time has passed."""
    ended = Call.objects.filter(state=CallState.OPEN, closes_at__lte=now)
    for call in ended.select_related("cluster"):
        close_call(call=call, by=Actor.system("calls"), now=now)
