"""What of this room travels with a cluster, and what stays (base.keeping.portable)."""

from __future__ import annotations

from django.db.models import Q

from spinney.base.keeping.portable import stays, takes_along, when_arrived
from spinney.diagnostics.bridge import built_in

takes_along("diagnostics.Instrument", within=["cluster"])
takes_along("diagnostics.Version", within=["instrument"], leave_out=["undoes"])
takes_along("diagnostics.Survey", within=["cluster"], where=Q(removed_at=None))
takes_along("diagnostics.ModeChange", within=["survey"])
# The sheets stay, so elsewhere nobody has answered yet; and in a detached survey nobody who reads
# the file is to learn who has.
takes_along(
    "diagnostics.Asked",
    within=["survey"],
    leave_out=["state", "reminded_at", "agreed_at", "agreed_by"],
)
takes_along("diagnostics.Publication", within=["survey"])
takes_along("diagnostics.Upgrade", within=["survey"])
takes_along("diagnostics.Item", within=["cluster"])
takes_along("diagnostics.Match", within=["need"])
takes_along("diagnostics.Theme", within=["cluster"])
takes_along("diagnostics.Round", within=["cluster"])
takes_along("diagnostics.Outcome", within=["round"])
takes_along("diagnostics.StepDone", within=["cluster"], where=Q(taken_back_at=None))
takes_along("diagnostics.Support", within=["cluster"])
takes_along("diagnostics.TakeUp", within=["support"])
takes_along("diagnostics.SupportRequest", within=["cluster"])

OWN = "answers are their organisation's: a cluster's file goes to people who may not read them"
for kept in ("Sheet", "Answer", "OtherAnswer", "Part", "Upload", "DetachedSheet", "FreeText"):
    stays(f"diagnostics.{kept}", because=OWN)
GROUPS = "proposed groups say who needs what: they are for those alone who run the place"
stays("diagnostics.Grouping", because=GROUPS)
stays("diagnostics.Proposal", because=GROUPS)
stays("diagnostics.DiscardedDraft", because="it was thrown away, and will be gone in a month")
stays("diagnostics.Episode", because="a facilitator's private log is hers alone")

when_arrived(built_in.arrived)
