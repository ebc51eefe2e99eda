"""What was withdrawn or replaced by mistake is put back within 30 days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register.actions.evidence import restore_evidence, withdraw_evidence
from spinney.register.states import EvidenceState
from tests.register.acting import book_of, browser_of, days, last_entry, now
from tests.register.evidence_cases import News, add
from tests.register.test_replace_evidence import newer


def restore(wood, evidence, by="birch", after=timedelta(0)):
    return restore_evidence(evidence=evidence, by=wood.actor(by), now=now() + after)


def test_what_was_withdrawn(wood):
    evidence = add(wood)
    withdraw_evidence(evidence=evidence, by=wood.birch, now=now())
    with News() as heard:
        restored = restore(wood, evidence)
    assert (restored.state, restored.withdrawn_at) == (EvidenceState.HELD, None)
    assert [n["change"] for n in heard] == ["restored"]
    assert last_entry(book_of(evidence.organisation)).verb == "register.restore_evidence"


def test_what_was_replaced_comes_back_and_the_newer_one_goes(wood):
    old = add(wood)
    new = newer(wood, old)
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{old.organisation_id}/evidence/{old.pk}/restore/"
    assert client.post(page).status_code == 302
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, old.replaced_by, new.state) == (
        EvidenceState.HELD,
        None,
        EvidenceState.WITHDRAWN,
    )


def test_for_30_days(wood):
    evidence = add(wood)
    withdraw_evidence(evidence=evidence, by=wood.birch, now=now())
    with pytest.raises(WrongState, match="more than 30 days ago"):
        restore(wood, evidence, after=timedelta(days=31))
    assert restore(wood, evidence, after=timedelta(days=29)).state == EvidenceState.HELD


def test_a_newer_one_that_has_not_begun_is_not_in_the_way(wood):
    old = add(wood, expires_on=days(10))
    newer(wood, old, issued_on=days(11), expires_on=days(376))
    with pytest.raises(WrongState, match="held already"):
        restore(wood, old)


@pytest.mark.parametrize("name", ["elm", "ash", "hazel", "sorrel"])
def test_others_may_not(wood, name):
    evidence = add(wood)
    withdraw_evidence(evidence=evidence, by=wood.birch, now=now())
    with pytest.raises(NotAllowed):
        restore(wood, evidence, by=name)
