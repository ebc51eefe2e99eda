"""What the agreements room tells base when it starts: how its record is told, what its deeds take
of a member's time; and what it does when news comes from below.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.timezone import now as now_is

from spinney.agreements import events, policies
from spinney.agreements.actions.memberships import follow_membership
from spinney.agreements.actions.merges import follow_merge, follow_unmerge
from spinney.agreements.actions.signing import complete_signing
from spinney.agreements.actions.signing_times import release_party
from spinney.agreements.bridge import declared  # noqa: F401  (its fields can be shared)
from spinney.agreements.bridge.agreed import (
    agreed_joining,
    agreed_suspension,
    agreed_tiers,
    shown_by,
)
from spinney.agreements.bridge.sealing import ask_for_seal
from spinney.agreements.bridge.terms import place_words
from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.events.signing import signing_complete
from spinney.agreements.models import Agreement, Contact, Party, Signing
from spinney.agreements.queries.leaving import waiting_of
from spinney.agreements.queries.signing import open_signings_of, waiting_in
from spinney.agreements.queries.terms import held_of_kind, terms
from spinney.agreements.states import SpeaksFor
from spinney.base.access.leaving import add_farewell
from spinney.base.access.links import can_be_done_again
from spinney.base.access.minutes import takes
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.record.timeline import tell
from spinney.base.web.components.parts import Link
from spinney.base.web.doorways import Doorway, add_doorways, ways_of_room
from spinney.clusters import api as clusters
from spinney.register import api as register

MINUTES: dict[str, int] = {
    "agreements.start_agreement": 3,
    "agreements.answer_term": 2,
    "agreements.answer_question": 2,
    "agreements.edit_clause": 3,
    "agreements.add_clause": 5,
    "agreements.add_comment": 3,
    "agreements.propose_words": 5,
    "agreements.agree_to_version": 2,
    "agreements.stop_sharing": 1,
    "agreements.share_again": 1,
    "agreements.add_contact": 1,
    "agreements.edit_contact": 1,
    "agreements.sign": 5,
    "agreements.decline_to_sign": 3,
    "agreements.forward_signing": 1,
    "agreements.attach_authority": 2,
    "agreements.send_scan": 5,
    "agreements.confirm_scan": 3,
    "agreements.finish_duty": 2,
    "agreements.settle_duty": 3,
    "agreements.give_notice": 3,
    "agreements.say_relations": 5,
}
"""What each deed takes a member (what is done by a task link counts with the link's minutes)."""

#: verb and view · words · what is there. The address takes the number of a cluster.
DOORWAYS: tuple[tuple[str, str, str], ...] = (
    ("agreements", "Agreements", "What you have signed, what is being written, what waits"),
    ("terms", "Terms in force", "What you have agreed, in plain words, and where it says so"),
    ("duties", "What is due", "Reviews, reports and other dates that your agreements set"),
    ("directory", "Directory", "Whom to ask at members, and what they can show you"),
)

AFTER_DIAGNOSTICS = 20


@add_doorways
def ways_in(actor: Actor, scope: Scope) -> Iterator[Doorway]:
    """The pages of this room, from the page of a cluster."""
    return ways_of_room("agreements", DOORWAYS, policies.MAY, AFTER_DIAGNOSTICS, actor, scope)


@receiver(register.organisations_merged)
def let_rows_follow_a_merge(sender: object, merge: Any, now: datetime, **kwargs: object) -> None:
    """Two organisations turned out to be one: what one has signed, shares and owes goes along."""
    follow_merge(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_unmerged)
def let_rows_follow_an_unmerge(sender: object, merge: Any, now: datetime, **kwargs: object) -> None:
    """They are two after all: each has its own again."""
    follow_unmerge(merge=merge, by=Actor.system("merges"), now=now)


@receiver(register.organisations_merged)
def count_signatures_after_a_merge(
    sender: object, merge: Any, now: datetime, **kwargs: object
) -> None:
    """Who was asked twice is asked once: perhaps nobody is missing any more."""
    for signing in open_signings_of(merge.aside.pk):
        complete_signing(signing=signing, by=Actor.system("merges"), now=now)


@receiver(clusters.membership_changed)
def let_leavers_sign_nothing(
    sender: object, membership: clusters.Membership, now: datetime, **kwargs: object
) -> None:
    """Whoever is no longer a member need not sign what is out for the whole cluster."""
    if membership.state == "left":
        for asked in waiting_in(membership.cluster_id, membership.organisation_id):
            release_party(asked=asked, by=Actor.system("memberships"), now=now)


@receiver(clusters.membership_changed)
def let_leavers_leave_agreements(
    sender: object, membership: clusters.Membership, now: datetime, **kwargs: object
) -> None:
    """Whoever has left the cluster is a party of nothing that speaks for it."""
    if membership.state == "left":
        follow_membership(membership=membership, by=Actor.system("memberships"), now=now)


@receiver(post_save, sender=clusters.Membership)
def let_notice_be_given_here_too(
    sender: object, instance: clusters.Membership, update_fields: Any, **kwargs: object
) -> None:
    """A member gave notice to the cluster, or took it back: so it does in what speaks for it."""
    if update_fields and "leaves_on" in update_fields and "state" not in update_fields:
        follow_membership(membership=instance, by=Actor.system("memberships"), now=now_is())


@receiver(events.life.party_left)
def let_parties_that_left_sign_nothing(
    sender: object, party: Party, now: datetime, **kwargs: object
) -> None:
    """Whoever has left an agreement need not sign its next version: the count is done again."""
    for asked in waiting_of(party):
        release_party(asked=asked, by=Actor.system("leaving"), now=now)


@register.add_page_source
def pages_of_sharing(organisation_id: int) -> Iterator[Link]:
    """From an organisation's evidence to what it shares under agreements, and its contacts."""
    yield Link(
        "What we share under agreements",
        reverse("agreements:what-we-share", args=[organisation_id]),
    )
    yield Link("Our contacts for partners", reverse("agreements:contacts", args=[organisation_id]))


@add_farewell
def take_her_off_contacts(person: Person, by: Actor, now: datetime) -> None:
    """Whoever closes her account is no contact any more under the address of that account."""
    Contact.objects.filter(email__iexact=person.email).delete()


@clusters.add_agreement_kinds
def kinds() -> list[tuple[str, str]]:
    """The kinds of agreement that a stage's condition can name."""
    return [(key, wording.title) for key, wording in wordings().items()]


@receiver(events.life.terms_changed)
def let_tiers_follow_terms(
    sender: object, agreement: Agreement, keys: Collection[str], now: datetime, **more: object
) -> None:
    """The members agreed their tiers, or no longer have any agreed: the cluster goes by them."""
    if "tiers" not in keys or agreement.speaks_for != SpeaksFor.CLUSTER:
        return
    found = terms(agreement.cluster, localdate(now))
    source = found.source("tiers")
    clusters.agree_tiers(
        cluster=agreement.cluster,
        tiers=agreed_tiers(found.tiers) if source else (),
        agreed_in=place_words(source) if source else "",
        by=Actor.system("agreements"),
        now=now,
    )


@receiver(events.life.terms_changed)
def let_notice_follow_terms(
    sender: object, agreement: Agreement, keys: Collection[str], now: datetime, **more: object
) -> None:
    """The members agreed with what notice one leaves, or no longer have any agreed: leaving the
    cluster goes by it.
    """
    if "leaving" not in keys or agreement.speaks_for != SpeaksFor.CLUSTER:
        return
    found = terms(agreement.cluster, localdate(now))
    source = found.source("leaving")
    clusters.agree_notice(
        cluster=agreement.cluster,
        days=found.leaving.notice_days if source else None,
        agreed_in=place_words(source) if source else "",
        by=Actor.system("agreements"),
        now=now,
    )


@receiver(events.life.terms_changed)
def let_joining_follow_terms(
    sender: object, agreement: Agreement, keys: Collection[str], now: datetime, **more: object
) -> None:
    """The members agreed how somebody joins, or no longer have it agreed: the cluster does so."""
    if "joining" not in keys or agreement.speaks_for != SpeaksFor.CLUSTER:
        return
    found = terms(agreement.cluster, localdate(now))
    source = found.source("joining")
    clusters.agree_joining(
        cluster=agreement.cluster,
        rule=agreed_joining(found.joining, place_words(source)) if source else None,
        by=Actor.system("agreements"),
        now=now,
    )


@receiver(events.life.terms_changed)
def let_suspension_follow_terms(
    sender: object, agreement: Agreement, keys: Collection[str], now: datetime, **more: object
) -> None:
    """The members agreed how one is set aside, or no longer have it agreed: the cluster goes by
    it.
    """
    if "suspension" not in keys or agreement.speaks_for != SpeaksFor.CLUSTER:
        return
    found = terms(agreement.cluster, localdate(now))
    source = found.source("suspension")
    clusters.agree_suspension(
        cluster=agreement.cluster,
        rule=agreed_suspension(found.suspension, place_words(source)) if source else None,
        by=Actor.system("agreements"),
        now=now,
    )


@receiver([events.life.agreement_in_force, events.life.agreement_ended, events.life.terms_changed])
def let_conditions_follow_agreements(sender: object, now: datetime, **more: Any) -> None:
    """An agreement is in force, or no longer: what a stage asks for may be met by it, or not."""
    agreement = more["version"].agreement if "version" in more else more["agreement"]
    _follow(agreement.cluster, agreement.kind, now)


@receiver(clusters.condition_asks_agreement)
def let_agreements_meet_a_condition(
    sender: object, condition: Any, now: datetime, **more: object
) -> None:
    """A condition is new, or is back: it may be met already in some clusters of its programme."""
    kind = condition.met_by_agreement
    programme = condition.stage.programme_id
    for cluster in clusters.Cluster.objects.filter(programme=programme).order_by("pk"):
        if held_of_kind(cluster, kind, localdate(now)) is not None:
            _follow(cluster, kind, now)


def _follow(cluster: clusters.Cluster, kind: str, now: datetime) -> None:
    version = held_of_kind(cluster, kind, localdate(now))
    clusters.follow_agreement(
        cluster=cluster,
        kind=kind,
        shown=shown_by(version) if version is not None else None,
        by=Actor.system("agreements"),
        now=now,
    )


@receiver(signing_complete)
def seal_what_was_signed(sender: object, signing: Signing, now: datetime, **more: object) -> None:
    """The last needed signature is there: the words and signatures are sealed as one file."""
    ask_for_seal(signing.signs, now)


tell(events.TOLD)
takes(MINUTES)
# What was signed can be looked at with the same link; signing twice is signing once.
can_be_done_again("agreements.sign")
