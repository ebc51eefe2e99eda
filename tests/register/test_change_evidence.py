"""A slip in what a piece of evidence says is mended."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, WrongState
from spinney.register.actions.evidence import change_evidence, withdraw_evidence
from spinney.register.queries.evidence import facts_of, in_words
from tests.register.acting import book_of, browser_of, days, last_entry, now
from tests.register.evidence_cases import News, add


def change(wood, evidence, by="birch", read=None, **more):
    return change_evidence(
        evidence=evidence,
        facts=replace(facts_of(evidence), **more),
        read=in_words(facts_of(evidence)) if read is None else read,
        by=wood.actor(by),
        now=now(),
    )


def test_what_it_says_and_the_record(wood):
    evidence = add(wood)
    with News() as heard:
        changed = change(wood, evidence, cover_pence=500_000_000, issuer="Oak Mutual")
    assert (changed.cover_pence, changed.issuer, changed.version) == (500_000_000, "Oak Mutual", 2)
    entry = last_entry(book_of(evidence.organisation))
    assert entry.verb == "register.change_evidence"
    assert entry.detail["after"] == {"Given by": "Oak Mutual", "Amount covered": "£5,000,000"}
    assert [n["change"] for n in heard] == ["changed"]


def test_nothing_changed_nothing_told(wood):
    evidence = add(wood)
    with News() as heard:
        change(wood, evidence)
    assert heard == []


def test_a_new_end_is_reminded_of_anew(wood):
    evidence = add(wood)
    evidence.reminded_on = days(-1)
    evidence.save()
    assert change(wood, evidence, issuer="Oak").reminded_on == days(-1)
    evidence.refresh_from_db()
    assert change(wood, evidence, expires_on=days(300)).reminded_on is None


def test_two_who_change_the_same_the_second_is_told(wood):
    evidence = add(wood)
    read = in_words(facts_of(evidence))
    change(wood, evidence, cover_pence=100_000_000)
    with pytest.raises(ChangedMeanwhile) as told:
        change(wood, evidence, read=read, cover_pence=200_000_000)
    assert told.value.changes == {"Amount covered": ("–", "£1,000,000")}


def test_two_changes_that_do_not_go_together_are_refused(wood):
    evidence = add(wood, issued_on=days(-10), expires_on=days(10))
    read = in_words(facts_of(evidence))
    old = replace(facts_of(evidence))
    change(wood, evidence, expires_on=days(-5))
    with pytest.raises(BadInput, match="end must not be before"):
        change_evidence(
            evidence=evidence,
            facts=replace(old, issued_on=days(-2)),
            read=read,
            by=wood.birch,
            now=now(),
        )


def test_by_page_the_second_sees_what_changed_and_may_save_again(wood):
    evidence = add(wood)
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{evidence.organisation_id}/evidence/{evidence.pk}/change/"
    form = client.get(page).context["form"]
    sent = {"was": form["was"].initial, "issuer": "Mine Mutual"}
    for name in ("issued_on", "expires_on"):
        day = getattr(evidence, name)
        sent |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    change(wood, evidence, issuer="Theirs Mutual")
    response = client.post(page, sent)
    text = response.content.decode()
    assert "Given by: it was empty, now it is “Theirs Mutual”." in text
    assert 'value="Mine Mutual"' in text
    assert (
        client.post(page, {**sent, "was": response.context["form"].data["was"]}).status_code == 302
    )
    evidence.refresh_from_db()
    assert evidence.issuer == "Mine Mutual"


def test_what_is_not_held_stays_as_it_was(wood):
    evidence = add(wood)
    withdraw_evidence(evidence=evidence, by=wood.birch, now=now())
    with pytest.raises(WrongState, match="stays as it was"):
        change(wood, evidence, issuer="Oak")


@pytest.mark.parametrize("name", ["elm", "ash", "hazel", "sorrel"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        change(wood, add(wood), by=name, issuer="Oak")
