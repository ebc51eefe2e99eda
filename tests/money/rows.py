"""One row in every table of the room that travels with a cluster, for tests of the whole file."""

from __future__ import annotations

from django.core.files.base import ContentFile

from spinney.decisions.models import Meeting
from spinney.money.models import (
    Account,
    AttendancePayment,
    AttendanceRate,
    Balance,
    BankFile,
    BankLine,
    ClaimLine,
    Entry,
    Forecast,
    GrantChange,
    GrantQuestion,
    GrantReport,
    InstalmentCondition,
    MicroGrant,
    Posting,
    Reallocation,
    ReallocationMove,
    Receipt,
    RingFenceMove,
)
from tests.money.making import (
    BY,
    DAY,
    NOON,
    a_budget,
    a_claim,
    a_contribution,
    a_fund,
    a_grant,
    a_ring_fence,
    a_round,
    a_shared_cost,
    an_instalment,
)
from tests.personas import Wood


def fill_money(wood: Wood) -> None:
    """A fund, a budget, an entry and one taken back, and everything that rests on them."""
    birch, cluster = wood.organisations["birch"], wood.cluster
    fund = a_fund(cluster, holder=birch)
    line = a_budget(cluster).lines.get()
    _entries(wood, fund, line)
    ring_fence = a_ring_fence(fund)
    RingFenceMove.objects.create(ring_fence=ring_fence, pence=-2500, words="Came", at=NOON, by=BY)
    rate = AttendanceRate.objects.create(
        ring_fence=ring_fence, pence=2500, from_day=DAY, made_at=NOON, made_by=BY
    )
    rate.organisations.add(birch)
    meeting = Meeting.objects.filter(cluster=cluster).first()
    if meeting is not None:
        AttendancePayment.objects.create(
            ring_fence=ring_fence, rate=rate, meeting=meeting, organisation=birch, minutes=90,
            pence=2500, accrued_at=NOON,
        )  # fmt: skip
    MicroGrant.objects.create(
        round=a_round(ring_fence), organisation=birch, purpose="A kettle", asked_pence=2500,
        applied_at=NOON, applied_by=BY,
    )  # fmt: skip
    Forecast.objects.create(line=line, pence=450_000, at=NOON, by=BY)
    moved = Reallocation.objects.create(
        cluster=cluster, budget=line.budget, title="What is left", made_at=NOON, made_by=BY
    )
    ReallocationMove.objects.create(
        reallocation=moved, from_line=line, to_title="A fair", pence=50_000
    )
    _grant(wood, line)
    a_shared_cost(cluster, [birch])
    a_contribution(cluster, birch)


def _entries(wood: Wood, fund: object, line: object) -> None:
    birch, cluster = wood.organisations["birch"], wood.cluster
    bank = Account.objects.create(
        cluster=cluster, code="bank", number=1000, name="Bank", kind="asset"
    )
    cost = Account.objects.create(
        cluster=cluster, code="activity_cost", number=5000, name="Activities", kind="cost"
    )
    fields = {"cluster": cluster, "day": DAY, "at": NOON, "by": BY}
    paid = Entry.objects.create(number=1, words="Paid for a room", **fields)
    back = Entry.objects.create(number=2, words="Taken back", reverses=paid, **fields)
    for entry, pence in ((paid, 4000), (back, -4000)):
        Posting.objects.create(
            entry=entry, account=cost, fund=fund, pence=pence, budget_line=line, organisation=birch
        )
        Posting.objects.create(entry=entry, account=bank, fund=fund, pence=-pence)
    Balance.objects.create(account=bank, fund=fund, pence=0)
    file = BankFile(cluster=cluster, fund=fund, name="bank.csv", size=3, given_at=NOON, given_by=BY)
    file.file.save("bank.csv", ContentFile(b"a,b"), save=True)
    BankLine.objects.create(
        bank_file=file, cluster=cluster, row=2, day=DAY, words="ROOM", pence=-4000, key="k",
        entry=paid, state="matched",
    )  # fmt: skip


def _grant(wood: Wood, line: object) -> None:
    birch, cluster = wood.organisations["birch"], wood.cluster
    grant = a_grant(cluster, holder=birch)
    GrantQuestion.objects.create(grant=grant, question="Why?", asked_at=NOON, asked_by=BY)
    InstalmentCondition.objects.create(instalment=an_instalment(grant), kind="words", words="Ready")
    GrantChange.objects.create(
        grant=grant, number=1, kind="timetable", reason="Late", asked_at=NOON, asked_by=BY
    )
    GrantReport.objects.create(grant=grant, number=1, title="Half way")
    claim = a_claim(cluster, birch, grant=grant)
    claimed = ClaimLine.objects.create(
        claim=claim, budget_line=line, day=DAY, what="Room", pence=4000
    )
    receipt = Receipt(
        line=claimed, name="r.pdf", size=3, content_type="application/pdf", sha256="0" * 64,
        added_at=NOON, added_by=BY,
    )  # fmt: skip
    receipt.file.save("r.pdf", ContentFile(b"pdf"), save=True)
