"""What waits on somebody today: an invitation, a call for interest, evidence about to end."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from spinney.clusters.actions import calls, gatherings, invitations, journal, responses
from spinney.clusters.models import Cluster, Programme, Tier
from spinney.clusters.queries.invitations import Guest
from spinney.config.demo.people import Company, days_before
from spinney.config.demo.told import illustration
from spinney.register.actions.evidence import add_evidence
from spinney.register.models import Organisation
from spinney.register.models.evidence import EvidenceKind
from spinney.register.policies.evidence import EvidenceFacts

INVENTED = ("Larkfield Day Centre", "Two Bridges Housing Support", "Copper Lane Project")


def leave_things_open(
    programme: Programme, clusters: list[Cluster], people: Company, now: datetime
) -> None:
    """Things to do for whoever looks around."""
    bolton, durham, _, nottingham = clusters
    tiers = {t.name: t for t in Tier.objects.filter(programme=programme)}
    _invite_the_newcomer(nottingham, tiers["Core"], people, now)
    _call_for_interest(durham, tiers["Associate"], people, now)
    _hold_evidence(people, now)
    soon = gatherings.Occasion(
        "Core group meeting 5", localdate(now) + timedelta(days=12), bolton.place
    )
    by = people.actor("facilitator", now)
    gatherings.add_gathering(cluster=bolton, occasion=soon, by=by, now=now)
    note = "Members are pleased with the purchasing comparison. Ask who will lead on training."
    journal.write_note(
        cluster=bolton, about_on=localdate(now), text=f"{note} (Illustrative.)", by=by, now=now
    )


def _invite_the_newcomer(cluster: Cluster, tier: Tier, people: Company, now: datetime) -> None:
    newcomer = illustration()["people"]["newcomer"]
    moment = days_before(now, 2)
    invitations.invite(
        cluster=cluster,
        guests=[Guest(INVENTED[0], newcomer["email"], newcomer["name"])],
        tier=tier,
        message="We think that you would fit well. (Illustrative.)",
        answer_by=localdate(now) + timedelta(days=19),
        by=people.actor("second_facilitator", moment),
        now=moment,
    )


def _call_for_interest(cluster: Cluster, tier: Tier, people: Company, now: datetime) -> None:
    """Durham was "looking to roll out beyond its membership" its training plan; the call and those
    who answer it are invented.
    """
    moment = days_before(now, 9)
    by = people.actor("facilitator", moment)
    call = calls.make_call(
        cluster=cluster,
        text=calls.CallText(
            title="Who would join our training plan?",
            text="We plan training together and look for others to share it. (Illustrative.)",
            closes_at=now + timedelta(days=21),
            tier=tier,
            minutes=5,
        ),
        by=by,
        now=moment,
    )
    for fields in (
        {"text": "What training do your staff need most?", "kind": "long_text", "max_points": 10},
        {"text": "How many staff and volunteers have you?", "kind": "number"},
    ):
        calls.add_question(call=call, fields=fields, by=by, now=moment)
    call = calls.open_call(call=call, by=by, now=moment)
    need, size = call.questions.values_list("pk", flat=True)
    for number, name in enumerate(INVENTED[1:], start=1):
        who = responses.Applicant(name, f"office@group{number}.example.org", "Illustrative person")
        texts = {need: "Safeguarding and first aid.", size: str(4 * number)}
        responses.enter_response(call=call, applicant=who, answers=texts, by=by, now=moment)


def _hold_evidence(people: Company, now: datetime) -> None:
    """Three pieces of illustrative evidence for the first representative: one about to end."""
    name = next(iter(people.representatives))
    organisation = Organisation.objects.get(name=name)
    today, moment = localdate(now), days_before(now, 120)
    for kind, issued, ends in (
        (EvidenceKind.ACCOUNTS, 300, None),
        (EvidenceKind.PUBLIC_LIABILITY, 345, 20),
        (EvidenceKind.SAFEGUARDING, 200, 165),
    ):
        add_evidence(
            organisation=organisation,
            facts=EvidenceFacts(
                kind=kind,
                issued_on=today - timedelta(days=issued),
                expires_on=today + timedelta(days=ends) if ends else None,
                title=f"{EvidenceKind(kind).label} (illustrative)",
            ),
            by=people.speaker(name, moment),
            now=moment,
        )
    person = people.representatives[name]
    person.demo_title = f"A representative in Bolton ({name})"
    person.save(update_fields=["demo_title"])
