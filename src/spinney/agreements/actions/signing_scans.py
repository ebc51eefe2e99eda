"""Signing on paper: the scan is sent in, and two different people compare it with the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from spinney.agreements import policies
from spinney.agreements.actions.signing import count_signature
from spinney.agreements.bridge.papers import keep_paper, take_paper
from spinney.agreements.bridge.signatures import Signer, keep_signature
from spinney.agreements.letters import signing_news
from spinney.agreements.models import AskedToSign, Scan
from spinney.agreements.policies import scans as scan_rules
from spinney.agreements.policies import signing as rules
from spinney.agreements.queries import signing as read
from spinney.agreements.states import ScanState, SignedHow
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import may, require
from spinney.base.record.record import record, subject_of
from spinney.base.web.components.words import day


@dataclass(frozen=True)
class Sheet:
    """A signed sheet: the file, who signed, as what, and on which day."""

    file: File[Any]
    signer_name: str
    signed_on: date
    signer_post: str = ""


def _authorise(verb: str, asked: AskedToSign, by: Actor) -> AskedToSign:
    """The party as it is now, held, for those who run the cluster, for its own people, and for the
    holder of its link.
    """
    agreement = asked.party.agreement
    own = organisation_scope(asked.party.organisation_id)
    if by.pass_ is not None:
        require(policies.MAY, "sign", by=by, scope=own, subject=subject_of(asked))
    else:
        where = own if may(policies.MAY, verb, by=by, scope=own) else agreement.scope
        require(policies.MAY, verb, by=by, scope=where)
        scan_rules.check_handles_scans(by, asked)
    return read.pick(read.held(asked.signing_id), asked.pk)


def _record(verb: str, scan: Scan, by: Actor, now: datetime, **more: object) -> None:
    asked, version = scan.asked, scan.asked.signing.signs
    record(
        verb, by=by, on=version, at=now, scope=version.agreement.scope,
        title=version.agreement.title, agreement=version.agreement_id, number=version.number,
        organisation=asked.party.organisation.name,
        organisation_uid=str(asked.party.organisation.uid), scan=str(scan.uid),
        sha256=scan.sha256, **more,
    )  # fmt: skip


@transaction.atomic
def send_scan(*, asked: AskedToSign, sheet: Sheet, by: Actor, now: datetime) -> Scan:
    """Send in the scan of a sheet that was signed by hand. It counts once two people have confirmed
    it. Raises BadInput for a file that cannot be taken, or a day that cannot be.
    """
    asked = _authorise("send_scan", asked, by)
    read.check_signature_wanted(asked.signing, asked, now)
    rules.check_words(asked.signing.signs, "")
    scan_rules.check_room_for_scan(asked)
    scan_rules.check_is_another(sheet.signer_name, asked)
    if not sheet.signer_name.strip():
        told = "Write the name of whoever signed."
        raise BadInput(told, {"signer_name": [told]})
    scan_rules.check_signed_on(sheet.signed_on, asked.signing.signs, now)
    scan = Scan(
        asked=asked, signer_name=sheet.signer_name.strip(), signer_post=sheet.signer_post.strip(),
        signed_on=sheet.signed_on,
    )  # fmt: skip
    keep_paper(scan, take_paper(sheet.file), by=by, now=now)
    _record("agreements.send_scan", scan, by, now)
    signing_news.scan_came(scan, by=by, now=now)
    return scan


def _locked(scan: Scan, verb: str, by: Actor) -> Scan:
    asked = _authorise(verb, scan.asked, by)
    scan = Scan.objects.select_for_update().get(pk=scan.pk)
    scan.asked = asked
    scan_rules.check_scan_waits(scan)
    return scan


@transaction.atomic
def confirm_scan(*, scan: Scan, by: Actor, now: datetime) -> Scan:
    """Say that the scan shows these words, signed. With the second person's word it counts as the
    party's signature. Raises NotAllowed for the same person again.
    """
    scan = _locked(scan, "confirm_scan", by)
    scan_rules.check_confirms(scan, by)
    read.check_signature_wanted(scan.asked.signing, scan.asked, now)
    scan_rules.check_is_another(scan.signer_name, scan.asked)
    if not scan.first_confirmed_by:
        scan.first_confirmed_by, scan.first_confirmed_at = by.label, now
        scan.save()
        _record("agreements.confirm_scan", scan, by, now, confirmed=1)
        return scan
    scan.second_confirmed_by, scan.second_confirmed_at = by.label, now
    scan.state = ScanState.CONFIRMED
    scan.save()
    _record("agreements.confirm_scan", scan, by, now, confirmed=2)
    signed = Signer(
        scan.signer_name, scan.signer_post,
        f"Signed by hand on {day(scan.signed_on)}; two people compared the scan with the words",
    )  # fmt: skip
    signature = keep_signature(
        scan.asked, scan.asked.signing.signs, signed, how=SignedHow.PAPER, now=now
    )
    count_signature(signature=signature, by=by, now=now)
    return scan


@transaction.atomic
def refuse_scan(*, scan: Scan, reason: str, by: Actor, now: datetime) -> Scan:
    """Say that a scan is not right, and why: it does not count, and whoever sent it is told."""
    scan = _locked(scan, "refuse_scan", by)
    rules.check_reason(reason)
    scan.state, scan.refused_why = ScanState.REFUSED, reason.strip()
    scan.save()
    _record("agreements.refuse_scan", scan, by, now)
    signing_news.scan_refused(scan, by=by, now=now)
    return scan
