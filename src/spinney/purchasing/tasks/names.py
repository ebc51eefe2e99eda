"""Names are judged again where the rules that say who is a person have changed."""

from __future__ import annotations

from datetime import datetime, timedelta

from spinney.base.kernel.actors import Actor
from spinney.base.work.duties import duty
from spinney.purchasing.actions.aside import judge_names_again
from spinney.purchasing.bridge.names import stale_names
from spinney.purchasing.letters.aside import names_judged_again
from spinney.register.api import Organisation

BY = Actor.system("files")


@duty("purchasing: names are judged again by new rules", every=timedelta(minutes=10))
def judge_names_of_all(now: datetime) -> None:
    """Soon after new rules came, every name that no member spoke of is judged by them; a member is
    told once how many of its names are left out from now on.
    """
    whose = stale_names().order_by("organisation").values("organisation").distinct()
    for organisation in Organisation.objects.filter(pk__in=whose).order_by("pk"):
        left_out = would_count = 0
        while stale_names(organisation.pk).exists():
            done = judge_names_again(organisation=organisation, by=BY, now=now)
            left_out += done.left_out
            would_count += done.would_count
        if left_out:
            names_judged_again(organisation, left_out, would_count, by=BY, now=now)
