"""What runs out is told of 60, 30 and 7 days before, and when it has."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.access.asks import asked_of
from spinney.base.kernel.errors import NotAllowed
from spinney.register.actions import reminders
from spinney.register.actions.reminders import remind_of_evidence
from spinney.register.tasks.evidence import look_after_evidence
from tests.register.acting import book_of, days, last_entry, mails, mandate, now, someone
from tests.register.evidence_cases import News, add
from tests.register.test_replace_evidence import newer


def days_of_mail(first: int, last: int) -> list[int]:
    """On which days from now the daily duty writes to Birch House."""
    written = []
    for number in range(first, last + 1):
        before = len(mails("birch@example.org"))
        look_after_evidence(now() + timedelta(days=number))
        if len(mails("birch@example.org")) > before:
            written.append(number)
    return written


def test_each_step_once_and_once_after_the_end(wood):
    add(wood, expires_on=days(100))
    assert days_of_mail(0, 110) == [40, 70, 93, 101]


def test_after_days_without_a_worker_one_letter_makes_up_for_all(wood):
    add(wood, expires_on=days(5))
    assert days_of_mail(0, 4) == [0]
    (mail,) = mails("birch@example.org")
    assert "Replace by" in mail.subject
    assert "runs out" in mail.body


def test_all_of_a_day_in_one_letter(wood):
    add(wood, expires_on=days(60))
    add(wood, kind="safeguarding", expires_on=days(30))
    assert days_of_mail(0, 0) == [0]
    (mail,) = mails("birch@example.org")
    assert "Safeguarding policy" in mail.body
    assert "Public liability insurance" in mail.body


def test_what_has_ended_is_news_once(wood):
    add(wood, expires_on=days(1))
    with News() as heard:
        for number in range(6):
            look_after_evidence(now() + timedelta(days=number))
    assert [n["change"] for n in heard] == ["expired"]


def test_one_that_fails_keeps_no_other_waiting(wood, monkeypatch, caplog):
    add(wood, expires_on=days(5))
    add(wood, expires_on=days(5), by="sorrel")
    real = reminders.evidence_letters.evidence_ending

    def fail_for_birch(organisation, *args, **kwargs):
        if organisation.name == "Birch House":
            raise RuntimeError("no such letter")
        real(organisation, *args, **kwargs)

    monkeypatch.setattr(reminders.evidence_letters, "evidence_ending", fail_for_birch)
    look_after_evidence(now())
    assert len(mails("sorrel@example.org")) == 1
    assert "was not reminded of its evidence" in caplog.text
    monkeypatch.undo()
    look_after_evidence(now())
    assert len(mails("birch@example.org")) == 1


def test_those_who_hold_its_data_are_written_to_first(wood):
    birch = wood.organisations["birch"]
    birch.mandates.update(may_hold_data=False)
    mandate(someone("Rose"), birch, may_represent=False, may_hold_data=True)
    add(wood, expires_on=days(5))
    look_after_evidence(now())
    assert len(mails("rose@example.org")) == 1
    assert mails("birch@example.org") == []


def test_nothing_is_said_of_what_has_a_newer_one(wood):
    old = add(wood, expires_on=days(20))
    newer(wood, old, issued_on=days(21), expires_on=days(386))
    assert days_of_mail(0, 19) == []


def test_it_is_asked_for_on_home(wood):
    add(wood, expires_on=days(61))
    soon = add(wood, kind="safeguarding", expires_on=days(60))
    asks = [ask for ask in asked_of(wood.birch, now()) if "runs out" in ask.what]
    assert [(ask.what, ask.by_when, ask.minutes) for ask in asks] == [
        ("Replace what runs out: Safeguarding policy", days(60), 3)
    ]
    assert asks[0].url.endswith(f"/evidence/{soon.pk}/replace/")
    assert not [ask for ask in asked_of(wood.cedar, now()) if "runs out" in ask.what]


def test_the_record_tells_it(wood):
    add(wood, expires_on=days(5))
    look_after_evidence(now())
    entry = last_entry(book_of(wood.organisations["birch"]))
    assert (entry.verb, entry.actor) == ("register.remind_of_evidence", "system:evidence")


@pytest.mark.parametrize("name", ["birch", "hazel", "ash"])
def test_only_the_site_itself_reminds(wood, name):
    with pytest.raises(NotAllowed):
        remind_of_evidence(organisation=wood.organisations["birch"], by=wood.actor(name), now=now())
