"""A newer piece takes the place of an older one, which is kept."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register.actions.evidence import replace_evidence
from spinney.register.models import Evidence
from spinney.register.queries.evidence import earlier
from spinney.register.states import EvidenceState
from tests.register.acting import PDF, book_of, browser_of, content_of, days, last_entry, now, pdf
from tests.register.evidence_cases import News, add, facts


def newer(wood, evidence, *files, by="birch", **more):
    given = {"issued_on": days(-1), "expires_on": days(364), **more}
    return replace_evidence(
        evidence=evidence,
        facts=facts(kind=evidence.kind, **given),
        files=files,
        by=wood.actor(by),
        now=now(),
    )


def test_the_old_one_is_kept_with_its_files(wood):
    old = add(wood, pdf("old.pdf"))
    with News() as heard:
        new = newer(wood, old, pdf("new.pdf", PDF + b"2"))
    old.refresh_from_db()
    assert (old.state, old.replaced_by, new.state) == (
        EvidenceState.REPLACED,
        new,
        EvidenceState.HELD,
    )
    assert content_of(old.files.get()) == PDF
    assert [(n["change"], n["old"], n["keep_shares"]) for n in heard] == [("replaced", old, True)]
    assert last_entry(book_of(old.organisation)).detail["replaces"] == old.pk


def test_next_years_holds_from_its_first_day_and_the_old_one_until_then(wood):
    old = add(wood, expires_on=days(10))
    new = newer(wood, old, issued_on=days(11), expires_on=days(375))
    old.refresh_from_db()
    assert (old.state, old.replaced_by) == (EvidenceState.HELD, new)
    with pytest.raises(WrongState, match="has a newer one already"):
        newer(wood, old)


def test_all_older_ones_can_be_found(wood):
    first = add(wood)
    second = newer(wood, first)
    third = newer(wood, second)
    assert earlier(third) == [second, first]
    page = f"/organisations/{third.organisation_id}/evidence/{third.pk}/"
    text = browser_of(wood.people["birch"]).get(page).content.decode()
    assert "Older ones" in text


def test_what_was_replaced_is_not_replaced_again(wood):
    old = add(wood)
    newer(wood, old)
    with pytest.raises(WrongState):
        newer(wood, old)


def test_by_page(wood):
    old = add(wood, issuer="Oak Mutual")
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{old.organisation_id}/evidence/{old.pk}/replace/"
    assert 'value="Oak Mutual"' in client.get(page).content.decode()
    sent = {"issuer": "Oak Mutual", "files": pdf()}
    for name, day in (("issued_on", days(0)), ("expires_on", days(365))):
        sent |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    response = client.post(page, sent, follow=True)
    text = response.content.decode()
    assert "The old one is kept too." in text
    assert f"/evidence/{old.pk}/restore/" in text
    assert Evidence.objects.get(state="held").files.count() == 1


@pytest.mark.parametrize("name", ["elm", "ash", "hazel", "sorrel"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        newer(wood, add(wood), by=name)
