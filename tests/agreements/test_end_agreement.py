"""Ending early: from a day on, with a reason, by who may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from spinney.agreements.actions.ending import end_agreement
from spinney.agreements.bridge.duties import make_duties
from spinney.agreements.events.life import agreement_ended, terms_changed
from spinney.agreements.models import Duty
from spinney.agreements.states import SpeaksFor
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.base.web.components.words import day
from tests.access import client_of
from tests.agreements.life import NOW, TODAY, heard, sign, variation
from tests.agreements.making import an_agreement, another_member

pytestmark = pytest.mark.django_db
TERMS = {"review": {"every_months": 6}, "records_kept": {"years": 6}}


def end(wood, agreement, on=TODAY, name="ash", reason="The work is done."):
    return end_agreement(
        agreement=agreement,
        on=on,
        reason=reason,
        decided_elsewhere="Members’ meeting",
        by=wood.actor(name),
        now=NOW,
    )


def test_today_it_is_over_at_once(wood):
    agreement = an_agreement(wood, terms=TERMS)
    with heard(agreement_ended, terms_changed) as news:
        ended = end(wood, agreement)
    version = agreement.versions.get()
    assert (ended.state, ended.ended_on) == ("ended", TODAY)
    assert version.in_force_until == TODAY - timedelta(days=1)
    assert not version.is_in_force(TODAY)
    assert [(name, said["on"]) for name, said in news] == [
        ("terms_changed", TODAY),
        ("agreement_ended", TODAY),
    ]
    assert Message.objects.filter(subject__contains="has ended").count() == 1  # birch; not ash


def test_on_a_later_day_it_holds_until_then(wood):
    agreement = an_agreement(wood)
    with heard(agreement_ended) as news:
        ended = end(wood, agreement, on=date(2026, 5, 1))
    version = agreement.versions.get()
    assert (ended.state, ended.ended_on) == ("agreed", date(2026, 5, 1))
    assert version.is_in_force(date(2026, 4, 30))
    assert not version.is_in_force(date(2026, 5, 1))
    assert news == []


def test_what_it_asked_for_later_is_dropped_and_what_follows_the_end_is_due(wood):
    agreement = an_agreement(wood, terms=TERMS)
    make_duties(agreement.versions.get())
    by_hand = Duty.objects.create(
        agreement=agreement, kind="payment", title="Pay the rest", due_on=date(2026, 9, 1)
    )
    end(wood, agreement)
    by_hand.refresh_from_db()
    assert by_hand.state == "open"
    assert Duty.objects.get(kind="review").state == "dropped"
    kept = Duty.objects.get(kind="retention")
    assert (kept.state, kept.due_on) == ("open", date(2032, 3, 19))


def test_a_version_that_was_to_begin_never_does(wood):
    agreement = an_agreement(wood)
    later = sign(variation(agreement, terms={}, wanted=date(2026, 6, 1)))
    from spinney.agreements.actions.coming_into_force import put_in_force

    later = put_in_force(version=later, by=wood.birch, now=NOW)
    end(wood, agreement, on=date(2026, 5, 1))
    later.refresh_from_db()
    days = [date(2026, 5, 1) + timedelta(days=n) for n in range(90)]
    assert not any(later.is_in_force(on) for on in days)


def test_a_variation_that_is_being_written_is_thrown_away(wood):
    agreement = an_agreement(wood)
    draft = variation(agreement, terms={})
    end(wood, agreement, on=date(2026, 5, 1))
    draft.refresh_from_db()
    assert (draft.state, draft.discarded_at) == ("discarded", NOW)


def test_not_while_a_variation_is_out(wood):
    agreement = an_agreement(wood)
    sign(variation(agreement, terms={}), complete=False)
    with pytest.raises(WrongState, match="out for signature"):
        end(wood, agreement)


@pytest.mark.parametrize(
    ("on", "reason", "field"),
    [(TODAY - timedelta(days=1), "Done.", "on"), (TODAY, " ", "reason")],
)
def test_what_is_wrong_is_said(wood, on, reason, field):
    with pytest.raises(BadInput) as told:
        end(wood, an_agreement(wood), on=on, reason=reason)
    assert list(told.value.fields) == [field]


@pytest.mark.parametrize(("begins", "first"), [(0, 1), (1, 1), (5, 5)])
def test_not_before_it_began(wood, begins, first):
    agreement = an_agreement(wood, starts=TODAY + timedelta(days=begins))
    earliest = TODAY + timedelta(days=first)
    with pytest.raises(BadInput, match=f"Choose {day(earliest)} or a later day"):
        end(wood, agreement, on=earliest - timedelta(days=1))
    assert end(wood, agreement, on=earliest).ended_on == earliest


def test_everybody_who_signed_is_told_by_whom_and_why(wood):
    another_member(wood, "elder")
    end(wood, an_agreement(wood, ["birch", "elder"]))
    told = Message.objects.filter(kind="agreements.ended")
    assert {one.email for one in told} >= {"birch@example.org", "elder@example.org"}
    for one in told:
        words = " ".join(one.body.split())
        said = "Somebody who runs The Spinney ended it early, and says where it was decided"
        assert f"{said}: Members’ meeting." in words
        assert "The work is done." in words
        assert "it can be taken back until 20 March 2026 is over" in words


def test_not_after_its_own_end(wood):
    agreement = an_agreement(wood, until=date(2026, 4, 1))
    with pytest.raises(BadInput, match="ends on 1 April 2026 anyway"):
        end(wood, agreement, on=date(2026, 5, 1))


def test_not_by_a_party(wood):
    with pytest.raises(NotAllowed, match="giving notice"):
        end(wood, an_agreement(wood), name="birch")


def test_no_party_says_for_the_others_that_they_agreed(wood):
    agreement = an_agreement(wood, speaks_for=SpeaksFor.PARTIES)
    agreement.begun_by = wood.organisations["birch"]
    agreement.save()
    with pytest.raises(NotAllowed, match="noted by those who run the cluster"):
        end(wood, agreement, name="birch")


def test_where_it_was_decided_is_said_and_kept(wood):
    agreement = an_agreement(wood)
    with pytest.raises(BadInput) as told:
        end_agreement(agreement=agreement, on=TODAY, reason="Done.", by=wood.ash, now=NOW)
    assert list(told.value.fields) == ["decided_elsewhere"]
    end(wood, agreement)
    noted = agreement.versions.get().approvals.get()
    assert (noted.state, noted.decided_elsewhere, noted.ends_on) == (
        "agreed", "Members’ meeting", TODAY,
    )  # fmt: skip
    entry = Entry.objects.get(verb="agreements.end_agreement")
    assert entry.detail["decided"] == "Members’ meeting"


def test_from_its_page_with_a_way_back(wood):
    agreement = an_agreement(wood)
    url = f"/clusters/{wood.cluster.pk}/agreements/{agreement.pk}/end-agreement/"
    client = client_of(wood, "ash")
    today = localdate()
    sent = {"on_day": today.day, "on_month": today.month, "on_year": today.year, "reason": "Done."}
    assert "Where and when was it agreed?" in client.post(url, sent).content.decode()
    agreement.refresh_from_db()
    assert agreement.ended_on is None
    sent["decided_elsewhere"] = "Members’ meeting, item 4"
    done = client.post(url, sent, follow=True)
    assert b"has ended" in done.content
    assert f"/agreements/{agreement.pk}/undo-end/".encode() in done.content
