"""What of this room travels with a cluster, and what stays (base.keeping.portable)."""

from __future__ import annotations

from django.db.models import Q

from spinney.base.keeping.portable import stays, takes_along, when_arrived
from spinney.decisions.bridge.sealed import left_behind

takes_along("decisions.Meeting", within=["cluster"])
takes_along("decisions.Ballot", within=["cluster"])
takes_along("decisions.Option", within=["ballot"])
takes_along("decisions.OptionFile", within=["option"])
takes_along("decisions.Elector", within=["ballot"], leave_out=["reply_code"])
takes_along("decisions.Proxy", within=["cluster"])
takes_along("decisions.Vote", within=["elector"])
takes_along("decisions.ObjectionAnswer", within=["vote"])
# A paper of a secret ballot that is typed and not counted yet stays, like the votes there.
takes_along("decisions.Entry", within=["ballot"], where=~Q(ballot__secret=True, elector=None))
takes_along("decisions.AgendaItem", within=["meeting"])
takes_along("decisions.MeetingPaper", within=["meeting"])
takes_along("decisions.Presence", within=["meeting"])
takes_along("decisions.Minutes", within=["meeting"])
takes_along("decisions.Decision", within=["cluster"])
takes_along("decisions.Review", within=["decision"])
takes_along("decisions.NextStep", within=["decision"])
takes_along("decisions.OutlineLine", within=["decision"])
takes_along("decisions.ActionItem", within=["cluster"])

stays("decisions.SealedVote", because="a secret vote is nobody's to carry; its result goes along")
stays("decisions.Reply", because="which e-mail was counted concerns this site alone")

when_arrived(left_behind)
