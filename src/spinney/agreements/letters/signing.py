"""What is written about signing: to those who sign, and to those who look after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.timezone import get_default_timezone, localdate

from spinney.agreements.bridge.signatures import minutes_to_sign
from spinney.agreements.models import Agreement, AskedToSign, Scan, Signing
from spinney.agreements.policies.signing import mandates_to_sign
from spinney.agreements.states import AskedState
from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.register import api as register

SIGN = "agreements.sign"
ASKED = "agreements.sign_asked"
REMINDED = "agreements.sign_reminded"
NEWS = "agreements.signing_news"
SCAN = "agreements.scan_to_confirm"
DAYS_AFTER = 60
"""The link works so many days after the last day: it then shows what was signed, or why not."""

SAY_NO = (
    "If your organisation will not sign, open the link and say so, with a word why. If a colleague"
    " signs for it, you can pass it on there."
)


def errand_of(asked: AskedToSign, agreement: Agreement) -> Errand:
    """What the link in a letter lets its reader do: sign for her organisation."""
    minutes = minutes_to_sign(asked.signing.signs)
    return Errand(SIGN, subject_of(asked), agreement.scope, minutes=minutes)


def ends_at(signing: Signing) -> datetime:
    """When the links of a signing end."""
    midnight = datetime.combine(signing.deadline, time.min, get_default_timezone())
    return midnight + timedelta(days=DAYS_AFTER)


def ask_to_sign(
    signing: Signing, asked: Iterable[AskedToSign], *, by: Actor, now: datetime, said: str = ""
) -> list[AskedToSign]:
    """Write to the people of each party who hold a mandate to sign, or to whom it was passed on.
    Returns those parties for which there was nobody to write to.
    """
    return _write(signing, asked, ASKED, said or signing.message, by, now)


def remind(
    signing: Signing, asked: Iterable[AskedToSign], *, by: Actor, now: datetime
) -> list[AskedToSign]:
    """Write once more to those who have not signed. Returns those with nobody to write to."""
    return _write(signing, asked, REMINDED, "", by, now)


def _write(
    signing: Signing, asked: Iterable[AskedToSign], kind: str, said: str, by: Actor, now: datetime
) -> list[AskedToSign]:
    rows = list(asked)
    holders = mandates_to_sign((one.party.organisation_id for one in rows), now)
    agreement = signing.signs.agreement
    asker, reply_to = _asker(by, agreement), _address(by)
    unheard = []
    for one in rows:
        people = _readers(one, holders[one.party.organisation_id])
        if not people:
            unheard.append(one)
        letter = _sign_letter(kind, signing, agreement, one.party.organisation.name, asker)
        letter = replace(letter, said=said, reply_to=reply_to, about=subject_of(one))
        for person in people:
            outbox.ask(
                letter, errand_of(one, agreement), to=person, by=by, now=now,
                expires_at=ends_at(signing), organisation_id=one.party.organisation_id,
            )  # fmt: skip
    return unheard


def _readers(asked: AskedToSign, holders: list[register.Mandate]) -> list[Person]:
    """Whom to write to about a party: whom it was passed on to, else all with a mandate to sign;
    never those who have signed.
    """
    done = {one.person_id for one in asked.signatures.all()}
    if asked.person is not None and asked.person_id not in done:
        return [asked.person]
    return [one.person for one in holders if one.person_id not in done]


def _sign_letter(
    kind: str, signing: Signing, agreement: Agreement, organisation: str, asker: str
) -> Letter:
    version = signing.signs
    place, title, name = (
        _plain(agreement.cluster.name), _plain(agreement.title), _plain(organisation)
    )  # fmt: skip
    first = (
        f"“{title}” still waits for the signature of {name}."
        if kind == REMINDED
        else f"{name} is asked to sign a change to “{title}”, with {place}."
        if version.number > 1
        else f"{name} is asked to sign “{title}”, with {place}."
    )
    return Letter(
        kind=kind,
        scope=agreement.scope,
        place=place,
        asker=asker,
        headline=f"“{title}”, for {name}",
        paragraphs=[
            first,
            "The link shows what it is, the whole text, and who has signed. You type your name, and"
            " need no account. Whoever signs needs a mandate to sign for the organisation.",
        ],
        deed="Sign",
        minutes=minutes_to_sign(version),
        by_when=signing.deadline,
        say_no=SAY_NO,
    )


def pass_on(
    asked: AskedToSign, *, to: Person | str, by_whom: str, may_sign: bool, by: Actor, now: datetime
) -> None:
    """Write to the colleague to whom it was passed on; one who may not sign can read it."""
    signing = asked.signing
    agreement, name = signing.signs.agreement, _plain(asked.party.organisation.name)
    letter = _sign_letter(ASKED, signing, agreement, name, _plain(by_whom))
    if may_sign:
        more = [f"{_plain(by_whom)} passes this on to you.", *letter.paragraphs]
        letter = replace(letter, paragraphs=more)
    else:
        letter = replace(
            letter,
            deed="Read",
            paragraphs=[
                f"{_plain(by_whom)} passes this on to you. {letter.paragraphs[0]}",
                f"You can read it now. To sign, you need a mandate to sign for {name}: somebody"
                " who represents it gives you one on the site. The same link then lets you sign.",
            ],
        )
    letter = replace(letter, reply_to=_address(by), about=subject_of(asked))
    outbox.ask(
        letter, errand_of(asked, agreement), to=to, by=by, now=now,
        expires_at=ends_at(signing), organisation_id=asked.party.organisation_id,
    )  # fmt: skip


# News -------------------------------------------------------------------------------------------


def declined(asked: AskedToSign, *, tell_others: bool, by: Actor, now: datetime) -> None:
    """Tell whoever put it out, and those who run the cluster, that a party will not sign, and why;
    the other parties too, if that is wished.
    """
    signing, name = asked.signing, _plain(asked.party.organisation.name)
    agreement = signing.signs.agreement
    news = f"{name} will not sign “{_plain(agreement.title)}”"
    letter = _news(agreement, news, ["You can change the agreement, or ask again."], asker=name)
    letter = replace(letter, said=asked.reason)
    readers = _who_look_after(signing, now)
    _tell(letter, readers, signing, by, now)
    if tell_others:
        others = [one for one in signing.asked.all() if one.pk != asked.pk]
        more = replace(letter, paragraphs=["Those who look after the agreement know it too."])
        _tell(more, _people_of(others, now), signing, by, now, leave_out=readers)


def taken_back(signing: Signing, *, reason: str, by: Actor, now: datetime) -> None:
    """Tell everybody asked that it is no longer out; those who signed, that it counts no longer."""
    agreement = signing.signs.agreement
    title = _plain(agreement.title)
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
        asker=_asker(by, agreement),
    )
    plain = replace(
        voids,
        headline=f"“{title}” was taken back, so you need not sign it now",
        paragraphs=["The words are open again. If it is put out again, you are asked again."],
    )
    told = _people_of(signed, now)
    _tell(replace(voids, said=reason), told, signing, by, now)
    _tell(replace(plain, said=reason), _people_of(quiet, now), signing, by, now, leave_out=told)


def more_time(signing: Signing, *, by: Actor, now: datetime) -> None:
    """Tell those who have not signed that they have more time."""
    agreement = signing.signs.agreement
    letter = _news(
        agreement,
        f"there is more time to sign “{_plain(agreement.title)}”: until {day(signing.deadline)}",
        ["The link in the letter that you have goes on working."],
        asker=_asker(by, agreement),
    )
    waiting = [one for one in signing.asked.all() if one.state == AskedState.WAITING]
    _tell(letter, _people_of(waiting, now), signing, by, now)


def lapsed(signing: Signing, missing: list[str], *, by: Actor, now: datetime) -> None:
    """Tell those who look after it that the last day has passed, and who had not signed."""
    agreement = signing.signs.agreement
    letter = _news(
        agreement,
        f"“{_plain(agreement.title)}” was not signed in time",
        [
            f"The last day was {day(signing.deadline)}. Not signed: {_plain(', '.join(missing))}.",
            "Give more time, and all signatures stay; or take it back, and change it.",
        ],
        asker=_plain(agreement.cluster.name),
    )
    _tell(letter, _who_look_after(signing, now), signing, by, now)


def turn_has_come_to_nobody(
    signing: Signing, unheard: Iterable[AskedToSign], *, by: Actor, now: datetime
) -> None:
    """Tell those who look after it that there is nobody to write to for some parties."""
    names = [_plain(one.party.organisation.name) for one in unheard]
    if not names:
        return
    agreement = signing.signs.agreement
    letter = _news(
        agreement,
        f"nobody may sign “{_plain(agreement.title)}” yet for {', '.join(names)}",
        [
            "Somebody who represents the organisation gives a colleague the power to sign. Or it"
            " signs on paper: print the agreement from its page, and send in the scan.",
        ],
        asker=_plain(agreement.cluster.name),
    )
    _tell(letter, _who_look_after(signing, now), signing, by, now)


def scan_came(scan: Scan, *, by: Actor, now: datetime) -> None:
    """Ask those who may confirm a scan to compare it with the words."""
    asked = scan.asked
    agreement = asked.party.agreement
    name = _plain(asked.party.organisation.name)
    letter = Letter(
        kind=SCAN,
        scope=agreement.scope,
        place=_plain(agreement.cluster.name),
        asker=_asker(by, agreement),
        headline=f"the signature of {name} on paper, under “{_plain(agreement.title)}”",
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
    name = _plain(scan.asked.party.organisation.name)
    letter = _news(
        agreement,
        f"the scan of the signature of {name} was not accepted",
        ["It does not count. Send another one, or sign on the site."],
        asker=_asker(by, agreement),
    )
    sender = Person.objects.filter(pk=_person_in(scan.added_by)).first()
    readers = [*_who_look_after(scan.asked.signing, now), *([sender] if sender else [])]
    _tell(replace(letter, said=scan.refused_why), readers, scan.asked.signing, by, now)


# Words and readers ------------------------------------------------------------------------------


def _news(agreement: Agreement, headline: str, paragraphs: list[str], *, asker: str) -> Letter:
    return Letter(
        kind=NEWS,
        scope=agreement.scope,
        place=_plain(agreement.cluster.name),
        asker=asker,
        headline=headline,
        paragraphs=paragraphs,
        link=_page(agreement),
    )


def _page(agreement: Agreement) -> str:
    return reverse("agreements:signing", args=[agreement.cluster_id, agreement.pk])


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


def _asker(by: Actor, agreement: Agreement) -> str:
    person = Person.objects.filter(pk=by.person_id or 0).first()
    if person is None:
        return _plain(agreement.cluster.name)
    return _plain(f"{person.name or person.email}, for {agreement.cluster.name}")


def _address(by: Actor) -> str:
    person = Person.objects.filter(pk=by.person_id or 0).first()
    return person.email if person else ""


def _plain(words: str) -> str:
    """Words from elsewhere in a line of the house's: no address in them, and no second line."""
    return " ".join(words.replace("://", " ").split())


def end_links(asked: Iterable[AskedToSign], *, now: datetime) -> None:
    """End the links of these parties: somebody else's letter takes their place."""
    for one in asked:
        links.revoke(SIGN, subject_of(one), now=now)


def _example(kind: str) -> Letter:
    made = Letter(
        kind=kind, scope=Scope("cluster", 1), place="The Spinney", asker="Ash Green",
        headline="“Ground rules”, for Birch House", link="/clusters/1/agreements/1/signing/",
    )  # fmt: skip
    if kind == NEWS:
        return made
    asks = replace(made, deed="Sign", minutes=5, by_when=date(2026, 3, 12), say_no=SAY_NO)
    return replace(asks, link="" if kind in (ASKED, REMINDED) else made.link)


add_kind(Kind(ASKED, "Agreements that your organisation is asked to sign", lambda: _example(ASKED)))
add_kind(
    Kind(
        REMINDED, "Reminders of agreements that wait for a signature", lambda: _example(REMINDED)
    )
)  # fmt: skip
add_kind(Kind(NEWS, "How the signing of an agreement goes", lambda: _example(NEWS)))
add_kind(Kind(SCAN, "Scans of signatures that you can confirm", lambda: _example(SCAN)))
