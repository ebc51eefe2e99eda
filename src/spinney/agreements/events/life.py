"""News of the life of agreements: in force, varied, ended, joined, left; how it is told.

Whatever has a date is true from that date, whether or not anything ran on the day: these signals
say that it is time to look, and those who are told derive what holds from the dates themselves.
"""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: A version holds from today (sent on its first day). Gives: version, since, by, now.
agreement_in_force = Signal()
#: Terms in force of a cluster change. Gives: agreement, keys (sorted), on, by, now.
terms_changed = Signal()
#: An agreement holds no more. Gives: agreement, on (the first day without it), by, now.
agreement_ended = Signal()
#: An organisation is a party. Gives: party, on (its first day, perhaps to come), by, now.
party_joined = Signal()
#: An organisation is a party no longer. Gives: party, on (its first day without), by, now.
party_left = Signal()

RUN_IT = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR})
MEMBERS = frozenset({Role.MEMBER})  # those who run it read that it is signed already

TOLD: dict[str, Sentence] = {
    "agreements.put_in_force": Sentence("“{title}” is signed. It holds from {since}.", RUN_IT),
    "agreements.cluster_goes_by": Sentence(
        "“{title}” is in force: the cluster goes by it from {since}.", MEMBERS
    ),
    "agreements.begin_version": Sentence("“{title}” holds from today.", RUN_IT),
    "agreements.bind_party": Sentence("{organisation} joined “{title}”.", RUN_IT),
    "agreements.vary_agreement": Sentence(
        "A variation of “{title}” is being written. {why}", RUN_IT
    ),
    "agreements.renew_agreement": Sentence(
        "The renewal of “{title}” is being written. {why}.", RUN_IT
    ),
    "agreements.ask_to_end": Sentence(
        "Members are asked until {until} whether “{title}” ends on {ends}. {reason}", RUN_IT
    ),
    "agreements.end_agreement": Sentence("“{title}” ends on {ends}. {reason}", RUN_IT),
    "agreements.end_as_agreed": Sentence(
        "Those who were asked agreed: “{title}” ends on {ends}. {reason}", RUN_IT
    ),
    "agreements.undo_end": Sentence("“{title}” goes on: its end was taken back.", RUN_IT),
    "agreements.run_out": Sentence("“{title}” has ended.", RUN_IT),
    "agreements.warn_of_end": Sentence(
        "“{title}” runs out within {days} days: everybody was told.", RUN_IT
    ),
    "agreements.note_duty": Sentence(
        "Noted for {organisation}: {title}, by {due} (“{agreement_title}”).", RUN_IT
    ),
    "agreements.edit_duty": Sentence(
        "Changed: {title}, for {organisation}, by {due} (“{agreement_title}”).", RUN_IT
    ),
    "agreements.finish_duty": Sentence("Done by {organisation}: {title}. {note}", RUN_IT),
    "agreements.reopen_duty": Sentence("To be done after all: {title}.", RUN_IT),
    "agreements.drop_duty": Sentence("No longer needed: {title}. {reason}", RUN_IT),
    "agreements.start_accession": Sentence("{organisation} is to join “{title}”.", RUN_IT),
    "agreements.give_notice": Sentence(
        "{organisation} leaves “{title}” on {leaves_on}. {reason}", RUN_IT
    ),
    "agreements.take_back_notice": Sentence("{organisation} stays in “{title}”.", RUN_IT),
    "agreements.settle_duty": Sentence(
        "Settled, as {organisation} leaves “{title}”: {duty}. {why}", RUN_IT
    ),
    "agreements.say_relations": Sentence(
        "How {organisation} leaves “{title}”, as {side} says it: {words}", RUN_IT
    ),
    "agreements.finish_leaving": Sentence("{organisation} has left “{title}”.", RUN_IT),
    "agreements.follow_membership": Sentence(
        "{organisation} leaves the cluster, or stays; so in its agreements: {agreements}.", RUN_IT
    ),
    "agreements.start_exit_agreement": Sentence(
        "An exit agreement for {organisation} is being written.", RUN_IT
    ),
}
