"""D5: nine partners of very different size elect their lead in secret, and open a service only if
every one of them agrees; who came to a meeting under an independent chair is kept for payments.

Played through pages and mailed links. That the lead was elected, that services need all partners
and that attendance is paid for is the source's; the partners here, their votes, their people and
dates are invented (casebook/somerset/illustration.toml), and so is what they are paid.
"""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from spinney.base.keeping.exports import export_cluster
from spinney.clusters.models import Cluster, Programme
from spinney.decisions import api
from spinney.decisions.models import Ballot, Meeting
from spinney.money import api as money
from spinney.money.models import AttendancePayment, Fund, RingFence
from spinney.register.models import Organisation
from tests.casebook import deciding
from tests.casebook.joining import let_in
from tests.casebook.surveying import signed_in
from tests.clusters.inviting import last_message, path_in
from tests.privacy import addresses
from tests.visitor import Visitor

HERE = Path(__file__).parents[2] / "casebook/somerset"
FACTS = tomllib.loads((HERE / "facts.toml").read_text())["case"]
INVENTED = tomllib.loads((HERE / "illustration.toml").read_text())
PARTNERS = INVENTED["organisations"]
CANDIDATES = INVENTED["candidates"]
ADDRESSES = {name: f"partner{number}@example.org" for number, name in enumerate(PARTNERS)}
MEETS = INVENTED["meeting"]
PAYS = INVENTED["pays"]
OF_CLUSTER = (
    "ballots", "ballots-calendar", "decisions", "minute-book", "book-file", "verify-book",
    "outline", "meetings", "action-list",
)  # fmt: skip
OF_BALLOT = ("ballot", "result", "interests", "proxies")
"""Where those who belong to a cluster read what was decided, and how."""

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@dataclass
class Alliance:
    """Whoever plays: those who run it, and the partner that becomes the lead."""

    cluster: Cluster
    manager: Visitor
    facilitator: Visitor
    lead: Visitor
    clock: time_machine.Coordinates


@pytest.fixture
def alliance() -> Iterator[Alliance]:
    """Nine partners in a programme, that have agreed to decide unanimously and elect in secret."""
    with time_machine.travel(INVENTED["begins"], tick=True) as clock:
        manager = signed_in(INVENTED["manager"], "C. Missioner (illustrative)")
        facilitator = signed_in(INVENTED["facilitator"], "F. Acilitator (illustrative)")
        manager.fill(
            reverse("clusters:make-programme"), name=INVENTED["programme"], starts_on=localdate()
        )
        programme = Programme.objects.get()
        manager.fill(reverse("clusters:start-programme", args=[programme.pk]))
        manager.fill(
            reverse("clusters:add-cluster", args=[programme.pk]), name=INVENTED["name"],
            place=FACTS["place"], facilitator=INVENTED["facilitator"],
        )  # fmt: skip
        cluster = Cluster.objects.get()
        people = {name: let_in(cluster, name, ADDRESSES[name]) for name in PARTNERS}
        assert len(people) == len(FACTS["partners"])
        deciding.agree_on_terms(
            facilitator, cluster, ADDRESSES.values(),
            decision_rule={"rule": FACTS["rule"], "fallback": "none"},
        )  # fmt: skip
        yield Alliance(cluster, manager, facilitator, people[INVENTED["lead"]], clock)


def elect(alliance: Alliance) -> tuple[Ballot, list[str]]:
    """The secret election of the lead; returns the codes of the receipts."""
    facilitator = alliance.facilitator
    ballot = deciding.begin(
        facilitator, alliance.cluster, INVENTED["question"], "election", rule="stv", seats=1,
        elects_lead=True,
    )  # fmt: skip
    assert ballot.secret, "the partners agreed that elections are secret: nothing else is offered"
    deciding.add_candidates(facilitator, ballot, CANDIDATES)
    deciding.open_voting(facilitator, ballot)
    codes = []
    for name, order in zip(PARTNERS, INVENTED["orders"], strict=True):
        marks = {f"mark_{candidate}": place for place, candidate in enumerate(order, start=1)}
        codes.append(deciding.receipt_on(deciding.vote(ADDRESSES[name], **marks)))
    assert len(set(codes)) == len(PARTNERS)
    return ballot, codes


def the_lead_is_elected_in_secret(alliance: Alliance, folder: Path) -> None:
    ballot, codes = elect(alliance)
    for who in (alliance.manager, alliance.facilitator, alliance.lead):
        who.open(deciding.at(ballot, "result"))
        assert who.status == 409, "nobody sees how it stands before the close"
    deciding.close(alliance.facilitator, ballot)
    alliance.lead.open(deciding.at(ballot, "result"))
    assert alliance.lead.says(f"{INVENTED['lead']} is elected with {INVENTED['has']} votes")
    check_each_finds_her_own(ballot, codes)
    for who in (alliance.manager, alliance.facilitator, alliance.lead):
        check_reads_nobodys_vote(who, ballot, codes)
    check_nowhere_in_the_room(alliance.facilitator, ballot, codes)
    check_kept_nowhere(codes)
    check_taken_along_without_votes(alliance, codes, folder)

    # Whoever was elected stands as lead body in a draft of the agreement, with the decision.
    found = api.lead_of(alliance.cluster)
    assert found is not None
    assert found.name == INVENTED["lead"]
    deciding.take_step(alliance.facilitator, alliance.cluster, 1, "lead")
    entry = deciding.entry(alliance.lead, alliance.cluster, 1)
    assert entry.says(f"{INVENTED['lead']} stands as lead body in a draft of")
    came = entry.page.find("a", string="Consortium agreement")
    assert came is not None
    alliance.facilitator.open(f"{came['href']}draft/")
    assert alliance.facilitator.says(f"{INVENTED['lead']} is our lead body.")


def check_each_finds_her_own(ballot: Ballot, codes: list[str]) -> None:
    """With the code on her receipt, and with nothing else, each finds her vote in the count."""
    for name, order, code in zip(PARTNERS, INVENTED["orders"], codes, strict=True):
        guest = Visitor(Client())
        link = path_in(last_message(ADDRESSES[name], deciding.ASKED))
        guest.fill(f"{link}receipt/", code=code)
        assert guest.says("Your vote is in the count"), guest.errors
        for place, candidate in enumerate(order, start=1):
            assert guest.says(f"{CANDIDATES[candidate - 1]} Place {place}")
        guest.open(link)
        assert guest.says("The ballot is secret, so nobody can look up what.")
        assert not guest.says("Place 1")
    guest.fill(f"{link}receipt/", code="K7QM-2F9D-0ABC-9XYZ")
    assert not guest.says("Your vote is in the count")


def check_reads_nobodys_vote(who: Visitor, ballot: Ballot, codes: list[str]) -> None:
    """Neither a receipt nor a paper stands on what she can read, or in a file that she can take."""
    pages = [reverse(f"decisions:{name}", args=[ballot.cluster_id]) for name in OF_CLUSTER]
    pages.append(reverse("decisions:decision", args=[ballot.cluster_id, 1]))
    pages += [deciding.at(ballot, name) for name in OF_BALLOT]
    pages.append(reverse("clusters:cluster", args=[ballot.cluster_id]))
    for url in pages:
        check_tells_nothing(who, url, codes, status=200)
    for key in ("result_csv", "totals"):
        check_tells_nothing(who, deciding.at(ballot, "result-file", key), codes, status=200)
    for key in ("json", "blt", "votes_csv", "votes_xlsx"):
        check_tells_nothing(who, deciding.at(ballot, "result-file", key), codes, status=404)


def check_tells_nothing(who: Visitor, url: str, codes: list[str], status: int | None) -> None:
    answer = who.client.get(url)
    raw = answer.getvalue() if answer.streaming else answer.content
    content = raw.decode(errors="replace")
    assert status in (None, answer.status_code), url
    for code in codes:
        assert code not in content, url
    assert not re.search(r"Place [123]\b", content), url
    assert not re.search(r"\b1 [^<]+ \(illustrative\), 2 ", content), url


def check_nowhere_in_the_room(who: Visitor, ballot: Ballot, codes: list[str]) -> None:
    """The same at every address of the room, whatever it answers."""
    ids = {"cluster_id": ballot.cluster_id, "ballot_id": ballot.pk, "pk": ballot.pk, "number": 1}
    ours = re.compile(rf"^/clusters/{ballot.cluster_id}/(ballots|decisions|meetings|action-list)/")
    found = [*filter(ours.match, addresses(ids, otherwise=1))]
    assert len(found) > len(OF_CLUSTER) + len(OF_BALLOT)
    for url in found:
        check_tells_nothing(who, url, codes, status=None)


def check_kept_nowhere(codes: list[str]) -> None:
    """A receipt is her voter's alone: no table has its code, so whoever reads them all finds no
    vote by it.
    """
    for model in apps.get_models():
        for row in model._base_manager.values_list():
            told = str(row).replace("-", "")
            for code in codes:
                assert code.replace("-", "") not in told, model


def check_taken_along_without_votes(alliance: Alliance, codes: list[str], folder: Path) -> None:
    """The file that holds the cluster has who took part, of the moment only the day, and nobody's
    vote.
    """
    file = folder / "alliance.zip"
    export_cluster(alliance.cluster, file, now=now())
    with zipfile.ZipFile(file) as pack:
        parts = {name: pack.read(name).decode(errors="replace") for name in pack.namelist()}
    electors = [json.loads(one) for one in rows_of(parts, "decisions.Elector")]
    assert len(electors) == len(PARTNERS)
    assert len({one["voted_at"] for one in electors}) == 1
    assert not rows_of(parts, "decisions.Vote")
    assert not rows_of(parts, "decisions.SealedVote")
    for name, content in parts.items():
        for code in codes:
            assert code not in content, name


def rows_of(parts: dict[str, str], label: str) -> list[str]:
    return [
        line
        for name, content in parts.items()
        if f"{label}." in name
        for line in content.splitlines()
    ]


def a_service_is_opened_only_if_all_agree(alliance: Alliance) -> None:
    facilitator, cluster = alliance.facilitator, alliance.cluster
    first = deciding.begin(facilitator, cluster, INVENTED["service"], "motion", secret="no")
    deciding.open_voting(facilitator, first)
    for name in PARTNERS[:-1]:
        deciding.vote(ADDRESSES[name], says="agree")
    deciding.vote(ADDRESSES[PARTNERS[-1]], says="disagree", reason=INVENTED["objects"])
    deciding.close(facilitator, first)
    assert facilitator.says(
        "It was not agreed: 8 of 9 agree, and your rule asks that every one does."
    )
    assert facilitator.says(INVENTED["objects"])

    facilitator.fill(deciding.at(first, "copy-ballot"), title=INVENTED["service"])
    second = Ballot.objects.latest("pk")
    deciding.open_voting(facilitator, second)
    for name in PARTNERS:
        deciding.vote(ADDRESSES[name], says="agree")
    deciding.close(facilitator, second)
    assert facilitator.says("It was agreed by all 9 organisations.")
    assert [one.stands for one in api.decisions(cluster)] == [True, False, True]


def money_is_set_aside_for_the_smaller_partners(alliance: Alliance) -> None:
    """Before the meeting: a fund, a ring-fence in it, and what the smaller partners are paid."""
    facilitator, cluster = alliance.facilitator, alliance.cluster
    facilitator.fill(
        reverse("money:add-fund", args=[cluster.pk]), name=PAYS["fund"], funder=PAYS["funder"]
    )
    fund = Fund.objects.get()
    facilitator.fill(
        reverse("money:add-income", args=[cluster.pk]), day=localdate(), words=PAYS["funder"],
        pence=str(PAYS["received_pence"] // 100), account="grant_income", fund=fund.pk,
    )  # fmt: skip
    facilitator.fill(
        reverse("money:add-ring-fence", args=[cluster.pk]), name=PAYS["name"], fund=fund.pk,
        amount_pence=str(PAYS["set_aside_pence"] // 100),
    )  # fmt: skip
    fence = RingFence.objects.get()
    chosen = Organisation.objects.filter(name__in=PAYS["small"]).values_list("pk", flat=True)
    facilitator.fill(
        reverse("money:add-attendance-rate", args=[cluster.pk, fence.pk]), per="hour",
        pence=str(PAYS["an_hour_pence"] // 100), from_day=localdate(), organisations=list(chosen),
    )  # fmt: skip
    assert not facilitator.errors, facilitator.errors


def attendance_is_paid_against_the_ring_fence(alliance: Alliance) -> None:
    """What is due has been counted when the meeting ended; never more than was set aside."""
    facilitator, cluster = signed_in(INVENTED["facilitator"]), alliance.cluster
    fence = RingFence.objects.get()
    came = set(PAYS["small"]) - {MEETS["apologies"], MEETS["no_word"]}
    assert AttendancePayment.objects.count() == len(came) - 1, "one more would have broken it"
    assert fence.remaining_pence >= 0
    page = reverse("money:ring-fence", args=[cluster.pk, fence.pk])
    facilitator.open(page)
    assert facilitator.says("too little")
    facilitator.fill(
        reverse("money:edit-ring-fence", args=[cluster.pk, fence.pk]),
        amount_pence=str(PAYS["set_aside_then_pence"] // 100),
    )
    facilitator.press("Count the meetings")
    due = {one.organisation.name: one.pence for one in AttendancePayment.objects.all()}
    late = MEETS["late"]
    assert due == {
        name: PAYS["for_late_pence"] if name == late else PAYS["for_whole_pence"] for name in came
    }

    total = sum(due.values())
    ids = {"chosen": list(AttendancePayment.objects.values_list("pk", flat=True))}
    facilitator.client.post(reverse("money:approve-attendance", args=[cluster.pk]), ids)
    paid_on = {"day_day": localdate().day, "day_month": localdate().month,
               "day_year": localdate().year}  # fmt: skip
    facilitator.client.post(reverse("money:pay-attendance", args=[cluster.pk]), ids | paid_on)
    assert money.balance(cluster, account="attendance_cost") == total
    assert money.spent(cluster, fund=fence.fund) == total
    facilitator.open(reverse("money:account-balances", args=[cluster.pk]) + "?check=1")
    assert facilitator.says("All of it is as it was written, and it adds up.")
    facilitator.client.post(reverse("money:count-attendance", args=[cluster.pk, fence.pk]))
    assert AttendancePayment.objects.count() == len(came), "each presence once"

    payments = reverse("money:attendance-payments", args=[cluster.pk])
    small, large = signed_in(ADDRESSES[late]), signed_in(ADDRESSES[INVENTED["lead"]])
    small.open(payments)
    assert small.says("£22.50")
    assert not small.says("£30")
    large.open(payments)
    assert large.says("No payments yet")


def who_came_is_kept_for_payments(alliance: Alliance) -> None:
    facilitator, cluster = alliance.facilitator, alliance.cluster
    facilitator.fill(
        reverse("decisions:plan-meeting", args=[cluster.pk]), title=MEETS["title"],
        starts_on=MEETS["begins"].date(), starts_time="14:00", ends_time="16:00",
        place=MEETS["place"], chair=MEETS["chair"], chair_independent=True,
    )  # fmt: skip
    assert not facilitator.errors, facilitator.errors
    meeting = Meeting.objects.get()
    here = [cluster.pk, meeting.pk]
    facilitator.fill(reverse("decisions:add-agenda-item", args=here), title=MEETS["item"])
    facilitator.fill(reverse("decisions:call-meeting", args=here))
    assert not facilitator.errors, facilitator.errors
    guest = Visitor(Client())
    guest.open(path_in(last_message(ADDRESSES[MEETS["apologies"]], "decisions.meeting_called")))
    assert guest.says(f"In the chair: {MEETS['chair']}") or guest.says(MEETS["item"])
    guest.press("We cannot come")

    alliance.clock.move_to(MEETS["begins"])
    facilitator = signed_in(INVENTED["facilitator"])
    facilitator.open(reverse("decisions:meeting", args=here))
    assert facilitator.says(f"In the chair: {MEETS['chair']} (independent: of no member).")
    facilitator.press("Begin the meeting")
    note_who_is_here(facilitator, meeting)
    alliance.clock.move_to(MEETS["ends"])
    facilitator.open(reverse("decisions:take-minutes", args=here))
    facilitator.press("End the meeting")

    came = {one.organisation: one for one in api.attendance(cluster, localdate(), localdate())}
    assert len(came) == len(PARTNERS)
    whole = int((MEETS["ends"] - MEETS["begins"]) / timedelta(minutes=1))
    away = {MEETS["apologies"], MEETS["no_word"]}
    for name, one in came.items():
        late = MEETS["late_minutes"] if name == MEETS["late"] else 0
        assert one.minutes_there == (0 if name in away else whole - late), name
    assert came[MEETS["apologies"]].how == "apologies"
    assert Meeting.objects.get().chair_independent


def note_who_is_here(facilitator: Visitor, meeting: Meeting) -> None:
    ids = {one.organisation.name: one.organisation_id for one in meeting.presences.all()}
    noted = {
        f"org-{ids[MEETS['apologies']]}-how": "apologies",
        f"org-{ids[MEETS['no_word']]}-how": "no_word",
        f"org-{ids[MEETS['late']]}-late": MEETS["late_minutes"],
    }
    here = set(PARTNERS) - {MEETS["apologies"], MEETS["no_word"]}
    noted |= {f"org-{ids[name]}-how": "in_person" for name in here}
    facilitator.fill(facilitator.path, send_to="note-presences/", **noted)
    assert not facilitator.errors, facilitator.errors
    assert facilitator.says("Who is here is noted.")


def test_nine_partners_are_equal(alliance: Alliance, tmp_path: Path) -> None:
    the_lead_is_elected_in_secret(alliance, tmp_path)
    a_service_is_opened_only_if_all_agree(alliance)
    money_is_set_aside_for_the_smaller_partners(alliance)
    who_came_is_kept_for_payments(alliance)
    attendance_is_paid_against_the_ring_fence(alliance)
