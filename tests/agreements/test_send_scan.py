"""A signature on paper comes in as a scan; it counts once two people have confirmed it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from spinney.agreements.actions.signing_scans import Sheet, confirm_scan, send_scan
from spinney.agreements.models import Scan, Signature
from spinney.agreements.states import ScanState
from spinney.base.access.links import actor_of
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from tests.agreements.engine.test_papers import a_pdf, named, on_open
from tests.agreements.signing_cases import (
    NOW,
    a_draft,
    actor,
    asked_of,
    colleague,
    link_of,
    put_it_out,
    signs,
)

pytestmark = pytest.mark.django_db


def sheet(content=b"", name="Bo Birch", on=date(2026, 3, 20), file_name="scan.pdf"):
    return Sheet(SimpleUploadedFile(file_name, content or a_pdf()), name, on, "Chair")


def send(wood, signing, name="birch", *, of="birch", by=None, made=None):
    return send_scan(
        asked=asked_of(signing, of), sheet=made or sheet(), by=by or actor(wood, name), now=NOW
    )


def test_it_waits_for_two_people_and_they_are_told(wood):
    signing = put_it_out(wood, a_draft(wood))
    scan = send(wood, signing)
    assert (scan.state, scan.signer_name, scan.signed_on) == (
        ScanState.WAITING, "Bo Birch", date(2026, 3, 20),
    )  # fmt: skip
    assert Signature.objects.count() == 0
    told = Message.objects.filter(kind="agreements.scan_to_confirm")
    assert {one.email for one in told} == {"ash@example.org"}


def test_the_link_of_the_letter_is_enough(wood):
    signing = put_it_out(wood, a_draft(wood))
    link = link_of(asked_of(signing, "birch"), wood.people["birch"])
    send(wood, signing, by=actor_of(link))
    with pytest.raises(NotAllowed):
        send(wood, signing, by=actor_of(link), of="elder")


def test_those_who_run_the_cluster_send_one_and_other_parties_do_not(wood):
    signing = put_it_out(wood, a_draft(wood))
    send(wood, signing, "ash")
    for name in ("elder", "cedar"):
        with pytest.raises(NotAllowed):
            send(wood, signing, name)
    assert Scan.objects.count() == 1


@pytest.mark.parametrize(
    ("made", "field"),
    [
        (sheet(a_pdf(on_open(named(S="/JavaScript", JS="app.alert(1)")))), "file"),
        (sheet(b"GIF89a", file_name="scan.gif"), "file"),
        (sheet(b"no pdf at all"), "file"),
        (sheet(name=" "), "signer_name"),
        (sheet(on=date(2026, 3, 21)), "signed_on"),
        (sheet(on=date(2026, 3, 1)), "signed_on"),
    ],
)
def test_what_cannot_be_taken_is_told(wood, made, field):
    signing = put_it_out(wood, a_draft(wood))
    with pytest.raises(BadInput) as told:
        send(wood, signing, made=made)
    assert field in told.value.fields
    assert Scan.objects.count() == 0


def test_the_order_holds_on_paper_too(wood):
    steps = [("elder", {"step": 1}), ("birch", {"step": 2})]
    signing = put_it_out(wood, a_draft(wood), asked=steps, in_order=True)
    with pytest.raises(WrongState, match="Elder House signs first"):
        send(wood, signing)


def test_who_has_signed_needs_no_scan(wood):
    signing = put_it_out(wood, a_draft(wood))
    signs(wood, signing, "birch")
    with pytest.raises(WrongState, match="signed for Birch House already"):
        send(wood, signing)


def test_one_who_signs_twice_is_not_two(wood):
    colleague(wood, "bay", wood.organisations["birch"])
    signing = put_it_out(wood, a_draft(wood), asked=[("birch", {"signatories": 2})])
    first, again = send(wood, signing), send(wood, signing)
    for name in ("ash", "birch"):
        confirm_scan(scan=Scan.objects.get(pk=first.pk), by=actor(wood, name), now=NOW)
    with pytest.raises(WrongState, match="Bo Birch has signed for Birch House already"):
        confirm_scan(scan=Scan.objects.get(pk=again.pk), by=actor(wood, "ash"), now=NOW)
    with pytest.raises(WrongState, match="Somebody else has to sign too"):
        send(wood, signing, made=sheet(name=" bo  birch"))
    assert Signature.objects.count() == 1


def test_a_heap_of_scans_is_not_taken(wood):
    signing = put_it_out(wood, a_draft(wood))
    for _ in range(5):
        send(wood, signing)
    with pytest.raises(WrongState, match="5 scans wait"):
        send(wood, signing)
