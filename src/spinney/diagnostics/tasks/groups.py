"""Groups are worked out in the background: as long as it takes, at most a few minutes."""

from __future__ import annotations

import time
from typing import Any

from django.utils.timezone import now

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState
from spinney.base.work.jobs import job
from spinney.base.work.progress import Progress
from spinney.diagnostics.actions.groups import PROPOSALS, PROPOSE, Found, keep_proposals
from spinney.diagnostics.bridge.grouping import proposals_for
from spinney.diagnostics.models import Grouping
from spinney.diagnostics.queries.group_words import KINDS

LONGEST_SECONDS = 120
"""Then the best found so far is kept, with how far from the best it can be at most."""


class _Clock:
    """Tells the job how the time passes, whenever the engine asks whether to stop."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.began = time.monotonic()
        self.told = 0

    def __call__(self) -> bool:
        gone = time.monotonic() - self.began
        whole = min(int(gone), LONGEST_SECONDS)
        self.progress.step(whole - self.told)
        self.told = whole
        return gone >= LONGEST_SECONDS


@job(PROPOSE, unit="second")
def propose_groups(progress: Progress, *, grouping: int) -> dict[str, Any]:
    """Work out proposals for a grouping and keep them. Begun again after a kill, it finds the same
    ones: the search is counted in steps, not in time, and what was kept is not kept twice.
    """
    found = Grouping.objects.select_related("cluster", "programme").get(pk=grouping)
    if found.job_uid != progress.job.uid:
        raise WrongState("The question was put anew meanwhile, so this is no longer its answer.")
    progress.expect(LONGEST_SECONDS, "second")
    progress.say(f"It takes at most {LONGEST_SECONDS // 60} minutes, often less.")
    results = proposals_for(found.problem, count=PROPOSALS, stop=_Clock(progress))
    kept = keep_proposals(
        grouping=found,
        job=progress.job,
        found=[Found(KINDS[one["kind"]], one) for one in results],
        by=Actor.system("groups"),
        now=now(),
    )
    return {"proposals": len(kept)}
