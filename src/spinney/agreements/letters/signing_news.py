"""What is written about how a signing goes: declined, taken back, more time, late, on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.agreements.letters.signing import asker_of
from spinney.agreements.models import Agreement, AskedToSign, Scan, Signing
from spinney.agreements.policies.signing import mandates_to_sign
from spinney.agreements.states import AskedState
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.register import api as register

NEWS = "agreements.signing_news"
SCAN = "agreements.scan_to_confirm"


def declined(asked: AskedToSign, *, tell_others: bool, by: Actor, now: datetime) -> None:
    """Tell whoever put it out, and those who run the cluster, that a party will not sign, and why;
    the other parties too, if that is wished.
    """
    signing, name = asked.signing, one_line(asked.party.organisation.name)
    agreement = signing.signs.agreement
    news = f"{name} will not sign “{one_line(agreement.title)}”"
    letter = _news(agreement, news, ["You can change the agreement, or ask again."], asker=name)
    letter = replace(letter, said=asked.reason)
    readers = _who_look_after(signing, now)
    _tell(letter, readers, signing, by, now)
    if tell_others:
        others = [one for one in signing.asked.all() if one.pk != asked.pk]
        told = ["Those who look after the agreement know it too."]
        more = replace(letter, paragraphs=told, link=_page(agreement, "sign"))
        _tell(more, _people_of(others, now), signing, by, now, leave_out=readers)


def taken_back(signing: Signing, *, reason: str, by: Actor, now: datetime) -> None:
    """Tell everybody asked that it is no longer out; those who signed, that it counts no longer."""
    agreement = signing.signs.agreement
    title = one_line(agreement.title)
    rows = list(signing.asked.all())
    signed = [one for one in rows if one.signatures.all()]
    quiet = [one for one in rows if one not in signed]
    voids = _news(
        agreement,
        f"“{title}” was taken back, and your signature no longer counts",
        [
            "The words are open again, so that they can be changed. What was signed before holds"
            " for nobody. If it is put out again, you are asked again.",
        ],
        asker=asker_of(by, agreement),
        page="sign",
    )
    unsigned = replace(
        voids,
        headline=f"“{title}” was taken back, so you need not sign it now",
        paragraphs=["The words are open again. If it is put out again, you are asked again."],
    )
    told = _people_of(signed, now)
    _tell(replace(voids, said=reason), told, signing, by, now)
    _tell(replace(unsigned, said=reason), _people_of(quiet, now), signing, by, now, leave_out=told)


def more_time(signing: Signing, *, by: Actor, now: datetime) -> None:
    """Tell those who have not signed that they have more time."""
    agreement = signing.signs.agreement
    letter = _news(
        agreement,
        f"there is more time to sign “{one_line(agreement.title)}”: until {day(signing.deadline)}",
        ["The link in the letter that you have goes on working."],
        asker=asker_of(by, agreement),
        page="sign",
    )
    waiting = [one for one in signing.asked.all() if one.state == AskedState.WAITING]
    _tell(letter, _people_of(waiting, now), signing, by, now)


def lapsed(signing: Signing, missing: list[str], *, by: Actor, now: datetime) -> None:
    """Tell those who look after it that the last day has passed, and who had not signed."""
    agreement = signing.signs.agreement
    letter = _news(
        agreement,
        f"“{one_line(agreement.title)}” was not signed in time",
        [
            f"The last day was {day(signing.deadline)}."
            f" Not signed: {one_line(', '.join(missing))}.",
            "Give more time, and all signatures stay; or take it back, and change it.",
        ],
        asker="Spinney",
    )
    _tell(letter, _who_look_after(signing, now), signing, by, now)


def turn_has_come_to_nobody(
    signing: Signing, unheard: Iterable[AskedToSign], *, by: Actor, now: datetime
) -> None:
    """Tell those who look after it that there is nobody to write to for some parties."""
    names = [one_line(one.party.organisation.name) for one in unheard]
    if not names:
        return
    agreement = signing.signs.agreement
    letter = _news(
        agreement,
        f"nobody may sign “{one_line(agreement.title)}” yet for {', '.join(names)}",
        [
            "Somebody who represents the organisation gives a colleague the power to sign. Or it"
            " signs on paper: print the agreement from its page, and send in the scan.",
        ],
        asker="Spinney",
    )
    _tell(letter, _who_look_after(signing, now), signing, by, now)


def scan_came(scan: Scan, *, by: Actor, now: datetime) -> None:
    """Ask those who may confirm a scan to compare it with the words."""
    asked = scan.asked
    agreement = asked.party.agreement
    name = one_line(asked.party.organisation.name)
    letter = Letter(
        kind=SCAN,
        scope=agreement.scope,
        place=one_line(agreement.cluster.name),
        asker=asker_of(by, agreement),
        headline=f"the signature of {name} on paper, under “{one_line(agreement.title)}”",
        paragraphs=["Compare the scan with the words that were put out. Two people confirm it."],
        deed="Confirm",
        minutes=3,
        link=_page(agreement),
        say_no="If it is not right, refuse it there, with a word why.",
        about=subject_of(scan),
    )
    readers = [*_who_look_after(asked.signing, now), *_people_of([asked], now)]
    _tell(letter, [one for one in readers if one.pk != by.person_id], asked.signing, by, now)


def scan_refused(scan: Scan, *, by: Actor, now: datetime) -> None:
    """Tell whoever sent a scan, and those who look after it, that it was not accepted, and why."""
    agreement = scan.asked.party.agreement
    name = one_line(scan.asked.party.organisation.name)
    letter = _news(
        agreement,
        f"the scan of the signature of {name} was not accepted",
        ["It does not count. Send another one, or sign on the site."],
        asker=asker_of(by, agreement),
    )
    sender = Person.objects.filter(pk=_person_in(scan.added_by)).first()
    readers = [*_who_look_after(scan.asked.signing, now), *([sender] if sender else [])]
    _tell(replace(letter, said=scan.refused_why), readers, scan.asked.signing, by, now)


# Words and readers ------------------------------------------------------------------------------


def _news(
    agreement: Agreement, headline: str, paragraphs: list[str], *, asker: str, page: str = "signing"
) -> Letter:
    return Letter(
        kind=NEWS,
        scope=agreement.scope,
        place=one_line(agreement.cluster.name),
        asker=asker,
        headline=headline,
        paragraphs=paragraphs,
        link=_page(agreement, page),
    )


def _page(agreement: Agreement, name: str = "signing") -> str:
    """The page of the signing; "sign": a party's own, which it finds whatever else it may see."""
    return reverse(f"agreements:{name}", args=[agreement.cluster_id, agreement.pk])


def _tell(
    letter: Letter,
    people: Iterable[Person],
    signing: Signing,
    by: Actor,
    now: datetime,
    *,
    leave_out: Iterable[Person] = (),
) -> None:
    """Tell each once; not whoever did it."""
    told = {one.pk for one in leave_out} | {by.person_id}
    for person in people:
        if person.pk not in told:
            told.add(person.pk)
            outbox.tell(letter, to=person, by=by, now=now)


def _who_look_after(signing: Signing, now: datetime) -> list[Person]:
    """Whoever put it out; those who run the cluster; the people of the member that began it."""
    agreement, today = signing.signs.agreement, localdate(now)
    opener = Person.objects.filter(pk=_person_in(signing.opened_by), is_active=True)
    people = [*opener, *clusters.people_who_run(agreement.cluster, today)]
    if agreement.begun_by_id:
        ours = register.representatives_of([agreement.begun_by_id], today)
        people += [one.person for one in ours]
    return list({one.pk: one for one in people}.values())


def _people_of(asked: Iterable[AskedToSign], now: datetime) -> list[Person]:
    """Who may sign for these parties today, and who has signed for them."""
    rows = list(asked)
    holders = mandates_to_sign((one.party.organisation_id for one in rows), now)
    people = [one.person for one in rows if one.person]
    people += [m.person for one in rows for m in holders[one.party.organisation_id]]
    signers = {s.person_id for one in rows for s in one.signatures.all() if s.person_id}
    people += Person.objects.filter(pk__in=signers - {one.pk for one in people}, is_active=True)
    return list({one.pk: one for one in people}.values())


def _person_in(label: str) -> int:
    kind, _, number = label.partition(":")
    return int(number) if kind == "person" and number.isdigit() else 0


def _example(kind: str) -> Letter:
    made = Letter(
        kind=kind, scope=Scope("cluster", 1), place="The Spinney", asker="Ash Green",
        headline="“Ground rules”, for Birch House", link="/clusters/1/agreements/1/signing/",
    )  # fmt: skip
    if kind == NEWS:
        return made
    return replace(made, deed="Confirm", minutes=3, say_no="If it is not right, refuse it there.")


add_kind(Kind(NEWS, "How the signing of an agreement goes", lambda: _example(NEWS)))
add_kind(Kind(SCAN, "Scans of signatures that you can confirm", lambda: _example(SCAN)))
