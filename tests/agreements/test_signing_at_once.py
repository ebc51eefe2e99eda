"""Two people sign for one organisation at the same moment, on a database with many at once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.utils import timezone

from spinney.agreements.actions.signing import put_out, sign
from spinney.agreements.bridge.signatures import Signer
from spinney.agreements.models import Agreement, Signature, Signing
from spinney.agreements.policies.signing import AskedParty
from spinney.agreements.states import AgreementState
from spinney.base.access.sources import actor_for
from spinney.base.kernel.errors import WrongState
from spinney.base.record.models import Entry
from spinney.base.record.record import verify
from tests.agreements.signing_cases import a_draft, asked_of, colleague
from tests.personas import plant_wood

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def out(wood, signatories):
    colleague(wood, "bay", wood.organisations["birch"])
    agreement = a_draft(wood)
    asked = [
        AskedParty(one.pk, signatories=signatories)
        for one in agreement.parties.filter(organisation=wood.organisations["birch"])
    ]
    today = timezone.localdate()
    return agreement, put_out(
        version=agreement.versions.get(), asked=asked, deadline=today + timedelta(days=9),
        by=actor_for(wood.people["ash"], today), now=timezone.now(),
    )  # fmt: skip


def both_sign(wood, signing, names):
    """Everybody has read the page before the first one signs."""
    asked = asked_of(signing, "birch")
    ready, done = Barrier(len(names)), []

    def one(name):
        try:
            by = actor_for(wood.people[name], timezone.localdate())
            ready.wait()
            sign(asked=asked, signer=Signer(name.title()), by=by, now=timezone.now())
            done.append("signed")
        except WrongState as told:
            done.append(str(told))
        finally:
            connections.close_all()

    threads = [Thread(target=one, args=[name]) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(done)


@pytest.fixture
def wood():
    if connection.vendor != "postgresql":
        pytest.skip("On SQLite one writes after the other anyway.")
    return plant_wood()


def test_one_is_kept_and_the_second_is_told(wood):
    agreement, signing = out(wood, 1)
    told = both_sign(wood, signing, ["birch", "bay"])
    assert told[1] == "signed"
    assert "signed for Birch House already. That is enough" in told[0]
    assert Signature.objects.count() == 1
    assert Agreement.objects.get(pk=agreement.pk).state == AgreementState.AGREED


def test_both_are_kept_where_two_are_needed_and_it_is_completed_once(wood):
    agreement, signing = out(wood, 2)
    assert both_sign(wood, signing, ["birch", "bay"]) == ["signed", "signed"]
    assert Signature.objects.count() == 2
    assert Agreement.objects.get(pk=agreement.pk).state == AgreementState.AGREED
    assert Entry.objects.filter(verb="agreements.put_in_force").count() == 1
    assert Signing.objects.get().state == "complete"
    assert list(verify()) == []


def test_one_person_who_sends_twice_signs_once(wood):
    _, signing = out(wood, 2)
    assert both_sign(wood, signing, ["birch", "birch"]) == ["signed", "signed"]
    assert Signature.objects.count() == 1
