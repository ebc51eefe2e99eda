"""Two different people compare a scan with the words."""

from datetime import date

import pytest

from spinney.agreements.actions.signing_scans import confirm_scan
from spinney.agreements.models import Agreement, Scan, Signature
from spinney.agreements.states import AgreementState, AskedState, ScanState, SignedHow
from spinney.base.access.models import Person
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.agreements.signing_cases import NOW, a_draft, actor, asked_of, put_it_out, signs
from tests.agreements.test_send_scan import send
from tests.register.acting import mandate

pytestmark = pytest.mark.django_db


def confirm(wood, scan, name):
    return confirm_scan(scan=Scan.objects.get(pk=scan.pk), by=actor(wood, name), now=NOW)


def test_with_the_second_it_counts_as_the_signature(wood):
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement)
    signs(wood, signing, "elder")
    scan = send(wood, signing)
    confirm(wood, scan, "ash")
    assert Signature.objects.count() == 1
    assert confirm(wood, scan, "rowan").state == ScanState.CONFIRMED
    made = Signature.objects.get(how=SignedHow.PAPER)
    assert (made.name, made.post, made.person) == ("Bo Birch", "Chair", None)
    assert made.identified_by.startswith("Signed by hand on 20 March 2026; two people compared")
    assert made.digest == agreement.versions.get().digest
    assert asked_of(signing, "birch").state == AskedState.SIGNED
    assert Agreement.objects.get(pk=agreement.pk).state == AgreementState.AGREED


def test_one_person_never_confirms_twice(wood):
    signing = put_it_out(wood, a_draft(wood))
    scan = send(wood, signing, "ash")
    confirm(wood, scan, "ash")
    with pytest.raises(NotAllowed, match="Somebody else must confirm it"):
        confirm(wood, scan, "ash")
    assert Signature.objects.count() == 0


def test_whoever_sent_it_is_never_enough_alone(wood):
    signing = put_it_out(wood, a_draft(wood))
    scan = send(wood, signing, "birch")
    confirm(wood, scan, "birch")
    assert Scan.objects.get().state == ScanState.WAITING
    confirm(wood, scan, "ash")
    assert Scan.objects.get().state == ScanState.CONFIRMED


def test_two_of_the_party_that_signs_are_not_enough(wood):
    signing = put_it_out(wood, a_draft(wood))
    scan = send(wood, signing, "birch")
    birch = wood.organisations["birch"]
    wood.people["fern"] = fern = Person.objects.create_user("fern@example.org", "Fern")
    mandate(fern, birch, starts_on=date(2026, 1, 1))
    confirm(wood, scan, "birch")
    with pytest.raises(NotAllowed, match="Somebody who runs the cluster"):
        confirm(wood, scan, "fern")
    assert Scan.objects.get().state == ScanState.WAITING
    assert confirm(wood, scan, "ash").state == ScanState.CONFIRMED


def test_other_parties_confirm_nothing(wood):
    signing = put_it_out(wood, a_draft(wood))
    scan = send(wood, signing)
    for name in ("elder", "cedar"):
        with pytest.raises(NotAllowed):
            confirm(wood, scan, name)


def test_what_was_settled_stays_so(wood):
    signing = put_it_out(wood, a_draft(wood))
    scan = send(wood, signing)
    confirm(wood, scan, "ash")
    confirm(wood, scan, "rowan")
    with pytest.raises(WrongState, match="already"):
        confirm(wood, scan, "birch")


def test_who_signed_on_the_site_meanwhile_needs_no_scan(wood):
    signing = put_it_out(wood, a_draft(wood))
    scan = send(wood, signing)
    signs(wood, signing, "birch")
    with pytest.raises(WrongState, match="signed for Birch House already"):
        confirm(wood, scan, "ash")
