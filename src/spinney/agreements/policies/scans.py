"""When a signature on paper counts: who sends its scan, and who compares it with the words."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from spinney.agreements.models import AskedToSign, Scan, Version
from spinney.agreements.policies.agreements import acted_for
from spinney.agreements.policies.drafting import runs
from spinney.agreements.policies.signing import is_of
from spinney.agreements.states import ScanState
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.web.components.words import day

MOST_WAITING = 5


def handles_scans(by: Actor, asked: AskedToSign) -> bool:
    """Whether an actor sends or confirms scans of a party: those who run the cluster, and its own
    people.
    """
    agreement = asked.party.agreement
    return runs(by, agreement.scope) or is_of(by, asked.party.organisation_id)


def check_handles_scans(by: Actor, asked: AskedToSign) -> None:
    """Raise NotAllowed to whoever is neither of the party nor runs the cluster."""
    if not handles_scans(by, asked):
        raise NotAllowed("That is for those who run the cluster, or for the party that signs.")


def check_scan_waits(scan: Scan) -> None:
    """Raise WrongState unless the scan still waits to be confirmed."""
    if scan.state != ScanState.WAITING:
        raise WrongState(f"This scan is “{scan.get_state_display().lower()}” already.")


def check_room_for_scan(asked: AskedToSign) -> None:
    """Raise WrongState while so many scans of a party wait that nobody could compare them."""
    waiting = [one for one in asked.scans.all() if one.state == ScanState.WAITING]
    if len(waiting) >= MOST_WAITING:
        raise WrongState(
            f"{len(waiting)} scans wait to be compared already. Ask for them to be confirmed or"
            " refused first."
        )


def check_is_another(signer_name: str, asked: AskedToSign) -> None:
    """Raise WrongState for somebody who has signed for the party already: where two people sign,
    one who signs twice is not two.
    """
    name = " ".join(signer_name.split()).casefold()
    if any(" ".join(one.name.split()).casefold() == name for one in asked.signatures.all()):
        raise WrongState(
            f"{signer_name} has signed for {asked.party.organisation.name} already. Somebody else"
            " has to sign too."
        )


def check_confirms(scan: Scan, by: Actor) -> None:
    """Raise NotAllowed for whoever confirmed it before: two different people compare a scan with
    the words. Whoever uploaded it may be one of the two, not both; nor are two of the party that
    signs enough.
    """
    if by.label == scan.first_confirmed_by:
        raise NotAllowed("You have confirmed this scan. Somebody else must confirm it too.")
    party = scan.asked.party
    if runs(by, party.agreement.scope):
        return
    if acted_for(scan.first_confirmed_by, scan.first_confirmed_at, [party.organisation_id]):
        raise NotAllowed(
            "A colleague of yours has confirmed this scan. Somebody who runs the cluster must"
            " confirm it too."
        )


def check_signed_on(signed_on: date, version: Version, now: datetime) -> None:
    """Raise BadInput for a signature that was given before the words were put out, or will be."""
    put_out = localdate(version.put_out_at) if version.put_out_at else None
    told = ""
    if signed_on > localdate(now):
        told = "The day of the signature cannot be to come."
    elif put_out and signed_on < put_out:
        told = f"These words were put out on {day(put_out)}. They cannot have been signed before."
    if told:
        raise BadInput(told, {"signed_on": [told]})
