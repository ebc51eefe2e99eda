"""What the decisions room tells base when it starts: how its record is told, what its deeds take
of a member's time; and what it does when news comes from below.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.links import can_be_done_again
from spinney.base.access.minutes import takes
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.kernel.policy import may
from spinney.base.record.timeline import tell
from spinney.base.web.components.parts import Link
from spinney.base.web.components.words import day
from spinney.base.web.doorways import Doorway, add_doorways, ways_of_room
from spinney.clusters import api as clusters
from spinney.decisions import events, policies
from spinney.decisions.actions.electors import (
    follow_membership,
    follow_merge,
    follow_unmerge,
)
from spinney.decisions.actions.entries import refuse_waiting_entries
from spinney.decisions.actions.invitations import keep_invited
from spinney.decisions.actions.meeting_merges import (
    follow_merge_at_meetings,
    follow_unmerge_at_meetings,
)
from spinney.decisions.bridge.gatherings import meeting_of
from spinney.decisions.events import ballots
from spinney.decisions.models import Ballot
from spinney.decisions.queries.book import carried
from spinney.decisions.queries.leads import elected_lead
from spinney.decisions.queries.meetings import still_called
from spinney.diagnostics.api import add_onward_source
from spinney.register import api as register

MINUTES: dict[str, int] = {
    "decisions.edit_option": 2,
    "decisions.add_option": 3,
    "decisions.copy_ballot": 1,
    "decisions.ballot_from_themes": 2,
    "decisions.edit_ballot": 5,
    "decisions.draft_ballot": 5,
    "decisions.cast_vote": 2,
    "decisions.declare_interest": 2,
    "decisions.give_proxy": 2,
    "decisions.answer_objection": 5,
    "decisions.confirm_entry": 3,
    "decisions.enter_paper": 2,
    "decisions.finish_action": 2,
    "decisions.answer_invitation": 1,
    "decisions.ask_correction": 5,
}
"""What each deed takes a member (what is done by a task link counts with the link's minutes)."""

#: verb and view · words · what is there. The address takes the number of a cluster.
DOORWAYS: tuple[tuple[str, str, str], ...] = (
    ("ballots", "Ballots", "What you are deciding together, and what was decided"),
    ("meetings", "Meetings", "Dates, agendas, who came, minutes"),
    ("decisions", "Register of decisions", "Everything decided, numbered, with its rule and why"),
    ("action_list", "Who does what", "What was promised at meetings, and by when"),
)

AFTER_AGREEMENTS = 30


@add_doorways
def ways_in(actor: Actor, scope: Scope) -> Iterator[Doorway]:
    """The pages of this room, from the page of a cluster."""
    return ways_of_room("decisions", DOORWAYS, policies.MAY, AFTER_AGREEMENTS, actor, scope)


@add_doorways
def way_to_the_lead(actor: Actor, scope: Scope) -> Iterator[Doorway]:
    """Who was elected to lead the cluster, and by which decision. Two queries at most."""
    if scope.kind != "cluster" or not may(policies.MAY, "decision", by=actor, scope=scope):
        return
    lead = elected_lead(scope.id, localdate())
    if lead is not None:
        found = lead.decision
        address = reverse("decisions:decision", args=[scope.id, found.number])
        line = f"Elected on {day(found.decided_on)}, decision {found.number}"
        yield Doorway(f"Led by {lead.organisation.name}", address, line, AFTER_AGREEMENTS - 1)


@add_onward_source
def vote_on_themes(actor: Actor, scope: Scope) -> Iterator[Link]:
    """From the list of themes to a ballot about them, in one step."""
    if may(policies.MAY, "ballot_from_themes", by=actor, scope=scope):
        address = reverse("decisions:ballot-from-themes", args=[scope.id])
        yield Link("Vote on these themes", address)


@receiver(clusters.membership_changed)
def let_electors_follow_members(
    sender: object, membership: clusters.Membership, now: datetime, **more: object
) -> None:
    """Somebody joined or left while a vote is open."""
    follow_membership(membership=membership, by=Actor.system("memberships"), now=now)


@receiver(register.organisations_merged)
def let_electors_follow_a_merge(sender: object, merge: Any, now: datetime, **more: object) -> None:
    """Two organisations turned out to be one: it is asked once, and stands once."""
    follow_merge(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_unmerged)
def let_electors_follow_an_unmerge(
    sender: object, merge: Any, now: datetime, **more: object
) -> None:
    """They are two after all: each is asked, and stands, for itself again."""
    follow_unmerge(merge=merge, by=Actor.system("merges"), now=now)


@receiver(ballots.ballot_ended)
def nothing_waits_any_more(ballot: Ballot, by: Actor, now: datetime, **more: object) -> None:
    """A ballot that was taken back or replaced takes no votes: none waits to be confirmed."""
    refuse_waiting_entries(ballot=ballot, by=Actor.system("end of a ballot"), now=now)


tell(events.TOLD)
takes(MINUTES)


@receiver(clusters.membership_changed)
def let_invitations_follow_members(
    sender: object, membership: clusters.Membership, now: datetime, **more: object
) -> None:
    """Who joined is invited to the meetings that are called; who left is struck off."""
    for meeting in still_called(membership.cluster_id, now):
        keep_invited(meeting=meeting, by=Actor.system("memberships"), now=now)


@receiver(register.organisations_merged)
def let_presences_follow_a_merge(sender: object, merge: Any, now: datetime, **more: object) -> None:
    """Who came to meetings goes along with the organisation that was kept."""
    follow_merge_at_meetings(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_unmerged)
def let_presences_follow_an_unmerge(
    sender: object, merge: Any, now: datetime, **more: object
) -> None:
    """They are two after all: each was where it was."""
    follow_unmerge_at_meetings(merge=merge, by=Actor.system("merges"), now=now)


@clusters.add_gathering_keeper
def page_of_gathering(gathering: clusters.Gathering) -> str:
    """A gathering that is one of the meetings is kept on the page of the meeting."""
    meeting = meeting_of(gathering)
    return reverse("decisions:meeting", args=[meeting.cluster_id, meeting.pk]) if meeting else ""


@clusters.add_decision_source
def decisions_to_name(actor: Actor, cluster_id: int) -> Iterator[clusters.NamedDecision]:
    """What a member's coming in or being set aside can name: what was carried and stands."""
    for one in carried(actor, cluster_id):
        yield clusters.NamedDecision(
            str(one.uid), f"decision {one.number}, “{one.title}”"[:300], one.decided_on,
            reverse("decisions:decision", args=[cluster_id, one.number]),
        )  # fmt: skip


can_be_done_again("decisions.answer_invitation")
can_be_done_again("decisions.ask_correction")
