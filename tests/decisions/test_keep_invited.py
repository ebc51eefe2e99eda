"""Who is invited follows who belongs: whoever joins is asked, who leaves is struck off."""

from spinney.base.post.models import Message
from spinney.clusters.events.members import membership_changed
from spinney.clusters.models import Membership
from spinney.decisions.actions.invitations import keep_invited
from tests.agreements.making import another_member
from tests.decisions.meeting import NOON, call, plan


def test_whoever_joined_since_is_invited_and_who_left_is_not_expected(wood):
    meeting = call(wood)
    Message.objects.all().delete()
    fern = another_member(wood, "fern")
    wood.memberships["cedar"].state = "left"
    wood.memberships["cedar"].left_on = NOON.date()
    wood.memberships["cedar"].save()
    membership_changed.send(
        Membership, membership=wood.memberships["fern"], now=NOON, by=wood.ash, change=None
    )
    assert set(meeting.presences.values_list("organisation__name", flat=True)) == {
        "Birch House", fern.name,
    }  # fmt: skip
    assert [one.email for one in Message.objects.all()] == ["fern@example.org"]


def test_nobody_is_invited_to_a_plan(wood):
    meeting = plan(wood)
    assert keep_invited(meeting=meeting, by=wood.ash.system("memberships"), now=NOON) == []
    assert not meeting.presences.exists()
