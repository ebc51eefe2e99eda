"""What was replaced is put aside on the day on which the newer one begins."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.register.actions.reminders import retire_evidence
from spinney.register.states import EvidenceState
from spinney.register.tasks.evidence import look_after_evidence
from tests.register.acting import book_of, days, last_entry, now
from tests.register.evidence_cases import News, add
from tests.register.test_replace_evidence import newer


def test_on_the_first_day_of_the_newer_one(wood):
    old = add(wood, expires_on=days(10))
    new = newer(wood, old, issued_on=days(11), expires_on=days(376))
    for number, state in ((10, EvidenceState.HELD), (11, EvidenceState.REPLACED)):
        with News() as heard:
            look_after_evidence(now() + timedelta(days=number))
        old.refresh_from_db()
        assert old.state == state
    assert [(n["change"], n["old"], n["evidence"]) for n in heard] == [("replaced", old, new)]
    assert last_entry(book_of(old.organisation)).verb == "register.retire_evidence"


def test_nothing_else_is_put_aside(wood):
    evidence = add(wood)
    from spinney.base.kernel.actors import Actor

    same = retire_evidence(evidence=evidence, by=Actor.system("evidence"), now=now())
    assert same.state == EvidenceState.HELD


def test_only_the_site_itself_does_it(wood):
    with pytest.raises(NotAllowed):
        retire_evidence(evidence=add(wood), by=wood.birch, now=now())
