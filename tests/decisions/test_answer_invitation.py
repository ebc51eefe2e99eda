"""A member says whether it comes: signed in, or by a link without an account."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.decisions.actions.invitations import answer_invitation
from spinney.decisions.actions.meetings import call_meeting
from spinney.decisions.letters.meetings import errand_of
from spinney.decisions.queries.meeting_page import meeting_shown
from spinney.decisions.states import CameHow
from spinney.register.models import Mandate
from tests.decisions.meeting import ENDS, NOON, answer, call, guest, plan, with_quorum


def test_what_was_said_last_counts_and_the_page_says_whether_it_is_enough(wood):
    with_quorum(wood)
    meeting = call(wood)
    answer(wood, meeting, CameHow.IN_PERSON)
    answer(wood, meeting, CameHow.DEPUTY, "Hazel Wood")
    answer(wood, meeting, CameHow.APOLOGIES, name="fern")
    page = meeting_shown(wood.birch, meeting, NOON)
    assert page.mine_words == "sends Hazel Wood"
    assert page.coming == "1 of 4 come. 2 have not said yet."
    assert page.quorum.sentence == (
        "1 of 3 members says that it comes; 2 are needed. Of the tier “Core” 1 of 3 says that it"
        " comes; 2 are needed. That is not enough yet."
    )


def test_the_holder_of_a_link_answers_for_her_organisation_alone(wood):
    meeting = call(wood)
    by = guest(meeting, "decisions.answer_invitation")
    done = answer_invitation(meeting=meeting, how=CameHow.REMOTE, by=by, now=NOON)
    assert done.organisation_id == by.organisation_id
    assert meeting.presences.exclude(expected="").count() == 1


def test_a_deputy_has_a_name_and_nobody_says_that_nobody_gave_word(wood):
    meeting = call(wood)
    with pytest.raises(BadInput, match="Say whom you send"):
        answer(wood, meeting, CameHow.DEPUTY)
    with pytest.raises(BadInput, match="from the list"):
        answer(wood, meeting, CameHow.NO_WORD)


def test_not_once_it_is_over_nor_without_a_mandate(wood):
    meeting = call(wood)
    with pytest.raises(WrongState, match="over"):
        answer_invitation(meeting=meeting, how=CameHow.IN_PERSON, by=wood.birch, now=ENDS)
    by = guest(meeting, "decisions.answer_invitation")
    Mandate.objects.filter(person=by.person_id).update(ends_on=date(2026, 3, 1))
    with pytest.raises(NotAllowed, match="do not represent"):
        answer_invitation(meeting=meeting, how=CameHow.IN_PERSON, by=by, now=NOON)


def test_one_tap_behind_the_link_changed_as_often_as_one_likes(wood):
    now = timezone.now()
    start = now + timedelta(days=9)
    meeting = plan(wood, starts_at=start, ends_at=None, online="https://meet.example.org/spinney")
    call_meeting(meeting=meeting, by=wood.ash, now=now)
    birch = wood.organisations["birch"]
    TaskLink.objects.all().delete()
    _, secret = links.issue(
        errand_of(meeting), by=wood.ash, now=now, expires_at=start, organisation_id=birch.pk,
        person=wood.people["birch"],
    )  # fmt: skip
    client, url = Client(), f"/do/{secret}/"
    page = client.get(url).content.decode()
    assert "Will you come to Members’ meeting?" in page
    assert not meeting.presences.exclude(expected="").exists()  # looking is no answer
    for how, words in (("in_person", "comes"), ("apologies", "sends apologies")):
        said = client.post(url, {"how": how}, follow=True).content.decode()
        assert f"Birch House: {words}." in said
    file = client.get(f"{url}calendar/")
    assert file["Content-Type"].startswith("text/calendar")
    assert b"https://meet.example.org/spinney" in file.content.replace(b"\r\n ", b"")
    assert meeting.presences.get(organisation=birch).expected == CameHow.APOLOGIES
