"""What is written about buying together: to members, and to suppliers who are asked for quotes.

No amounts and no names of suppliers stand in a letter to members; nothing of one supplier in a
letter to another.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.timezone import get_default_timezone, localdate

from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Role, Scope, cluster_scope
from spinney.base.kernel.errors import WrongState
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, reply_address
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import clock, day
from spinney.clusters import api as clusters
from spinney.purchasing.models import InvitedSupplier, JointPurchase
from spinney.register import api as register

PLEDGE, QUOTE = "purchasing.pledge", "purchasing.send_quote"
"""The verbs of the two task links."""
ARE_YOU_IN = "purchasing.are_you_in"
REQUEST = "purchasing.quote_request"
RECEIPT = "purchasing.quote_receipt"
OUTCOME = "purchasing.quote_outcome"
NEWS = "purchasing.purchase_news"
PLEDGE_MINUTES, QUOTE_MINUTES = 2, 20
PLEDGE_DAYS = 60
"""So long the link to give one's word lives where no day is set."""
NOT_IN = "If you are not in, open the link and choose “Not this time”, or do nothing."
NO_QUOTE = "If you will not quote, open the link and say so in one click."


def _url(purchase: JointPurchase) -> str:
    return reverse("purchasing:purchase", args=[purchase.cluster_id, purchase.pk])


def asker_of(by: Actor, purchase: JointPurchase) -> str:
    """Who asks, with her part; the cluster, where the site does."""
    person = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
    if person is None:
        return one_line(purchase.cluster.name)
    part = "facilitator" if Role.FACILITATOR in by.roles_in(purchase.scope) else ""
    name = one_line(person.name or person.email)
    return f"{name}, {part}" if part else name


def people_of(organisation_ids: Iterable[int], on: date) -> dict[int, list[Person]]:
    """Who represents each of these organisations on a day."""
    found: dict[int, list[Person]] = {}
    for one in register.representatives_of(organisation_ids, on):
        people = found.setdefault(one.organisation_id, [])
        if one.person.is_active and one.person not in people:
            people.append(one.person)
    return found


# To members ------------------------------------------------------------------------------------


def ask_pledges(
    purchase: JointPurchase, organisation_ids: Iterable[int], *, by: Actor, now: datetime
) -> int:
    """Ask these members whether they are in, each by a link that needs no account. Returns how many
    were written to.
    """
    errand = Errand(PLEDGE, subject_of(purchase), purchase.scope, PLEDGE_MINUTES, may_forward=True)
    letter = _are_you_in(
        purchase.scope, one_line(purchase.cluster.name), asker_of(by, purchase),
        one_line(purchase.title), purchase.pledge_by,
    )  # fmt: skip
    letter = _with(letter, about=subject_of(purchase), reply_to=reply_address(by))
    until = pledge_link_ends(purchase, now)
    asked = people_of(organisation_ids, localdate(now))
    for organisation_id, people in asked.items():
        for person in people:
            outbox.ask(
                letter, errand, to=person, by=by, now=now, expires_at=until,
                organisation_id=organisation_id,
            )  # fmt: skip
    return len(asked)


def pledge_link_ends(purchase: JointPurchase, now: datetime) -> datetime:
    """When the links to give one's word end: some time after the day that is asked for, so that a
    word can still be changed.
    """
    base = now
    if purchase.pledge_by is not None:
        base = datetime.combine(purchase.pledge_by, time(23, 59), get_default_timezone())
    return max(base, now) + timedelta(days=PLEDGE_DAYS)


def end_pledge_links(purchase: JointPurchase, now: datetime) -> None:
    """End every link to give one's word."""
    links.revoke(PLEDGE, subject_of(purchase), now=now)


def tell_members(
    purchase: JointPurchase, headline: str, words: str, organisation_ids: Iterable[int], *,
    by: Actor, now: datetime,
) -> None:  # fmt: skip
    """Tell those who are in, and those who run the cluster, of the purchase."""
    letter = Letter(
        kind=NEWS, scope=purchase.scope, place=one_line(purchase.cluster.name),
        asker=one_line(purchase.cluster.name), headline=f"{headline}: {one_line(purchase.title)}",
        paragraphs=[words], link=_url(purchase), about=subject_of(purchase),
    )  # fmt: skip
    people = [one for them in people_of(organisation_ids, localdate(now)).values() for one in them]
    people += clusters.people_who_run(purchase.cluster, localdate(now))
    for person in {one.pk: one for one in people if one.pk != by.person_id}.values():
        outbox.tell(letter, to=person, by=by, now=now)


# To suppliers ----------------------------------------------------------------------------------


def request_quote(invited: InvitedSupplier, *, by: Actor, now: datetime) -> None:
    """Ask a supplier for a quote, by a link of its own."""
    purchase = invited.purchase
    if purchase.quotes_by is None:
        raise ValueError("A quote is asked for until a moment.")
    errand = Errand(QUOTE, subject_of(invited), purchase.scope, QUOTE_MINUTES, may_forward=True)
    letter = _request(
        purchase.scope, one_line(purchase.cluster.name), asker_of(by, purchase),
        one_line(purchase.title), localdate(purchase.quotes_by), clock(purchase.quotes_by),
    )  # fmt: skip
    letter = _with(
        letter, about=subject_of(invited), reply_to=reply_address(by), good_until=purchase.quotes_by
    )
    outbox.ask(letter, errand, to=invited.email, by=by, now=now, expires_at=purchase.quotes_by)


def end_quote_links(invited: InvitedSupplier, now: datetime) -> None:
    """End every link to send a quote of one supplier."""
    links.revoke(QUOTE, subject_of(invited), now=now)


def quotes_extended(
    invited: Iterable[InvitedSupplier], until: datetime, *, by: Actor, now: datetime
) -> None:
    """Let the links live longer, and tell suppliers."""
    asked = list(invited)
    links.prolong(QUOTE, [subject_of(one) for one in asked], until=until)
    for one in asked:
        words = (
            f"You have longer to send or change your quote: until {clock(until)} on {day(until)}."
            " The link that you were sent goes on working until then."
        )
        _tell_supplier(one, RECEIPT, "more time for your quote", words, by=by, now=now)


def quote_taken(invited: InvitedSupplier, *, again: bool, by: Actor, now: datetime) -> None:
    """A receipt for a quote: that it came, never what it said."""
    purchase = invited.purchase
    until = purchase.quotes_by
    if until is None:
        raise WrongState("No quotes are taken for this purchase.")
    came = "Your quote was changed" if again else "Your quote has come"
    sealed = f"It is sealed: the site shows it to nobody before {clock(until)} on {day(until)}."
    words = (
        f"{came}, on {day(now)} at {clock(now)}. {sealed} Until then you can change it, with the"
        " same link."
    )
    _tell_supplier(invited, RECEIPT, "your quote has come", words, by=by, now=now)


def tell_outcome(invited: InvitedSupplier, *, won: bool, by: Actor, now: datetime) -> None:
    """Tell a supplier that sent a quote what came of it."""
    words = (
        "Thank you for your quote. It was chosen. We will write to you about the contract."
        if won
        else "Thank you for your quote, and for the work that went into it. Another one was chosen"
        " this time, by the criteria that you were told. We hope to ask you again."
    )
    headline = "your quote was chosen" if won else "what came of your quote"
    _tell_supplier(invited, OUTCOME, headline, words, by=by, now=now)


def purchase_ended(invited: InvitedSupplier, *, by: Actor, now: datetime) -> None:
    """Tell a supplier that was asked that nothing is bought this time."""
    words = "Thank you. We do not go on with this purchase, so no quote is needed any more."
    _tell_supplier(invited, OUTCOME, "no quote is needed any more", words, by=by, now=now)


def _tell_supplier(
    invited: InvitedSupplier, kind: str, headline: str, words: str, *, by: Actor, now: datetime
) -> None:
    purchase = invited.purchase
    place = one_line(purchase.cluster.name)
    letter = Letter(
        kind=kind, scope=purchase.scope, place=place, asker=place,
        headline=f"{headline}: {one_line(purchase.title)}", paragraphs=[words],
        about=subject_of(invited),
    )  # fmt: skip
    outbox.tell(letter, to=invited.email, by=by, now=now)


# How each begins -------------------------------------------------------------------------------


def _with(letter: Letter, **more: object) -> Letter:
    return Letter(**(vars(letter) | more))


def _are_you_in(scope: Scope, place: str, asker: str, title: str, until: date | None) -> Letter:
    return Letter(
        kind=ARE_YOU_IN, scope=scope, place=place, asker=asker,
        headline=f"are you in? {title}",
        paragraphs=[
            "Members of the cluster want to buy this together. Say whether you are in, and on which"
            " conditions: the most you would pay, and how many of you must join. Others do not see"
            " the most you would pay. It binds nobody yet."
        ],
        deed="Say whether you are in", minutes=PLEDGE_MINUTES, by_when=until, say_no=NOT_IN,
    )  # fmt: skip


def _request(scope: Scope, place: str, asker: str, title: str, until: date, at: str) -> Letter:
    return Letter(
        kind=REQUEST, scope=scope, place=place, asker=asker,
        headline=f"a quote, please: {title}",
        paragraphs=[
            "Organisations of the cluster buy this together, and ask you for a quote. The link"
            " shows what is to be bought and how quotes are compared. You need no account. Your"
            f" quote is sealed: the site shows it to nobody before {at} on {day(until)}, and never"
            " to another supplier."
        ],
        deed="Send your quote", minutes=QUOTE_MINUTES, by_when=until, say_no=NO_QUOTE,
    )  # fmt: skip


def _told(kind: str, headline: str, words: str) -> Letter:
    return Letter(
        kind=kind, scope=cluster_scope(1), place="The Spinney", asker="The Spinney",
        headline=headline, paragraphs=[words],
    )  # fmt: skip


_EXAMPLES = (
    (
        ARE_YOU_IN, "Whether your organisation joins in buying something together",
        lambda: _are_you_in(
            cluster_scope(1), "The Spinney", "Ash Green, facilitator", "IT support",
            date(2026, 3, 12),
        ),
    ),
    (
        REQUEST, "Requests for quotes, to suppliers",
        lambda: _request(
            cluster_scope(1), "The Spinney", "Ash Green, facilitator", "IT support",
            date(2026, 3, 12), "17:00",
        ),
    ),
    (
        RECEIPT, "Receipts for quotes, to suppliers",
        lambda: _told(RECEIPT, "your quote has come: IT support", "Your quote has come."),
    ),
    (
        OUTCOME, "What came of quotes, to suppliers",
        lambda: _told(OUTCOME, "what came of your quote: IT support", "Thank you for your quote."),
    ),
    (
        NEWS, "What came of buying together",
        lambda: _told(NEWS, "quotes are open: IT support", "Quotes can be read and marked now."),
    ),
)  # fmt: skip
for _name, _title, _example in _EXAMPLES:
    add_kind(Kind(_name, _title, _example))
