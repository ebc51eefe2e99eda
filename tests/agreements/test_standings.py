"""Where an agreement stands is derived from its dates, on any day."""

from datetime import date

import pytest

from spinney.agreements.actions.agreements import discard_agreement
from spinney.agreements.models import AskedToSign, Signing, Version
from spinney.agreements.queries.standings import Where, standing_of
from spinney.agreements.states import AgreementState, VersionState
from tests.agreements.making import NOON, an_agreement
from tests.agreements.writing import a_draft

pytestmark = pytest.mark.django_db
STARTS = date(2026, 2, 1)


def stands(agreement, on=date(2026, 3, 20)):
    agreement.refresh_from_db()
    found = standing_of(agreement, on)
    return found.where, found.words


def test_before_it_is_signed(wood):
    draft = a_draft(wood)
    assert stands(draft.agreement) == (Where.WRITING, "Being written")
    discard_agreement(version=draft, by=wood.ash, now=NOON)
    assert stands(draft.agreement)[0] == Where.DISCARDED
    out = an_agreement(wood, ["birch", "cedar"], state=AgreementState.SIGNING)
    assert stands(out) == (Where.SIGNING, "Out for signature")
    signing = Signing.objects.create(
        signs=out.versions.get(), opened_at=NOON, opened_by="x", deadline=date(2026, 4, 1)
    )
    states = ["signed", "waiting"]
    for party, state in zip(out.parties.all(), states, strict=True):
        AskedToSign.objects.create(signing=signing, party=party, state=state)
    assert stands(out) == (Where.SIGNING, "Out for signature, 1 of 2 signed")
    AskedToSign.objects.filter(state="waiting").update(state="not_needed")
    assert stands(out)[1] == "Out for signature, 1 of 1 signed"
    signing.needed = 5
    signing.save()
    assert stands(out)[1] == "Out for signature, 1 of 5 signed"


@pytest.mark.parametrize(
    ("on", "where", "words"),
    [
        (date(2026, 1, 31), Where.TO_COME, "Signed, in force from 1 February 2026"),
        (STARTS, Where.IN_FORCE, "In force since 1 February 2026, until 31 January 2027"),
        (date(2026, 11, 3), Where.RUNS_OUT, "Runs out on 31 January 2027, in 89 days"),
        (date(2027, 1, 30), Where.RUNS_OUT, "Runs out on 31 January 2027, in 1 day"),
        (date(2027, 1, 31), Where.RUNS_OUT, "Runs out on 31 January 2027, today"),
        (date(2027, 2, 1), Where.OVER, "Ran out on 31 January 2027"),
    ],
)
def test_from_its_first_day_to_its_last(wood, on, where, words):
    agreement = an_agreement(wood, until=date(2027, 1, 31))
    assert stands(agreement, on) == (where, words)


def test_without_a_last_day_and_when_it_was_ended(wood):
    agreement = an_agreement(wood)
    assert stands(agreement) == (Where.IN_FORCE, "In force since 1 February 2026")
    agreement.ended_on = date(2026, 3, 20)
    agreement.state = AgreementState.ENDED
    agreement.save()
    assert stands(agreement) == (Where.OVER, "Ended on 19 March 2026")
    assert stands(agreement, date(2026, 3, 19))[0] == Where.RUNS_OUT


def test_what_is_under_way_beside_it_is_said(wood):
    agreement = an_agreement(wood)
    first = agreement.versions.get()
    second = Version.objects.create(
        agreement=agreement, number=2, content=first.content, made_at=NOON, made_by="x"
    )
    found = standing_of(agreement, date(2026, 3, 20))
    assert (found.where, found.more) == (Where.IN_FORCE, "A variation is being written")
    second.state, second.text, second.digest = VersionState.SIGNING, first.text, first.digest
    second.save()
    more = standing_of(agreement, date(2026, 3, 20)).more
    assert more == "A variation is out for signature"
