"""A ballot as those who run a cluster and those who vote go about it, for cases that decide: begun,
set up and opened through its pages, voted on from mailed links without an account, closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.agreements.models import Agreement
from spinney.agreements.states import AgreementState
from spinney.clusters.models import Cluster
from spinney.decisions.models import Ballot
from spinney.register.models import Mandate
from tests.casebook.agreeing import answer, answer_in_words, put_out, take_what_is_usual
from tests.clusters.inviting import last_link, last_message, path_in
from tests.visitor import Visitor

TERMS = "How we work together"
NOT_USUAL: dict[str, Mapping[str, Any]] = {
    "suspension": {"reasons": ["evidence"]}, "joint_decisions": {"matters": ["bids", "members"]},
}  # fmt: skip
"""What the terms of reference ask that nothing is usual for."""
ASKED = "decisions.asked_to_vote"
DAYS_OPEN = 14


def at(ballot: Ballot, name: str, *more: object) -> str:
    """The address of a page of a ballot."""
    return reverse(f"decisions:{name}", args=[ballot.cluster_id, ballot.pk, *more])


def agree_on_terms(
    runner: Visitor, cluster: Cluster, addresses: Iterable[str], **terms: Mapping[str, Any]
) -> Agreement:
    """Write the terms of reference with these answers (a term left out has what is usual), put them
    out, and sign them from the mailed links: from now on the cluster decides by them.
    """
    start = reverse("agreements:start-agreement", args=[cluster.pk])
    runner.fill(f"{start}?wording=terms_of_reference", title=TERMS)
    made = Agreement.objects.get(cluster=cluster)
    for key, said in (NOT_USUAL | terms).items():
        answer(runner, made, key, **said)
    answer_in_words(runner, made, purpose="work together", what_it_may_decide="what we do jointly")
    take_what_is_usual(runner, made)
    Mandate.objects.update(may_sign=True)
    put_out(runner, made)
    for address in addresses:
        guest = Visitor(Client(), email=address)
        guest.fill(last_link(address), name=address.partition("@")[0].title(), agrees=True)
        assert guest.says("You have signed for"), guest.errors or guest.page.get_text(" ")
    made.refresh_from_db()
    assert made.state == AgreementState.AGREED, made.state
    return made


def begin(runner: Visitor, cluster: Cluster, title: str, way: str, **settings: Any) -> Ballot:
    """Begin a ballot, and set it up."""
    runner.fill(reverse("decisions:draft-ballot", args=[cluster.pk]), title=title, way=way)
    assert not runner.errors, runner.errors
    ballot = Ballot.objects.latest("pk")
    assert runner.path == at(ballot, "edit-ballot"), runner.path
    runner.fill(runner.path, **settings)
    assert not runner.errors, runner.errors
    assert runner.path == at(ballot, "ballot"), runner.path
    return ballot


def add_options(runner: Visitor, ballot: Ballot, titles: Iterable[str]) -> None:
    """Write the options of a ballot, in their order."""
    for title in titles:
        runner.fill(at(ballot, "add-option"), title=title)
        assert not runner.errors, runner.errors


def add_candidates(runner: Visitor, ballot: Ballot, names: Iterable[str]) -> None:
    """Let organisations of the cluster stand, chosen by their names."""
    for name in names:
        page = runner.open(at(ballot, "add-option"))
        (choice,) = [
            one for one in page.select("select[name=organisation] option") if one.text == name
        ]
        runner.fill(at(ballot, "add-option"), organisation=choice["value"])
        assert not runner.errors, runner.errors


def open_voting(runner: Visitor, ballot: Ballot, closes_on: date | None = None) -> None:
    """Put the ballot to the members: each gets a link."""
    until = closes_on or localdate() + timedelta(days=DAYS_OPEN)
    runner.fill(at(ballot, "open-ballot"), closes_on=until)
    assert runner.says("Voting is open until"), runner.errors


def vote(address: str, **marked: Any) -> Visitor:
    """Vote from the newest link that an address has got, without an account: mark, look it over,
    cast. Returns the browser, on the page that says that the vote counts.
    """
    guest = Visitor(Client(), email=address)
    guest.fill(path_in(last_message(address, ASKED)), **marked)
    assert not guest.errors, guest.errors
    assert guest.says("Look it over."), guest.page.get_text(" ", strip=True)
    guest.press("Vote")
    assert guest.says("Your vote counts") or guest.says("You have voted"), guest.errors
    return guest


def scores(titles: Iterable[str], given: Mapping[str, int]) -> dict[str, int]:
    """The fields of a paper on which each option, by its title, has a mark."""
    return {f"mark_{number}": given[title] for number, title in enumerate(titles, start=1)}


def receipt_on(guest: Visitor) -> str:
    """The code of the receipt that stands on the page after a secret vote."""
    code = guest.page.select_one("#receipt-code")
    assert code is not None, guest.page.get_text(" ", strip=True)
    return str(code.get_text(strip=True))


def close(runner: Visitor, ballot: Ballot) -> None:
    """Close the voting once everybody has voted, and look at the result."""
    runner.open(at(ballot, "ballot"))
    runner.press("Close the voting")
    assert runner.path == at(ballot, "result"), runner.path


def figures(visitor: Visitor) -> dict[str, str]:
    """What each option had, by its title, from the table on the page of a result."""
    rows = visitor.page.select("tr:has(td[data-label=Chosen])")
    return {
        row.th.get_text(strip=True).partition(". ")[2]: row.select("td.spinney-table__number")[
            -1
        ].text
        for row in rows
        if row.th
    }


def take_step(runner: Visitor, cluster: Cluster, number: int, kind: str) -> None:
    """Take the next step that a decision brings."""
    where = reverse("decisions:take-step", args=[cluster.pk, number, kind])
    runner.fill(where)
    assert not runner.errors, runner.errors


def entry(visitor: Visitor, cluster: Cluster, number: int) -> Visitor:
    """Open an entry of the register of decisions."""
    visitor.open(reverse("decisions:decision", args=[cluster.pk, number]))
    assert visitor.status == 200, visitor.status
    return visitor
