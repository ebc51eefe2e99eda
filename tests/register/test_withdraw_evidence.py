"""A piece of evidence is held no longer."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register.actions.evidence import withdraw_evidence
from spinney.register.states import EvidenceState
from tests.register.acting import book_of, browser_of, last_entry, now
from tests.register.evidence_cases import News, add


def test_it_is_kept_but_no_longer_shown(wood):
    evidence = add(wood)
    with News() as heard:
        withdraw_evidence(evidence=evidence, reason="Wrong file.", by=wood.birch, now=now())
    evidence.refresh_from_db()
    assert evidence.state == EvidenceState.WITHDRAWN
    assert [n["change"] for n in heard] == ["withdrawn"]
    entry = last_entry(book_of(evidence.organisation))
    assert (entry.verb, entry.detail["reason"]) == ("register.withdraw_evidence", "Wrong file.")


def test_by_page_with_a_way_back(wood):
    evidence = add(wood)
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{evidence.organisation_id}/evidence/{evidence.pk}/"
    response = client.post(f"{page}withdraw/", follow=True)
    assert f"{page}restore/" in response.content.decode()
    assert client.post(f"{page}withdraw/").status_code == 409


def test_once(wood):
    evidence = add(wood)
    withdraw_evidence(evidence=evidence, by=wood.birch, now=now())
    with pytest.raises(WrongState):
        withdraw_evidence(evidence=evidence, by=wood.birch, now=now())


@pytest.mark.parametrize("name", ["elm", "ash", "hazel", "sorrel"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        withdraw_evidence(evidence=add(wood), by=wood.actor(name), now=now())
