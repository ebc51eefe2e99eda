"""What happened to one agreement, from the record, as whoever may see the agreement reads it."""

from __future__ import annotations

from spinney.agreements.models import Agreement
from spinney.agreements.queries.agreements import was_party_until
from spinney.base.kernel.actors import Actor
from spinney.base.record.models import Entry
from spinney.base.record.timeline import Told, readable_verbs, timeline

#: What everybody may read who may see the agreement at all.
OPEN_VERBS = frozenset(
    f"agreements.{verb}"
    for verb in (
        "start_agreement", "rename_agreement", "set_parties", "copy_agreement", "discard_agreement",
        "restore_agreement", "put_in_force", "begin_version", "bind_party", "vary_agreement",
        "renew_agreement", "ask_to_end", "end_agreement", "end_as_agreed", "undo_end",
        "run_out", "start_accession",
        "give_notice", "take_back_notice", "finish_leaving", "ask_to_agree", "extend_approval",
        "close_approval", "withdraw_approval", "record_decision",
    )
)  # fmt: skip
MOST = 50


def history_of(by: Actor, agreement: Agreement) -> list[Told]:
    """What happened to an agreement, the newest first; to whoever left, as long as she was a
    party. One query, one for names, and one for whoever is only a party.
    """
    verbs = OPEN_VERBS | set(readable_verbs(by, agreement.scope))
    entries = Entry.objects.filter(
        book=str(agreement.scope),
        verb__in=[verb for verb in verbs if verb.startswith("agreements.")],
        detail__agreement=agreement.pk,
    )
    left_on = was_party_until(by, agreement)
    if left_on is not None:
        entries = entries.filter(at__date__lte=left_on)
    return timeline(entries.order_by("-at", "-number")[:MOST])
