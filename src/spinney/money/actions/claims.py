"""A member claims what it paid: drafted, line by line with receipts, sent, answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.versions import check_unchanged
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.bridge.noting_grants import note_claim, save_state
from spinney.money.bridge.receipts import Looked, look_into
from spinney.money.letters import claims as letters
from spinney.money.models import BudgetLine, Claim, ClaimLine, Grant, Receipt
from spinney.money.policies import claims as rules
from spinney.money.policies.claims import ClaimText, LineText
from spinney.money.queries import claims as read
from spinney.money.states import ClaimState


def _own(verb: str, claim: Claim, by: Actor, now: datetime) -> Claim:
    """The same, for deeds of the member whose claim it is."""
    claim = read.held_claim(verb, claim, by)
    read.check_may_write(by, claim.cluster, claim.organisation_id, localdate(now))
    return claim


def _become(claim: Claim, state: ClaimState, *fields: str) -> None:
    rules.check_becomes(claim, state)
    save_state(claim, state, *fields)


def _grant(cluster: clusters.Cluster, grant_id: int | None) -> Grant | None:
    if grant_id is None:
        return None
    found = next((one for one in read.grants_to_claim(cluster) if one.pk == grant_id), None)
    if found is None:
        told = "Choose a grant that is approved and not closed."
        raise BadInput(told, {"grant": [told]})
    return found


@transaction.atomic
def draft_claim(
    *, cluster: clusters.Cluster, text: ClaimText, by: Actor, now: datetime
) -> Claim:  # fmt: skip
    """Begin a claim for a time. The next number of the cluster is its own."""
    require(policies.MAY, "draft_claim", by=by, scope=cluster_scope(cluster.pk))
    today = localdate(now)
    read.check_may_write(by, cluster, text.organisation_id, today)
    if text.organisation_id not in read.claimants(by, cluster, today):
        told = "Choose an organisation that belongs to the cluster."
        raise BadInput(told, {"organisation": [told]})
    grant = _grant(cluster, text.grant_id)
    rules.check_days(text, grant, today)
    clusters.Cluster.objects.select_for_update(no_key=True).only("pk").get(pk=cluster.pk)
    last = Claim.objects.filter(cluster=cluster).aggregate(last=Max("number"))["last"] or 0
    made = Claim.objects.create(
        cluster=cluster, organisation_id=text.organisation_id, number=last + 1, grant=grant,
        fund=grant.fund if grant else None, first_day=text.first_day, last_day=text.last_day,
        note=text.note.strip(), made_at=now, made_by=by.label,
    )  # fmt: skip
    note_claim("money.draft_claim", made, by, now)
    return made


@transaction.atomic
def edit_claim(
    *, claim: Claim, text: ClaimText, read_version: int | None = None, by: Actor, now: datetime
) -> Claim:
    """Change the days, the grant or the note of a claim that is not sent."""
    claim = _own("edit_claim", claim, by, now)
    rules.check_writes(claim)
    check_unchanged(claim, read_version, "this claim")
    grant = _grant(claim.cluster, text.grant_id)
    rules.check_days(text, grant, localdate(now))
    rules.check_still_fits(claim.lines.all(), text.first_day, text.last_day)
    claim.grant, claim.fund = grant, grant.fund if grant else None
    claim.first_day, claim.last_day, claim.note = text.first_day, text.last_day, text.note.strip()
    claim.version += 1
    claim.save()
    note_claim("money.edit_claim", claim, by, now, version=claim.version)
    return claim


@transaction.atomic
def remove_claim(*, claim: Claim, by: Actor, now: datetime) -> Claim:
    """Take a draft off the list. It can be brought back for a while."""
    claim = _own("remove_claim", claim, by, now)
    rules.check_is_there(claim)
    if claim.state != ClaimState.DRAFT:
        raise WrongState("This claim was sent, so it stays.")
    claim.removed_at = now
    claim.version += 1
    claim.save(update_fields=["removed_at", "version"])
    note_claim("money.remove_claim", claim, by, now)
    return claim


@transaction.atomic
def restore_claim(*, claim: Claim, by: Actor, now: datetime) -> Claim:
    """Bring back a draft that was removed not too long ago."""
    claim = _own("restore_claim", claim, by, now)
    if claim.removed_at is None:
        raise WrongState("This claim is there, so it need not be brought back.")
    if now - claim.removed_at > timedelta(days=rules.UNDO_DAYS):
        raise WrongState(f"This was removed more than {rules.UNDO_DAYS} days ago, and is gone.")
    claim.removed_at = None
    claim.version += 1
    claim.save(update_fields=["removed_at", "version"])
    note_claim("money.restore_claim", claim, by, now)
    return claim


@transaction.atomic
def add_claim_line(
    *, claim: Claim, text: LineText, file: File[Any] | None = None, by: Actor, now: datetime
) -> ClaimLine:
    """Add one thing that was paid for, with its receipt: a picture or a PDF. A receipt that is on
    another claim of the member is refused: it is claimed already.
    """
    claim = _own("add_claim_line", claim, by, now)
    rules.check_writes(claim)
    line = _budget_line(claim, text.budget_line_id)
    rules.check_line(text, claim, line)
    if claim.lines.count() >= rules.MOST_LINES:
        raise WrongState("This claim has as many lines as one can have. Begin another one.")
    looked = look_into(file) if file is not None else None
    if looked is not None:
        _check_new(claim, looked)
    made = ClaimLine.objects.create(
        claim=claim, budget_line=line, day=text.day, what=" ".join(text.what.split())[:200],
        pence=text.pence,
    )  # fmt: skip
    if looked is not None:
        _keep(made, looked, by, now)
    _count_up(claim)
    note_claim("money.add_claim_line", claim, by, now)
    return made


def _budget_line(claim: Claim, pk: int | None) -> BudgetLine | None:
    if pk is None:
        return None
    found = next((one for one in read.lines_to_claim(claim) if one.pk == pk), None)
    if found is None:
        told = "Choose a line of your budget in force."
        raise BadInput(told, {"budget_line": [told]})
    return found


def _check_new(claim: Claim, looked: Looked) -> None:
    other = read.claimed_before(claim, looked.sha256)
    if other is not None:
        told = f"This receipt is on claim {other.number} already. It can be claimed once."
        raise BadInput(told, {"file": [told]})


def _keep(line: ClaimLine, looked: Looked, by: Actor, now: datetime) -> Receipt:
    row = Receipt(
        line=line, name=looked.name[:200], size=len(looked.content),
        content_type=looked.content_type, sha256=looked.sha256, added_at=now, added_by=by.label,
    )  # fmt: skip
    ending = "pdf" if looked.content_type.endswith("pdf") else "jpg"
    row.file.save(f"{row.uid}.{ending}", ContentFile(looked.content), save=True)
    return row


def _count_up(claim: Claim) -> None:
    claim.version += 1
    claim.save(update_fields=["version"])


@transaction.atomic
def remove_claim_line(*, line: ClaimLine, by: Actor, now: datetime) -> Claim:
    """Take a line out of a claim that is not sent, with its receipts."""
    claim = _own("remove_claim_line", line.claim, by, now)
    rules.check_writes(claim)
    for one in line.receipts.all():
        transaction.on_commit(partial(one.file.storage.delete, str(one.file.name)))
    line.delete()
    _count_up(claim)
    note_claim("money.remove_claim_line", claim, by, now)
    return claim


@transaction.atomic
def send_claim(*, claim: Claim, by: Actor, now: datetime) -> Claim:
    """Send a claim to those who keep the money: every line has its receipt."""
    claim = _own("send_claim", claim, by, now)
    _check_whole(claim)
    claim.sent_at, claim.sent_by = now, by.label
    _become(claim, ClaimState.SENT, "sent_at", "sent_by")
    note_claim("money.send_claim", claim, by, now)
    letters.tell_keepers(claim, "a claim to look at", by=by, now=now)
    return claim


def _check_whole(claim: Claim) -> None:
    lines = read.lines_of(claim)
    shown = frozenset(one.pk for one in lines if one.receipts.all())
    rules.check_can_send(claim, lines, shown)


@transaction.atomic
def answer_claim(*, claim: Claim, answer: str, by: Actor, now: datetime) -> Claim:
    """Answer what was asked about a claim, which is sent with it again."""
    claim = _own("answer_claim", claim, by, now)
    if claim.state != ClaimState.QUESTIONED:
        raise WrongState("Nothing is asked about this claim.")
    claim.answer = rules.check_words(answer, "answer", "Write your answer.")
    _check_whole(claim)
    claim.sent_at, claim.sent_by = now, by.label
    _become(claim, ClaimState.SENT, "answer", "sent_at", "sent_by")
    note_claim("money.answer_claim", claim, by, now)
    letters.tell_keepers(claim, "an answer about a claim", by=by, now=now)
    return claim
