"""D8: an expression of interest goes to about 300 organisations over six months; 16 are chosen.
What some leave over in the first year goes to keep one whose area nobody else covers.

Played through pages and mailed links only; what was paid stands in the ledger. The 300
organisations and what they say are invented (the source gives the number, not the names).
"""

from __future__ import annotations

import csv
import io
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.money import Money
from spinney.base.kernel.periods import add_months
from spinney.base.post.models import Message
from spinney.clusters.models import Call, Invitation, Response
from spinney.clusters.states import CallState
from spinney.money.actions.posting import post_entry
from spinney.money.bridge.posting import PostingLine
from spinney.money.models import Budget, BudgetLine
from tests.access import client_of
from tests.agreements.making import another_member
from tests.decisions.making import a_decision
from tests.personas import Wood

FACTS = tomllib.loads(
    (Path(__file__).parents[2] / "casebook/live_well_leeds/facts.toml").read_text()
)["case"]
pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def day_parts(name: str, day) -> dict[str, object]:
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year} | {
        f"{name}_day": day.day,
        f"{name}_month": day.month,
        f"{name}_year": day.year,
    }


def write_the_call(ash: Client, wood: Wood) -> Call:
    closes = timezone.localdate() + timedelta(days=30 * FACTS["months"])
    page = reverse("clusters:make-call", args=[wood.cluster.pk])
    said = {
        "title": "Who will deliver this with us?",
        "text": "We look for organisations of every size.",
        "tier": wood.tiers["associate"].pk,
        "minutes": 10,
        "is_public": "no",
        "chosen_text": "You are one of our partners.",
        "not_chosen_text": "There was more interest than room.",
    }
    assert ash.post(page, said | day_parts("closes_on", closes)).status_code == 302
    call = Call.objects.get()
    question = reverse("clusters:add-question", args=[wood.cluster.pk, call.pk])
    for text, kind, points in (
        ("What would you bring?", "long_text", 10),
        ("Income last year", "money", 0),
    ):
        fields = {"text": text, "kind": kind, "is_required": "yes", "max_points": points}
        assert ash.post(question, fields).status_code == 302
    assert (
        ash.post(reverse("clusters:open-call", args=[wood.cluster.pk, call.pk])).status_code == 302
    )
    return call


def answer(secret_url: str, number: int) -> None:
    """One organisation answers from its link, without an account or a cookie."""
    visitor = Client()
    call = Call.objects.get()
    bring, income = call.questions.values_list("pk", flat=True)
    path = secret_url.removeprefix("http://127.0.0.1:8000")
    assert (
        visitor.post(f"{path}1/", {f"question-{bring}": f"Work in ward {number}"}).status_code
        == 302
    )
    pounds = 40_000 + 1_000 * number
    assert visitor.post(f"{path}2/", {f"question-{income}": f"{pounds:,}"}).status_code == 302
    assert visitor.post(f"{path}check/").status_code == 302
    assert not visitor.cookies


@pytest.mark.one_database
@pytest.mark.slow
def test_three_hundred_expressions_of_interest(wood, do_waiting_work):
    ash = client_of(wood, "ash")
    call = write_the_call(ash, wood)
    here = [wood.cluster.pk, call.pk]
    pasted = "\n".join(
        f"Community group {n}, office@group{n}.example.org" for n in range(FACTS["asked"])
    )
    ask = reverse("clusters:ask-organisations", args=here)
    checked = ash.post(ask, {"people": pasted})
    assert b"Send 300 letters" in checked.content
    assert not Message.objects.filter(kind="clusters.call_asked").exists()
    ash.post(ask, {"people": pasted, "send": "1"})
    letters = Message.objects.filter(kind="clusters.call_asked").order_by("pk")
    assert letters.count() == FACTS["asked"]

    interested = list(letters)[:60]
    for number, letter in enumerate(interested):
        answer(letter.secret, number)
    ash.post(reverse("clusters:remind-organisations", args=here))
    assert Message.objects.filter(kind="clusters.call_asked").count() == 300 + 240

    ash.post(reverse("clusters:close-call", args=here))
    page = ash.get(reverse("clusters:view-call", args=here) + "?state=sent")
    assert b"60 answers" in page.content

    ids = list(Response.objects.filter(state="sent").values_list("pk", flat=True))
    bring = call.questions.first().pk
    for place, pk in enumerate(ids):
        score = reverse("clusters:score-response", args=[*here, pk])
        ash.post(score, {f"points-{bring}": max(0, 10 - place // 6)})
    sort = reverse("clusters:sort-responses", args=here)
    best = ids[: FACTS["partners"]]
    ash.post(f"{sort}?to=shortlisted", {"chosen": ids[:30]})
    ash.post(f"{sort}?to=chosen", {"chosen": best})
    ash.post(f"{sort}?to=not_chosen", {"chosen": ids[len(best) :]})
    ash.post(reverse("clusters:tell-outcome", args=here))

    call.refresh_from_db()
    assert call.state == CallState.TOLD
    outcome = Message.objects.filter(kind="clusters.call_outcome")
    assert outcome.count() == 60
    assert outcome.filter(body__contains="one of our partners").count() == FACTS["partners"]
    assert Invitation.objects.filter(cluster=wood.cluster).count() == FACTS["partners"]

    sheet = ash.get(reverse("clusters:view-call", args=here) + "?state=chosen&as=csv")
    rows = list(csv.reader(io.StringIO(b"".join(sheet).decode("utf-8-sig"))))
    assert len(rows) == 1 + FACTS["partners"]
    income = rows[0].index("Income last year")
    small = [r for r in rows[1:] if float(r[income]) < FACTS["small_income_pounds"]]
    assert len(small) == FACTS["partners"]


INVENTED = tomllib.loads(
    (Path(__file__).parents[2] / "casebook/live_well_leeds/illustration.toml").read_text()
)


def the_partners(wood: Wood) -> tuple[dict[str, int], str]:
    """16 partners, and a spreadsheet of what each is to deliver in a year of which half is over;
    returns what each spent in that half, in pence, and the spreadsheet.
    """
    first = add_months(timezone.localdate().replace(day=1), -6)
    rows, spent = ["What\tAmount\tMember\tArea\tFrom\tTo"], {}
    for group in INVENTED["partners"]:
        for name in group["names"]:
            one = another_member(wood, name)
            one.name, one.income_pence = name, group["income_pounds"] * 100
            one.save()
            span = f"{first:%Y-%m}\t{add_months(first, 11):%Y-%m}"
            rows.append(f"{name}\t{group['pounds']}\t{name}\t{group['area']}\t{span}")
            spent[name] = group["spent_in_half"] * 100
    return spent, "\n".join(rows)


def spend_by_months(row: BudgetLine, pence: int) -> None:
    """What a partner is paid in each of the six months that are over."""
    for month, part in enumerate(Money(pence).share([1] * 6)):
        post_entry(
            cluster=row.budget.cluster, day=add_months(row.first_day, month),
            words=f"Paid to {row.title}",
            lines=[
                PostingLine("activity_cost", part.pence, budget_line_id=row.pk,
                            organisation_id=row.organisation_id),
                PostingLine("bank", -part.pence),
            ],
            by=Actor.system("ledger"), now=timezone.now(),
        )  # fmt: skip


def test_what_is_left_over_keeps_the_partner_whose_area_nobody_else_covers(wood):
    spent, sheet = the_partners(wood)
    assert len(spent) == FACTS["partners"]
    ash, here = client_of(wood, "ash"), [wood.cluster.pk]
    first = add_months(timezone.localdate().replace(day=1), -6)
    days = day_parts("first_day", first) | day_parts("last_day", add_months(first, 12) - DAY)
    said = {"title": "The contract", "start": "empty"} | days
    at = ash.post(reverse("money:start-budget", args=here), said)["Location"]
    looked = ash.post(at.replace("edit-budget-lines", "import-budget-lines"), {"pasted": sheet})
    ash.post(
        at.replace("edit-budget-lines", "import-budget-lines"), {"seen": looked.context["seen"]}
    )
    ash.post(at.replace("edit-budget-lines", "put-budget-in-force"), {"decision": ""})
    for row in BudgetLine.objects.select_related("budget__cluster"):
        spend_by_months(row, spent[row.title])

    # The forecast tells in time who will have something left, and who will not do.
    forecast = ash.get(reverse("money:underspend", args=here))
    lines = {one.title: one for one in forecast.context["view"].lines}
    assert lines["Nettle Row"].left < 0 < lines["Ivy House"].left
    assert lines["Alder Court"].left == 0

    # What would break a rule is refused, and says which.
    share = "/".join(map(str, FACTS["small_share"]))
    assert share == "1/3"
    about = {"title": "Keep Nettle Row going", "percent": "33", "income_pence": "100,000"}
    proposal = ash.post(reverse("money:draft-reallocation", args=here), about)["Location"]
    pk = {row.title: row.pk for row in BudgetLine.objects.all()}

    def move(source: str, target: str, pounds: int) -> None:
        fields = {"from_line": pk[source], "to_line": pk[target], "pence": str(pounds)}
        assert ash.post(f"{proposal}add-move/", fields).status_code == 302

    move("Nettle Row", "Oxlip Works", 2_000)
    page = ash.get(proposal)
    broken = {row.title: row.after for row in page.context["rows"] if not row.allows}
    assert broken == {"Somebody works in South": "0 members"}
    assert ash.post(f"{proposal}propose-reallocation/").status_code == 409
    ash.post(f"{proposal}remove-move/{page.context['found'].moves[0].pk}/")
    for name in INVENTED["partners"][0]["names"] + INVENTED["partners"][1]["names"]:
        move(name, "Oxlip Works", 4_000)
    shown = ash.get(proposal).context["rows"]
    (third,) = (row for row in shown if row.title.startswith("At least a third"))
    assert (third.before, third.after, third.allows) == ("£118,000", "£78,000", False)
    assert third.why == "It must be £87,333.34."

    # What the forecasts suggest keeps every rule; the members decide, and it is done.
    ash.post(f"{proposal}suggest-moves/")
    found = ash.get(proposal).context["found"]
    assert {one.to_line.title for one in found.moves} == {"Nettle Row"}
    assert found.moved == -lines["Nettle Row"].left
    assert found.allows
    assert ash.post(f"{proposal}propose-reallocation/").status_code == 302
    note = a_decision(wood, decided_on=timezone.localdate())
    ash.post(f"{proposal}decide-reallocation/", {"decision": note.number})
    assert ash.post(f"{proposal}carry-out-reallocation/").status_code == 302
    after = Budget.objects.get(state="in_force")
    assert after.number == 2
    assert after.decision_number == note.number
    kept = after.lines.get(title="Nettle Row")
    assert kept.pence == 800_000 + found.moved
    whole = {one: sum(row.pence for row in one.lines.all()) for one in Budget.objects.all()}
    assert len(set(whole.values())) == 1
    small = after.lines.filter(organisation__income_pence__lt=FACTS["small_income_pounds"] * 100)
    assert sum(row.pence for row in small) * 3 >= whole[after]
    told = client_of(wood, "Ivy House").get(reverse("money:budget", args=[*here, 2]))
    assert "What was left over: Keep Nettle Row going" in told.content.decode()
