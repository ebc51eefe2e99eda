"""Letters about who acts for an organisation: claims, offers of a mandate, mandates."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.links import Errand, in_days
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.outbox import ask, tell
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.register.models import Claim, Mandate, MandateOffer, Organisation
from spinney.register.policies.people import Powers
from spinney.register.queries.claims import register_address
from spinney.register.queries.mandates import is_last_representative

CLAIM_DAYS = 21
OFFER_DAYS = 30
DISPUTE_DAYS = 90
EXAMPLE = organisation_scope(0)


def asker(by: Actor) -> str:
    """How a letter names who asks: "Birch Green, Birch House"."""
    person = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
    if person is None:
        return "Spinney"
    name = person.name or person.email
    return f"{name}, {by.organisation_name}" if by.organisation_name else name


def claim_to_confirm(claim: Claim, *, to: str, by: Actor, now: datetime) -> None:
    """Ask the address on the register whether the claimant acts for the organisation."""
    organisation = claim.organisation
    letter = _claim_to_confirm(
        organisation, asker(by), str(claim.person), claim.person.email, claim.post, claim.note
    )
    letter = _about(letter, claim, now=now, days=CLAIM_DAYS)
    errand = Errand(
        "register.confirm_claim", subject_of(claim), organisation_scope(organisation.pk), minutes=1
    )
    ask(
        letter, errand, to=to, by=by, now=now, expires_at=in_days(now, CLAIM_DAYS),
        organisation_id=organisation.pk,
    )  # fmt: skip


def _claim_to_confirm(
    organisation: Organisation, asker_: str, name: str, email: str, post: str, note: str
) -> Letter:
    return Letter(
        kind="register.claim_to_confirm",
        scope=organisation_scope(organisation.pk or 0),
        place=organisation.name,
        asker=asker_,
        headline=f"does {name} act for {organisation.name}?",
        paragraphs=[
            f"{name} ({email}) says: I am {post} at {organisation.name}."
            " Your address is the one on the public register, so we ask you.",
            "If you say yes, you choose what this person may do for you on Spinney, where"
            " organisations work together in clusters. Until then, nothing happens.",
        ],
        said=note,
        deed="Answer",
        minutes=1,
        say_no="If you do not know this person, open the link and say no. No account is needed.",
    )


def claim_waiting(claim: Claim, *, to: Person, by: Actor, now: datetime) -> None:
    """Ask somebody with an account, who may decide it, to look at a claim."""
    letter = _claim_waiting(claim.organisation, asker(by), str(claim.person), claim.post)
    path = reverse("register:confirm-claim", args=[claim.organisation_id, claim.pk])
    key = f"register.claim_waiting:{claim.pk}:{to.pk}"
    tell(_about(letter, claim, now=now, days=0, link=path), to=to, by=by, now=now, key=key)


def _claim_waiting(organisation: Organisation, asker_: str, name: str, post: str) -> Letter:
    return Letter(
        kind="register.claim_waiting",
        scope=organisation_scope(organisation.pk or 0),
        place=organisation.name,
        asker=asker_,
        headline=f"does {name} act for {organisation.name}?",
        paragraphs=[f"{name} says: I am {post} at {organisation.name}."],
        deed="Decide",
        minutes=2,
        say_no="If you cannot tell, leave it to somebody who knows the organisation.",
        link="/",
    )


def claim_settled(claim: Claim, *, powers: str, reason: str, by: Actor, now: datetime) -> None:
    """Tell the claimant what came of it."""
    letter = _claim_settled(claim.organisation, asker(by), powers, reason)
    tell(_about(letter, claim, now=now, days=0), to=claim.person, by=by, now=now)


def _claim_settled(organisation: Organisation, asker_: str, powers: str, reason: str) -> Letter:
    name = organisation.name
    if powers:
        headline = f"you now act for {name}"
        text = f"You may {powers} for {name}. Sign in to keep its profile and its evidence."
    else:
        headline = f"your claim to act for {name} was declined"
        text = "If you think that this is a mistake, write to whoever runs your cluster."
    return Letter(
        kind="register.claim_settled",
        scope=organisation_scope(organisation.pk or 0),
        place=name,
        asker=asker_,
        headline=headline,
        paragraphs=[text],
        said=reason,
        link=reverse("register:my-organisations"),
    )


def new_representative(mandate: Mandate, *, to: Person, by: Actor, now: datetime) -> None:
    """Tell somebody who acts for an organisation that another person now does too."""
    letter = _mandate_news(
        mandate.organisation,
        asker(by),
        f"{mandate.person} now acts for {mandate.organisation.name} too",
        f"{mandate.person} may {Powers.of(mandate).in_words}. If that is wrong, end it on the page"
        " that shows who acts for you.",
    )
    path = reverse("register:list-mandates", args=[mandate.organisation_id])
    tell(_about(letter, mandate, now=now, days=0, link=path), to=to, by=by, now=now)


def let_the_register_check(mandate: Mandate, *, by: Actor, now: datetime) -> None:
    """Make the first who acts for an organisation known to the address on the register, if there
    is one and it is not her own.
    """
    address = register_address(mandate.organisation)
    is_first = is_last_representative(mandate, localdate(now))
    if address and is_first and address.lower() != mandate.person.email:
        mandate_to_check(mandate, to=address, by=by, now=now)


def mandate_to_check(mandate: Mandate, *, to: str, by: Actor, now: datetime) -> None:
    """Tell the address on the register that somebody now acts for the organisation, with a link
    that stops it, so that no stranger can do so unseen.
    """
    person = mandate.person
    letter = _mandate_to_check(
        mandate.organisation, asker(by), str(person), person.email, Powers.of(mandate).in_words
    )
    errand = Errand(
        "register.dispute_mandate",
        subject_of(mandate),
        organisation_scope(mandate.organisation_id),
        minutes=1,
    )
    ends = in_days(now, DISPUTE_DAYS)
    changes = {"about": subject_of(mandate), "good_until": ends}
    ask(
        Letter(**{**vars(letter), **changes}), errand, to=to, by=by, now=now, expires_at=ends,
        organisation_id=mandate.organisation_id,
    )  # fmt: skip


def _mandate_to_check(
    organisation: Organisation, asker_: str, name: str, email: str, powers: str
) -> Letter:
    return Letter(
        kind="register.mandate_to_check",
        scope=organisation_scope(organisation.pk or 0),
        place=organisation.name,
        asker=asker_,
        headline=f"{name} now acts for {organisation.name}: is that right?",
        paragraphs=[
            f"{name} ({email}) may now {powers} for {organisation.name} on Spinney, where"
            " organisations work together in clusters. Nobody acted for it before.",
            "Your address is the one on the public register, so we tell you.",
        ],
        deed="Say if it is wrong",
        minutes=1,
        say_no="If it is right, you need do nothing.",
    )


def mandate_given(mandate: Mandate, *, by: Actor, now: datetime) -> None:
    """Tell a person that she may now act for an organisation."""
    name = mandate.organisation.name
    text = f"You may {Powers.of(mandate).in_words} for {name}, from {day(mandate.starts_on)}"
    _tell_holder(mandate, f"you now act for {name}", f"{text}{_until(mandate)}.", by, now)


def mandate_changed(mandate: Mandate, *, before: str, by: Actor, now: datetime) -> None:
    """Tell a person that what she may do has changed."""
    name = mandate.organisation.name
    text = f"Until now you could {before}. From now on you may {Powers.of(mandate).in_words}"
    headline = f"what you may do for {name} has changed"
    _tell_holder(mandate, headline, f"{text}{_until(mandate)}.", by, now)


def mandate_ended(mandate: Mandate, *, reason: str, by: Actor, now: datetime) -> None:
    """Tell a person that she no longer acts for an organisation."""
    name = mandate.organisation.name
    text = "What you did for it stays in the record. If this is a mistake, it can be put back for"
    text = f"{text} 30 days."
    _tell_holder(mandate, f"you no longer act for {name}", text, by, now, said=reason)


def mandate_disputed(
    mandate: Mandate, *, to: Person, reason: str, by: Actor, now: datetime
) -> None:
    """Tell whoever gave a mandate that the address on the register objected to it."""
    name = mandate.organisation.name
    letter = _mandate_news(
        mandate.organisation,
        name,
        f"{mandate.person} does not act for {name}",
        "The address on the public register objected, so the mandate has ended. Talk to them"
        " before you give another.",
        reason,
    )
    path = reverse("register:list-mandates", args=[mandate.organisation_id])
    tell(_about(letter, mandate, now=now, days=0, link=path), to=to, by=by, now=now)


def _until(mandate: Mandate) -> str:
    return f" until {day(mandate.ends_on)}" if mandate.ends_on else ""


def _tell_holder(
    mandate: Mandate, headline: str, text: str, by: Actor, now: datetime, said: str = ""
) -> None:
    letter = _mandate_news(mandate.organisation, asker(by), headline, text, said)
    path = reverse("register:my-organisations")
    letter = _about(letter, mandate, now=now, days=0, link=path)
    tell(letter, to=mandate.person, by=by, now=now)


def _mandate_news(
    organisation: Organisation, asker_: str, headline: str, text: str, said: str = ""
) -> Letter:
    return Letter(
        kind="register.mandate_news",
        scope=organisation_scope(organisation.pk or 0),
        place=organisation.name,
        asker=asker_,
        headline=headline,
        paragraphs=[text],
        said=said,
        link="/",
    )


def mandate_offer(offer: MandateOffer, *, by: Actor, now: datetime) -> None:
    """Ask somebody, by a link that needs no account, to act for an organisation."""
    organisation = offer.organisation
    letter = _mandate_offer(
        organisation,
        asker(by),
        Powers.of(offer).in_words,
        offer.message,
        offer.answer_by,
        str(offer.deputy_for.person) if offer.deputy_for else "",
    )
    errand = Errand(
        "register.accept_mandate", subject_of(offer), organisation_scope(organisation.pk), minutes=2
    )
    ask(
        _about(letter, offer, now=now, days=OFFER_DAYS), errand, to=offer.email, by=by, now=now,
        expires_at=in_days(now, OFFER_DAYS), organisation_id=organisation.pk,
    )  # fmt: skip


def _mandate_offer(
    organisation: Organisation,
    asker_: str,
    powers: str,
    message: str,
    answer_by: date,
    deputy_of: str = "",
) -> Letter:
    as_whom = f" as deputy of {deputy_of}" if deputy_of else ""
    return Letter(
        kind="register.mandate_offer",
        scope=organisation_scope(organisation.pk or 0),
        place=organisation.name,
        asker=asker_,
        headline=f"will you act for {organisation.name}{as_whom}?",
        paragraphs=[
            f"If you agree, you may {powers} for {organisation.name} on Spinney, where"
            " organisations work together in clusters.",
        ],
        said=message,
        deed="Answer",
        minutes=2,
        by_when=answer_by,
        say_no="You can say no on the same page. No account is needed.",
    )


def offer_answered(offer: MandateOffer, *, accepted: bool, by: Actor, now: datetime) -> None:
    """Tell whoever made an offer what the answer was."""
    asked_by = offer.offered_by.removeprefix("person:")
    person = Person.objects.filter(pk=asked_by).first() if asked_by.isdecimal() else None
    if person is None:
        return
    who = offer.person_name or offer.email
    name = offer.organisation.name
    headline = f"{who} will act for {name}" if accepted else f"{who} will not act for {name}"
    letter = _mandate_news(offer.organisation, who, headline, "", offer.reason)
    path = reverse("register:list-mandates", args=[offer.organisation_id])
    tell(_about(letter, offer, now=now, days=0, link=path), to=person, by=by, now=now)


def _about(
    letter: Letter, thing: Claim | Mandate | MandateOffer, *, now: datetime, days: int,
    link: str | None = None,
) -> Letter:  # fmt: skip
    """The letter with the record's name of what it concerns, its link, and how long it is good."""
    changes: dict[str, object] = {"about": subject_of(thing)}
    if link is not None:
        changes["link"] = link
    if days:
        changes["good_until"] = in_days(now, days)
        changes["by_when"] = letter.by_when or localdate(in_days(now, days))
    return Letter(**{**vars(letter), **changes})


def _example() -> Organisation:
    return Organisation(name="Birch House")


add_kind(
    Kind(
        "register.claim_to_confirm",
        "Whether somebody acts for you",
        lambda: _claim_to_confirm(
            _example(), "Ash Green", "Ash Green", "ash@example.org", "director", "I began in May."
        ),
    )
)
add_kind(
    Kind(
        "register.claim_waiting",
        "Claims that wait for your decision",
        lambda: _claim_waiting(_example(), "Ash Green", "Ash Green", "director"),
    )
)
add_kind(
    Kind(
        "register.claim_settled",
        "What came of your claim to act for an organisation",
        lambda: _claim_settled(_example(), "Birch Wood, Birch House", "represent and vote", ""),
    )
)
add_kind(
    Kind(
        "register.mandate_to_check",
        "That somebody new acts for your organisation",
        lambda: _mandate_to_check(
            _example(), "Ash Green, facilitator", "Birch Wood", "birch@example.org", "represent"
        ),
        may_be_refused=False,
    )
)
add_kind(
    Kind(
        "register.mandate_news",
        "Who acts for your organisation",
        lambda: _mandate_news(
            _example(), "Birch Wood, Birch House", "you now act for Birch House", "You may vote."
        ),
    )
)
add_kind(
    Kind(
        "register.mandate_offer",
        "Being asked to act for an organisation",
        lambda: _mandate_offer(
            _example(), "Birch Wood, Birch House", "represent and vote", "", date(2026, 4, 2)
        ),
    )
)
