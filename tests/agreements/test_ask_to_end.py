"""Whether an agreement ends early is asked of those who decide about a change of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.actions.approvals import (
    close_approval,
    extend_approval,
    remind_to_agree,
    withdraw_approval,
)
from spinney.agreements.actions.ending import ask_to_end, end_agreement, undo_end
from spinney.agreements.bridge.agreeing import is_agreed
from spinney.agreements.events.life import agreement_ended
from spinney.agreements.models import Duty
from spinney.agreements.queries.asking_approvals import waits
from spinney.agreements.queries.terms import terms
from spinney.agreements.states import SpeaksFor, Voice
from spinney.agreements.tasks.approvals import close_what_has_ended
from spinney.agreements.tasks.life import keep_agreements_true
from spinney.base.access.asks import asked_of
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.agreeing import say
from tests.agreements.life import NOW, TODAY, heard, sign, variation
from tests.agreements.making import an_agreement, another_member
from tests.agreements.signing_cases import put_it_out
from tests.clusters.inviting import last_link

pytestmark = pytest.mark.django_db
LAST = TODAY + timedelta(days=14)
ON = date(2026, 5, 1)
CONSENT = {"decision_rule": {"rule": "majority"}, "meeting_notice": {"days": 21}}


def at(day: date) -> datetime:
    return datetime.combine(day, NOW.timetz())


@pytest.fixture
def agreement(wood):
    """In force of three members that decide by majority."""
    for name in ("fern", "gorse"):
        another_member(wood, name)
    return an_agreement(wood, ["birch", "fern", "gorse"], terms=CONSENT, title="Our rules")


def ask(wood, agreement, *, on=ON, closes_on=LAST, name="ash", reason="The work is done."):
    return ask_to_end(
        agreement=agreement, on=on, reason=reason, closes_on=closes_on, by=wood.actor(name),
        now=NOW,
    )  # fmt: skip


def test_it_goes_on_until_they_agree_and_ends_on_the_day_named(wood, agreement):
    asked = ask(wood, agreement)
    agreement.refresh_from_db()
    assert (agreement.state, agreement.ended_on) == ("agreed", None)
    told = Message.objects.filter(kind="agreements.asked_to_agree")
    assert {one.email for one in told} >= {"birch@example.org", "fern@example.org"}
    assert "do you agree to the early end of “Our rules”?" in told.first().subject
    for name in ("birch", "fern"):
        say(wood, asked, name, now=NOW)
    with heard(agreement_ended) as news:
        close_what_has_ended(at(LAST + timedelta(days=1)))
    agreement.refresh_from_db()
    assert (agreement.ended_on, agreement.end_reason) == (ON, "The work is done.")
    assert terms(wood.cluster, ON - timedelta(days=1)).meeting_notice.days == 21
    assert terms(wood.cluster, ON).source("meeting_notice") is None
    assert news == []  # it is not over yet
    entry = Entry.objects.get(verb="agreements.end_as_agreed")
    assert entry.detail["decided"] == "here, by those who were asked"
    ended = Message.objects.filter(kind="agreements.ended", email="gorse@example.org").get()
    assert "Those who were asked agreed to end it." in " ".join(ended.body.split())
    keep_agreements_true(at(ON))
    agreement.refresh_from_db()
    assert agreement.state == "ended"


def test_they_say_no_and_nothing_changes(wood, agreement):
    asked = ask(wood, agreement)
    say(wood, asked, "birch", now=NOW)
    for name in ("fern", "gorse"):
        say(wood, asked, name, Voice.OBJECTS, reason="We need it.", now=NOW)
    close_approval(approval=asked, by=wood.ash, now=NOW)
    asked.refresh_from_db()
    agreement.refresh_from_db()
    assert (asked.state, agreement.ended_on) == ("not_agreed", None)
    assert agreement.versions.get().in_force_until is None


def test_nobody_answers_and_nothing_changes(wood, agreement):
    ask(wood, agreement)
    close_what_has_ended(at(LAST + timedelta(days=1)))
    agreement.refresh_from_db()
    assert agreement.ended_on is None


def test_the_day_holds_though_nobody_closed_the_question_in_time(wood, agreement):
    asked = ask(wood, agreement)
    for name in ("birch", "fern", "gorse"):
        say(wood, asked, name, now=NOW)
    close_what_has_ended(at(ON + timedelta(days=20)))
    agreement.refresh_from_db()
    assert (agreement.state, agreement.ended_on) == ("ended", ON)


def test_what_they_agreed_nobody_takes_back_alone(wood, agreement):
    asked = ask(wood, agreement)
    for name in ("birch", "fern", "gorse"):
        say(wood, asked, name, now=NOW)
    close_approval(approval=asked, by=wood.ash, now=NOW)
    with pytest.raises(WrongState, match="nobody takes that back alone"):
        undo_end(agreement=agreement, by=wood.ash, now=NOW)


def test_it_is_taken_back_while_it_waits(wood, agreement):
    asked = ask(wood, agreement)
    with pytest.raises(WrongState, match="being asked whether “Our rules” ends"):
        ask(wood, agreement)
    withdraw_approval(approval=asked, by=wood.ash, now=NOW)
    close_what_has_ended(at(LAST + timedelta(days=1)))
    agreement.refresh_from_db()
    assert agreement.ended_on is None
    assert ask(wood, agreement).state == "open"


def test_whoever_has_not_answered_is_reminded(wood, agreement):
    asked = ask(wood, agreement)
    say(wood, asked, "birch", now=NOW)
    assert remind_to_agree(approval=asked, by=wood.ash, now=NOW) == 2


def test_the_last_day_for_answers_stays_before_the_end(wood, agreement):
    asked = ask(wood, agreement)
    assert extend_approval(
        approval=asked, closes_on=ON - timedelta(days=1), by=wood.ash, now=NOW
    ).closes_on == ON - timedelta(days=1)
    with pytest.raises(BadInput, match="Choose a day before 1 May 2026"):
        extend_approval(approval=asked, closes_on=ON, by=wood.ash, now=NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"on": LAST}, "closes_on"),
        ({"on": TODAY - timedelta(days=1)}, "on"),
        ({"closes_on": TODAY}, "closes_on"),
    ],
)
def test_what_is_wrong_is_said(wood, agreement, changes, field):
    with pytest.raises(BadInput) as told:
        ask(wood, agreement, **changes)
    assert list(told.value.fields) == [field]


def test_not_while_a_variation_is_out_and_no_variation_goes_out_meanwhile(wood, agreement):
    draft = variation(agreement, terms=CONSENT)
    ask(wood, agreement)
    with pytest.raises(WrongState, match="being asked whether “Our rules” ends"):
        put_it_out(wood, agreement, now=NOW)
    draft.refresh_from_db()
    sign(draft, complete=False)
    with pytest.raises(WrongState, match="out for signature"):
        ask(wood, agreement)


def test_a_question_about_the_end_is_no_agreement_to_the_words(wood, agreement):
    asked = ask(wood, agreement)
    for name in ("birch", "fern", "gorse"):
        say(wood, asked, name, now=NOW)
    close_approval(approval=asked, by=wood.ash, now=NOW)
    assert not is_agreed(agreement.versions.get(), TODAY)


def test_it_ended_in_another_way_meanwhile(wood, agreement):
    asked = ask(wood, agreement)
    end_agreement(
        agreement=agreement, on=TODAY, reason="Sooner.", decided_elsewhere="Meeting", by=wood.ash,
        now=NOW,
    )  # fmt: skip
    with pytest.raises(WrongState, match="ends already"):
        say(wood, asked, "birch", now=NOW)
    close_what_has_ended(at(LAST + timedelta(days=1)))
    asked.refresh_from_db()
    assert asked.state == "withdrawn"


def test_not_asked_anew_before_the_answers_are_counted(wood, agreement):
    ask(wood, agreement)
    after = at(LAST + timedelta(days=1))
    with pytest.raises(WrongState, match="answers are being counted"):
        ask_to_end(
            agreement=agreement, on=ON, reason="Again.", closes_on=ON - timedelta(days=1),
            by=wood.ash, now=after,
        )  # fmt: skip
    close_what_has_ended(after)
    again = ask_to_end(
        agreement=agreement, on=ON, reason="Again.", closes_on=ON - timedelta(days=1),
        by=wood.ash, now=after,
    )  # fmt: skip
    assert again.state == "open"


def test_nobody_is_waited_for_once_it_ends_in_another_way(wood, agreement):
    ask(wood, agreement)
    assert [one for one in waits(wood.cluster, TODAY, True) if "early end" in one.what]
    end_agreement(
        agreement=agreement, on=TODAY + timedelta(days=2), reason="Sooner.",
        decided_elsewhere="Meeting", by=wood.ash, now=NOW,
    )  # fmt: skip
    assert not [one for one in waits(wood.cluster, TODAY, True) if "early end" in one.what]


def test_all_parties_of_one_between_parties_must_agree(wood):
    another_member(wood, "fern")
    agreement = an_agreement(wood, ["birch", "fern"], speaks_for=SpeaksFor.PARTIES)
    agreement.begun_by = wood.organisations["birch"]
    agreement.save()
    asked = ask(wood, agreement, name="birch")
    say(wood, asked, "birch", now=NOW)
    close_what_has_ended(at(LAST + timedelta(days=1)))
    agreement.refresh_from_db()
    assert agreement.ended_on is None
    with pytest.raises(NotAllowed, match="giving notice"):
        ask(wood, agreement, name="fern")


def test_the_pages_from_asking_to_answering(wood, agreement):
    Duty.objects.create(
        agreement=agreement, kind="payment", title="Pay the rest", due_on=date(2099, 9, 1)
    )
    here = f"/clusters/{wood.cluster.pk}/agreements/{agreement.pk}/"
    ash = client_of(wood, "ash")
    page = ash.get(here + "ask-to-end/").content.decode()
    assert "Pay the rest" in page
    assert "3 organisations" in page
    today = timezone.localdate()
    last, on = today + timedelta(days=20), today + timedelta(days=30)
    sent = {"reason": "The work is done."}
    for name, day in (("on", on), ("closes_on", last)):
        sent |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    asked = ash.post(here + "ask-to-end/", sent, follow=True).content.decode()
    assert "Does “Our rules” end early?" in asked
    assert "If the answers were counted now it would not be agreed" in asked
    approval = agreement.versions.get().approvals.get()
    birch = client_of(wood, "birch")
    page = birch.get(here).content.decode()
    assert "Whether it ends early, on" in page
    answer = reverse(
        "agreements:agree-to-version", args=[wood.cluster.pk, agreement.pk, approval.pk]
    )
    assert answer in page
    page = birch.get(answer).content.decode()
    assert "Do you agree that “Our rules” ends early?" in page
    assert "The work is done." in page
    assert "Pay the rest" in page
    birch.post(answer, {"says": "agrees", "reason": ""})
    assert approval.answers.count() == 1
    waits = [one.what for one in asked_of(wood.actor("fern"), timezone.now())]
    assert "Say whether you agree to the early end of “Our rules”" in waits


def test_the_link_in_the_letter_asks_and_takes_the_answer(wood, agreement):
    approval = ask_to_end(
        agreement=agreement, on=timezone.localdate() + timedelta(days=30), by=wood.ash,
        reason="The work is done.", closes_on=timezone.localdate() + timedelta(days=20),
        now=timezone.now(),
    )  # fmt: skip
    path = last_link("fern@example.org")
    page = Client().get(path).content.decode()
    assert "Do you agree that “Our rules” ends early?" in page
    assert "The work is done." in page
    assert Client().post(path, {"says": "agrees", "reason": ""}).status_code == 302
    assert approval.answers.get().says == "agrees"
    assert "Your answer counts" in Client().get(f"{path}answered/").content.decode()


def test_a_clause_that_says_several_things_is_named_once(wood, agreement):
    one = {"agreement": agreement.pk, "title": "Our rules", "number": 1, "since": TODAY,
           "clause": "", "clause_key": ""}  # fmt: skip
    frame = {"cluster": wood.cluster, "rule": ["By majority."], "sources": [one, one, one]}
    assert render_to_string("agreements/_rule.html", frame).count("“Our rules”") == 1
