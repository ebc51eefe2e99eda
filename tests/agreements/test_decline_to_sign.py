"""Saying no, with a reason that reaches whoever put it out."""

import pytest

from spinney.agreements.actions.signing_answers import (
    Colleague,
    decline_to_sign,
    forward_signing,
)
from spinney.agreements.models import Agreement
from spinney.agreements.states import AgreementState, AskedState
from spinney.base.access.links import actor_of
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from tests.agreements.signing_cases import (
    NOW,
    a_draft,
    actor,
    asked_of,
    colleague,
    link_of,
    put_it_out,
    signs,
)

pytestmark = pytest.mark.django_db
WHY = "Clause 1 is too wide for us."


def decline(wood, signing, name="birch", by=None, of="", reason=WHY, **more):
    return decline_to_sign(
        asked=asked_of(signing, of or name), reason=reason, by=by or actor(wood, name), now=NOW,
        **more,
    )  # fmt: skip


def told():
    news = Message.objects.filter(kind="agreements.signing_news")
    return {one.email: one.body for one in news}


def test_the_reason_reaches_whoever_put_it_out_and_those_who_run_the_cluster(wood):
    signing = put_it_out(wood, a_draft(wood))
    link = link_of(asked_of(signing, "birch"), wood.people["birch"])
    decline(wood, signing, by=actor_of(link))
    asked = asked_of(signing, "birch")
    assert (asked.state, asked.reason) == (AskedState.DECLINED, WHY)
    assert set(told()) == {"ash@example.org"}
    assert WHY in told()["ash@example.org"]
    assert WHY not in str(Entry.objects.get(verb="agreements.decline_to_sign").detail)


def test_the_other_parties_are_told_if_she_wishes(wood):
    signing = put_it_out(wood, a_draft(wood))
    decline(wood, signing, tell_others=True)
    assert set(told()) == {"ash@example.org", "elder@example.org"}


def test_it_does_not_come_into_force_while_one_who_is_needed_declines(wood):
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement)
    decline(wood, signing)
    signs(wood, signing, "elder")
    assert Agreement.objects.get(pk=agreement.pk).state == AgreementState.SIGNING


def test_with_so_many_of_them_it_goes_on_without_her(wood):
    agreement = a_draft(wood)
    some = {"is_required": False}
    signing = put_it_out(wood, agreement, asked=[("birch", some), ("elder", some)], needed=1)
    decline(wood, signing)
    signs(wood, signing, "elder")
    assert Agreement.objects.get(pk=agreement.pk).state == AgreementState.AGREED


def test_a_reason_is_needed(wood):
    signing = put_it_out(wood, a_draft(wood))
    with pytest.raises(BadInput, match="Say in a sentence why"):
        decline(wood, signing, reason="  ")


def test_what_was_signed_cannot_be_declined(wood):
    signing = put_it_out(wood, a_draft(wood))
    signs(wood, signing, "birch")
    with pytest.raises(WrongState):
        decline(wood, signing)


def test_only_who_may_sign_says_no_for_an_organisation(wood):
    colleague(wood, "box", wood.organisations["birch"], may_sign=False, may_represent=True)
    signing = put_it_out(wood, a_draft(wood))
    for name in ("box", "ash", "elder", "cedar"):
        with pytest.raises(NotAllowed):
            decline(wood, signing, name, of="birch")
    reader = link_of(asked_of(signing, "birch"), wood.people["birch"])
    wood.people["birch"].mandates.update(may_sign=False)
    colleague(wood, "bay", wood.organisations["birch"])
    with pytest.raises(NotAllowed, match="Bay"):
        decline(wood, signing, by=actor_of(reader))


def test_where_nobody_may_sign_a_stranger_with_a_link_does_not_say_no(wood):
    signing = put_it_out(wood, a_draft(wood))
    to = Colleague("stranger@else.example.org")
    asked = asked_of(signing, "birch")
    forward_signing(asked=asked, to=to, by_whom="Birch", by=actor(wood, "birch"), now=NOW)
    stranger = actor_of(TaskLink.objects.get(email=to.email))
    hers = actor_of(link_of(asked, wood.people["birch"]))
    wood.people["birch"].mandates.update(may_sign=False)
    with pytest.raises(NotAllowed, match="Only somebody who represents Birch House"):
        decline(wood, signing, by=stranger)
    decline(wood, signing, by=hers)
