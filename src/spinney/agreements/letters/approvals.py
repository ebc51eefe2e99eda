"""What is written to members about agreeing to a version. Never what anybody has answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import get_default_timezone, localdate

from spinney.agreements.bridge.agreeing import electors_of, rule_of
from spinney.agreements.letters.senders import asker_of
from spinney.agreements.models import Approval
from spinney.agreements.states import ApprovalState
from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, reply_address
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.register import api as register

ASKED = "agreements.asked_to_agree"
CLOSED = "agreements.agreeing_closed"
AGREE = "agreements.agree_to_version"
MINUTES = 2
DAYS_AFTER_CLOSING = 14
"""The link lives so many days longer: it then tells what came of it."""
SAY_NO = (
    "If you do not agree, open the link and say so; or stand aside there, and let others go on."
)


def errand_of(approval: Approval) -> Errand:
    """What a link lets its holder do: answer for her organisation."""
    return Errand(
        verb=AGREE,
        subject=subject_of(approval),
        scope=approval.about.agreement.scope,
        minutes=MINUTES,
    )


def ends_at(approval: Approval) -> datetime:
    """When the links end: some days after the last day."""
    last = approval.closes_on + timedelta(days=DAYS_AFTER_CLOSING + 1)
    return datetime.combine(last, time.min, get_default_timezone())


def asked_to_agree(approval: Approval, *, by: Actor, now: datetime) -> None:
    """Ask everybody who may vote for an organisation that is asked."""
    title = one_line(approval.about.agreement.title)
    if approval.ends_on is None:
        said = f"Read what it says, and say whether your organisation agrees to “{title}”."
    else:
        said = (
            f"Say whether your organisation agrees that “{title}” ends early. From"
            f" {day(approval.ends_on)} it would bind nobody, and nothing would be shared under it."
        )
    opening = [said, *_rule_words(approval)]
    message = approval.why or _message(approval)
    _ask(approval, _voters(approval, now), opening, by=by, now=now, message=message)


def remind(approval: Approval, *, by: Actor, now: datetime) -> int:
    """Write again to those that have not answered; returns how many organisations that is."""
    answered = set(approval.answers.values_list("organisation_id", flat=True))
    waiting = {pk: them for pk, them in _voters(approval, now).items() if pk not in answered}
    title = one_line(approval.about.agreement.title)
    words = [f"Your organisation has not said yet whether it agrees to {_what(approval, title)}."]
    _ask(approval, waiting, words, by=by, now=now)
    return len(waiting)


def turned_to_a_vote(approval: Approval, *, by: Actor, now: datetime) -> None:
    """Tell everybody asked that the rule has turned into a vote; answers may be changed."""
    title = one_line(approval.about.agreement.title)
    what = capfirst(_what(approval, title))
    words = [
        f"{what} was not agreed by everybody so far. By your rule a vote decides from today.",
        "What you answered counts as your vote. You can change it until the last day.",
    ]
    _ask(approval, _voters(approval, now), words, by=by, now=now)


def _ask(
    approval: Approval,
    voters: dict[int, list[Person]],
    paragraphs: list[str],
    *,
    by: Actor,
    now: datetime,
    message: str = "",
) -> None:
    agreement = approval.about.agreement
    letter = _asked(
        agreement.scope, one_line(agreement.cluster.name), asker_of(by, approval.about.agreement),
        _what(approval, one_line(agreement.title)), approval.closes_on,
    )  # fmt: skip
    reply_to = reply_address(by)
    letter = replace(
        letter, paragraphs=paragraphs, said=message, about=subject_of(approval), reply_to=reply_to
    )
    for organisation_id, people in voters.items():
        for person in people:
            outbox.ask(
                letter,
                errand_of(approval),
                to=person,
                by=by,
                now=now,
                expires_at=ends_at(approval),
                organisation_id=organisation_id,
            )


def _voters(approval: Approval, now: datetime) -> dict[int, list[Person]]:
    """Whom to write to: for each organisation that is asked, those with a mandate to vote."""
    on = localdate(now)
    uids = [one.uid for one in electors_of(approval, on)]
    ids = register.Organisation.objects.filter(uid__in=uids).values_list("pk", flat=True)
    found: dict[int, list[Person]] = defaultdict(list)
    rows = register.mandates_in_force(on).filter(organisation__in=list(ids), may_vote=True)
    for one in rows.select_related("person").order_by("organisation_id", "given_at", "pk"):
        if one.person.is_active and one.person not in found[one.organisation_id]:
            found[one.organisation_id].append(one.person)
    return dict(found)


def _message(approval: Approval) -> str:
    return str(approval.rule.get("message", ""))


def _rule_words(approval: Approval) -> list[str]:
    words = approval.rule.get("words", ())
    return [one_line(words[0])] if words else []


def prolong_links(approval: Approval) -> None:
    """Let the links live as long as the new last day asks."""
    links.prolong(AGREE, [subject_of(approval)], until=ends_at(approval))


def end_links(approval: Approval, now: datetime) -> None:
    """End every link to a question."""
    links.revoke(AGREE, subject_of(approval), now=now)


def closed(approval: Approval, *, by: Actor, now: datetime) -> None:
    """Tell those who were asked, and those who run the cluster, what came of it."""
    agreement = approval.about.agreement
    was = "was agreed" if approval.state == ApprovalState.AGREED else "was not agreed"
    what = capfirst(_what(approval, one_line(agreement.title)))
    letter = _closed(
        agreement.scope, one_line(agreement.cluster.name), f"{what} {was}",
        reverse("agreements:approval", args=[agreement.cluster_id, agreement.pk, approval.pk]),
        subject_of(approval),
    )  # fmt: skip
    voters = [one for people in _voters(approval, now).values() for one in people]
    runs = clusters.people_who_run(agreement.cluster, localdate(now))
    for person in _once([*voters, *runs]):
        if person.pk != by.person_id:
            key = f"{CLOSED}:{approval.pk}:{person.pk}"
            outbox.tell(letter, to=person, by=by, now=now, key=key)


def _once(people: Iterable[Person]) -> list[Person]:
    return list({one.pk: one for one in people}.values())


def has_turned(approval: Approval, on: date) -> bool:
    """Whether its rule turns into a vote on this day."""
    return bool(approval.rule) and rule_of(approval).fallback_on == on


def _what(approval: Approval, title: str) -> str:
    """What they agree to, or not: a version, or the end of an agreement."""
    return f"“{title}”" if approval.ends_on is None else f"the early end of “{title}”"


def _asked(scope: Scope, place: str, asker: str, what: str, until: date) -> Letter:
    return Letter(
        kind=ASKED,
        scope=scope,
        place=place,
        asker=asker,
        headline=f"do you agree to {what}?",
        paragraphs=[f"Say whether your organisation agrees to {what}."],
        deed="Answer",
        minutes=MINUTES,
        by_when=until,
        say_no=SAY_NO,
    )


def _closed(scope: Scope, place: str, said: str, link: str, about: str = "") -> Letter:
    return Letter(
        kind=CLOSED,
        scope=scope,
        place=place,
        asker=place,
        headline=said,
        paragraphs=["The page shows how it was counted, and what comes next."],
        link=link,
        about=about,
    )


PLACE = Scope("cluster", 1)
add_kind(
    Kind(
        ASKED,
        "Agreements that your organisation is asked to agree to",
        lambda: _asked(
            PLACE, "The Spinney", "Ash Green, facilitator", "“Ground rules”", date(2026, 3, 12)
        ),
    )
)
add_kind(
    Kind(
        CLOSED,
        "What came of asking whether members agree",
        lambda: _closed(PLACE, "The Spinney", "“Ground rules” was agreed", "/clusters/1/"),
    )
)
