"""Whatever happens to agreements, in whatever order: the terms in force on any day are those of a
simple replay of the record, and nothing is shared without a term in force that allows it.

Every deed is the real one, as its page does it. The replay below knows nothing of tables: it reads
the record from its beginning, like somebody with a pencil and a calendar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from spinney.agreements import api
from spinney.agreements.actions.accession import start_accession
from spinney.agreements.actions.approvals import agree_to_version, record_decision
from spinney.agreements.actions.drafting import answer_question, answer_term
from spinney.agreements.actions.ending import ask_to_end, end_agreement
from spinney.agreements.actions.leaving import give_notice
from spinney.agreements.actions.sharing import TakenBack, share_again, stop_sharing
from spinney.agreements.actions.varying import vary_agreement
from spinney.agreements.bridge.agreeing import asked_of
from spinney.agreements.engine.terms import CATALOGUE, read
from spinney.agreements.models import Agreement, Party, Revocation
from spinney.agreements.policies.life import check_lasts
from spinney.agreements.queries.approval_rule import asking_for
from spinney.agreements.states import AgreementState, AskedState, SpeaksFor, Voice
from spinney.agreements.tasks.approvals import close_what_has_ended
from spinney.agreements.tasks.life import keep_agreements_true
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import SpinneyError
from spinney.base.record.models import Entry
from tests.agreements.making import an_agreement, another_member
from tests.agreements.protocols import line
from tests.agreements.signing_cases import actor, put_it_out, signs
from tests.personas import Wood

FIRST = datetime(2026, 3, 20, 12).astimezone()
MEMBERS = ("birch", "elder", "alder", "maple")
FIELD, PURPOSE = "agreements.contact_name", "working_together"
CHECKED = ("meeting_notice", "quorum", "data_shared", "ends", "accession")


# The replay -----------------------------------------------------------------------------------


@dataclass
class Paper:
    """One version, as the record tells it."""

    agreement: int
    first: date
    last: date | None
    terms: dict[str, Any]

    def holds(self, on: date) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)


@dataclass
class Replay:
    """What a reader of the record knows."""

    papers: list[Paper] = field(default_factory=list)
    joined: dict[tuple[int, str], date] = field(default_factory=dict)
    left: dict[tuple[int, str], date] = field(default_factory=dict)
    silent: set[tuple[int, str]] = field(default_factory=set)

    def read(self, wood: Wood) -> Replay:
        uids = {f"organisation:{o.pk}": str(o.uid) for o in wood.organisations.values()}
        for entry in Entry.objects.filter(verb__startswith="agreements.").order_by("pk"):
            told = getattr(self, entry.verb.partition(".")[2], None)
            if told is not None:
                told(entry.detail, uids.get(entry.book, ""))
        return self

    def put_in_force(self, said: dict[str, Any], whose: str) -> None:
        first = date.fromisoformat(said["from"])
        last = date.fromisoformat(said["until"]) if said["until"] else None
        self._cut(said["agreement"], first)
        self.papers.append(Paper(said["agreement"], first, last, said["terms"]))
        for uid in said["joined"]:
            self.joined[said["agreement"], uid] = first

    def _cut(self, agreement: int, first: date) -> None:
        for one in self.papers:
            if one.agreement == agreement and (one.last is None or one.last >= first):
                one.last = max(first, one.first) - timedelta(days=1)

    def end_agreement(self, said: dict[str, Any], whose: str) -> None:
        self._cut(said["agreement"], date.fromisoformat(said["on_day"]))

    end_as_agreed = end_agreement

    def bind_party(self, said: dict[str, Any], whose: str) -> None:
        key = (said["agreement"], said["organisation_uid"])
        self.joined[key] = date.fromisoformat(said["joined_on"])
        self.left.pop(key, None)

    def give_notice(self, said: dict[str, Any], whose: str) -> None:
        key = (said["agreement"], said["organisation_uid"])
        self.left[key] = date.fromisoformat(said["on_day"])

    def stop_sharing(self, said: dict[str, Any], whose: str) -> None:
        self.silent.add((said["agreement_id"], whose))

    def share_again(self, said: dict[str, Any], whose: str) -> None:
        self.silent.discard((said["agreement_id"], whose))

    def says(self, key: str, on: date, cluster: set[int]) -> tuple[Any, int | None]:
        """What holds of a term on a day, and which agreement says so."""
        value, by = CATALOGUE[key].default, None
        for one in sorted(self.papers, key=lambda paper: paper.first):
            if one.agreement in cluster and key in one.terms and one.holds(on):
                value, by = read(key, one.terms[key]), one.agreement
        return value, by

    def belongs(self, agreement: int, uid: str, on: date) -> bool:
        key = (agreement, uid)
        since, until = self.joined.get(key), self.left.get(key)
        return since is not None and since <= on and (until is None or on < until)

    def shows(self, giver: str, to: str, on: date, cluster: set[int]) -> bool:
        """Whether a contact's name of one may be seen by another."""
        value, by = self.says("data_shared", on, cluster)
        if by is None or giver == to or (by, giver) in self.silent:
            return False
        if not all(self.belongs(by, uid, on) for uid in (giver, to)):
            return False
        items = [i for i in value.items if FIELD in i.fields and i.purpose == PURPOSE]
        return any(i.recipients != "named" or to in i.given_to for i in items)


# The deeds --------------------------------------------------------------------------------------


@dataclass
class Life:
    """Agreements of the wood, lived through."""

    wood: Wood
    now: datetime = FIRST
    told: int = 0
    refused: list[str] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)

    def who(self, name: str) -> Actor:
        return actor(self.wood, name)

    def pick(self, number: int) -> Agreement:
        ours = list(Agreement.objects.filter(deed_of=None).order_by("pk"))
        if not ours:
            raise SpinneyError("none yet")
        return ours[number % len(ours)]

    def party(self, agreement: Agreement, number: int) -> Party:
        parties = list(agreement.parties.select_related("organisation").order_by("pk"))
        return parties[number % len(parties)]

    def sign(self, agreement: Agreement, number: int, wait: int) -> None:
        """Put it out, and let everybody sign who is asked."""
        wanted = (self.now + timedelta(days=wait)).date() if wait else None
        deadline = (self.now + timedelta(days=20)).date()
        signing = put_it_out(
            self.wood, agreement, deadline=deadline, now=self.now, wanted_from=wanted
        )
        for asked in signing.asked.select_related("party__organisation").order_by("pk"):
            asked.refresh_from_db(fields=["state"])
            if asked.state == AskedState.WAITING:
                name = asked.party.organisation.name.split()[0].lower()
                signs(self.wood, signing, name, now=self.now)

    def begin(self, terms: dict[str, Any], number: int, wait: int) -> None:
        names = [name for at, name in enumerate(MEMBERS) if number >> at & 1] or list(MEMBERS)
        made = an_agreement(
            self.wood, names, terms=terms, state=AgreementState.DRAFT, title=f"Rules {self.told}",
            instead_of=tuple(terms) if number % 3 else (),
        )  # fmt: skip
        record_decision(
            version=made.versions.get(), decided_elsewhere="Members’ meeting",
            by=self.who("ash"), now=self.now,
        )  # fmt: skip
        self.sign(made, number, wait)

    def vary(self, terms: dict[str, Any], number: int, wait: int) -> None:
        agreement = self.pick(number)
        ash = self.who("ash")
        draft = vary_agreement(agreement=agreement, why="We learnt.", by=ash, now=self.now)
        for key, value in terms.items():
            if key in draft.content["terms"]:
                draft = answer_term(version=draft, key=key, value=value, by=ash, now=self.now)
        where = "Members’ meeting"
        record_decision(version=draft, decided_elsewhere=where, by=ash, now=self.now)
        self.sign(agreement, number, wait)

    def end(self, terms: dict[str, Any], number: int, wait: int) -> None:
        on = (self.now + timedelta(days=wait)).date()
        end_agreement(
            agreement=self.pick(number),
            on=on,
            reason="Done.",
            decided_elsewhere="Members’ meeting",
            by=self.who("ash"),
            now=self.now,
        )

    def ask(self, terms: dict[str, Any], number: int, wait: int) -> None:
        """Ask whether one ends; they all agree, or none of them answers."""
        agreement, today = self.pick(number // 2), self.now.date()
        version = check_lasts(agreement, today)
        last = asking_for(version, today).closes_on
        asked = ask_to_end(
            agreement=agreement, on=last + timedelta(days=1 + wait), reason="Done.",
            closes_on=last, by=self.who("ash"), now=self.now,
        )  # fmt: skip
        for elector in asked_of(asked) if number % 2 else ():
            name = elector.name.split()[0].lower()
            agree_to_version(approval=asked, says=Voice.AGREES, by=self.who(name), now=self.now)

    def leave(self, terms: dict[str, Any], number: int, wait: int) -> None:
        party = self.party(self.pick(number // 4), number)
        on = (self.now + timedelta(days=wait)).date()
        give_notice(party=party, leaves_on=on, reason="", by=self.who("ash"), now=self.now)

    def join(self, terms: dict[str, Any], number: int, wait: int) -> None:
        organisation = self.wood.organisations[MEMBERS[number % len(MEMBERS)]]
        draft = start_accession(
            agreement=self.pick(number // 4), organisation=organisation, by=self.who("ash"),
            now=self.now,
        )  # fmt: skip
        ash = self.who("ash")
        if draft.number > 1:
            where = "Members’ meeting"
            record_decision(version=draft, decided_elsewhere=where, by=ash, now=self.now)
        else:
            today = self.now.date().isoformat()
            for key, words in (("how_it_was_decided", "At a meeting"), ("first_day", today)):
                draft = answer_question(version=draft, key=key, words=words, by=ash, now=self.now)
        self.sign(draft.agreement, number, 0)

    def revoke(self, terms: dict[str, Any], number: int, wait: int) -> None:
        agreement = self.pick(number // 4)
        name = MEMBERS[number % len(MEMBERS)]
        organisation = self.wood.organisations[name]
        stop_sharing(
            agreement=agreement, organisation_id=organisation.pk, what=TakenBack(),
            by=self.who(name), now=self.now,
        )  # fmt: skip

    def share(self, terms: dict[str, Any], number: int, wait: int) -> None:
        name = MEMBERS[number % len(MEMBERS)]
        mine = Revocation.objects.filter(
            organisation=self.wood.organisations[name], lifted_at=None
        ).first()
        if mine is not None:
            share_again(revocation=mine, by=self.who(name), now=self.now)

    def wait(self, terms: dict[str, Any], number: int, wait: int) -> None:
        """Days pass; the night's work of the site is done, or is not."""
        self.now += timedelta(days=wait + 1)
        if number % 2:
            keep_agreements_true(self.now)
            close_what_has_ended(self.now)


DEEDS: dict[str, Callable[[Life, dict[str, Any], int, int], None]] = {
    "begin": Life.begin, "vary": Life.vary, "end": Life.end, "ask": Life.ask, "leave": Life.leave,
    "join": Life.join, "revoke": Life.revoke, "share": Life.share, "wait": Life.wait,
}  # fmt: skip


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def check(life: Life) -> None:
    """The site and the replay say the same, of every day that matters."""
    wood, today = life.wood, life.now.date()
    replay = Replay().read(wood)
    ours = Agreement.objects.filter(speaks_for=SpeaksFor.CLUSTER, deed_of=None)
    cluster = set(ours.values_list("pk", flat=True))
    days = {today, today - timedelta(days=15), today + timedelta(days=15)}
    days |= {paper.first for paper in replay.papers}
    for on in days:
        terms = api.terms(wood.cluster, on)
        for key in CHECKED:
            value, by = replay.says(key, on, cluster)
            source = terms.source(key)
            assert terms.value(key) == value, (key, on)
            assert (source.agreement if source else None) == by, (key, on)
    houses = [wood.organisations[name] for name in MEMBERS]
    pairs = [(one, other) for one in houses for other in houses if one != other]
    asked = [api.Question(FIELD, one.pk, other.pk, PURPOSE) for one, other in pairs]
    answers = api.may_share_many(asked, life.now)
    for (one, other), question in zip(pairs, asked, strict=True):
        shows = replay.shows(str(one.uid), str(other.uid), today, cluster)
        assert answers[question].allowed == shows, (one, other, answers[question])
    life.shown.append(sum(answer.allowed for answer in answers.values()))


def live(wood: Wood, story: list[tuple[str, dict[str, Any], int, int]]) -> Life:
    """Do one deed after the other, and check after each. A deed that is refused changes nothing."""
    life = Life(wood)
    for deed, terms, number, wait in story:
        try:
            with transaction.atomic():
                DEEDS[deed](life, terms, number, wait)
        except SpinneyError as error:
            life.refused.append(f"{deed}: {error}")
        life.told += 1
        check(life)
    return life


NAMED = line(recipients="named", given_to=["00000000-0000-4000-8000-000000000000"])
TERMS = st.fixed_dictionaries(
    {"data_shared": st.sampled_from([[line()], [line(purpose="referrals")], [NAMED]])},
    optional={
        "meeting_notice": st.integers(0, 90).map(lambda days: {"days": days}),
        "quorum": st.integers(1, 9).map(lambda n: {"at_least": n}),
        "ends": st.integers(0, 120).map(lambda n: (FIRST.date() + timedelta(days=n)).isoformat()),
        "accession": st.just({"by_deed": True, "signs_for_us": "nobody", "decides": "run"}),
    },
)
STORIES = st.lists(
    st.tuples(st.sampled_from([*DEEDS]), TERMS, st.integers(0, 15), st.integers(0, 30)),
    max_size=12,
).map(lambda story: [("begin", {"data_shared": [line()]}, 3, 0), *story])  # fmt: skip

SHARED = {"data_shared": [line()], "meeting_notice": {"days": 9}, "accession": {
    "by_deed": True, "signs_for_us": "nobody", "decides": "run"}}  # fmt: skip
#: One story in which everything happens.
ALL = [
    ("begin", SHARED, 3, 0), ("join", {}, 2, 0), ("revoke", {}, 0, 0), ("wait", {}, 0, 5),
    ("vary", {"meeting_notice": {"days": 30}}, 0, 10), ("wait", {}, 1, 12), ("share", {}, 0, 0),
    ("begin", SHARED | {"meeting_notice": {"days": 60}}, 7, 3), ("wait", {}, 0, 2),
    ("leave", {}, 1, 4), ("wait", {}, 1, 5), ("end", {}, 1, 6), ("wait", {}, 0, 8),
    ("ask", {}, 0, 2), ("wait", {}, 1, 30), ("ask", {}, 1, 2), ("wait", {}, 1, 30),
]  # fmt: skip


@pytest.fixture
def five(wood: Wood) -> Wood:
    """The wood, with all members of these stories."""
    for name in MEMBERS[1:]:
        another_member(wood, name)
    return wood


def test_one_story_in_which_everything_happens(five: Wood) -> None:
    life = live(five, ALL)
    assert life.refused == []
    # Two may see each other; three, once one has joined; none of the one that takes it back…
    assert life.shown[:3] == [2, 6, 4]
    assert life.shown[12] == 2
    # Nobody answers whether it ends, so it goes on; then all agree, and nothing is shared.
    assert life.shown[13:] == [2, 2, 2, 0]


FIXTURES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.mark.slow
@pytest.mark.one_database
@given(story=STORIES)
@example(story=ALL)
@settings(max_examples=40, deadline=None, suppress_health_check=FIXTURES)
def test_many_stories(five: Wood, story: list[Any]) -> None:
    with undone():
        live(five, story)
