"""P1 whole: Collaborate 2 from the first survey to the evaluation, with the figures of its report.

Bolton is played in a real browser, on a phone, by the programme manager, the facilitator and the
representatives of its six members, from mailed links where they get one. The other three clusters
go the same way by programs alone, over the JSON API: every request has the token of whoever would
do that step, a member's its representative's (walking.py). The facts are the report's
(casebook/collaborate2/facts.toml). What a day of help costs is illustrative: at £650 a cluster with
all its days costs what the report says. People, words, votes and payments are invented.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import cluster_scope
from spinney.base.record.record import verify
from spinney.clusters.models import Condition
from spinney.evaluation.models import LearningEvent, Report
from spinney.evaluation.queries.value import costs_of
from spinney.evaluation.queries.walk import CHAIN, walk_of
from spinney.money import api as money
from spinney.purchasing.models import Saving
from spinney.register.models import Mandate, Organisation
from spinney.workplans.models import Workplan
from tests.browser import Visit, chromium, visitor, width
from tests.casebook import bolton
from tests.casebook.bolton import LINES, PLACE, SIX, Company, address_of, button, looked_at
from tests.casebook.collaborating import (
    FACTS,
    TOLD,
    add_clusters,
    bring_in,
    plan,
    set_up,
    signed_in,
)
from tests.casebook.surveying import answer_from, ask, mailed, open_it
from tests.casebook.surveying import set_up as set_up_survey
from tests.casebook.walking import FOLLOWED_UP, HOPES, QUESTION
from tests.harness.work import do_waiting_work
from tests.journeys.signing_in import sign_in

__all__ = ["chromium", "visitor", "width"]

DAY_RATE = 650
"""Pounds for a day of help. Illustrative: no source says it."""
MORE_TIME = "More time to spend the grant."
OTHERS = ("Durham", "London", "Nottingham")
REVIEWED = ("Bolton", "Durham", "Nottingham")
"""The three clusters that had a review; which three is illustrative."""

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def company(visitor: Visit) -> Company:
    """The programme with the report's parameters, its four clusters, and all eighteen members."""
    rowan = signed_in("rowan@programme.example.org", "Rowan Ashworth")
    hazel = signed_in("hazel@facilitators.example.org", "Hazel Underhill")
    programme = set_up(rowan, localdate(), day_rate_pence=str(DAY_RATE))
    plan(rowan, programme, [1, 2, 3, 4.5, TOLD["timetable"]["first_plan_months"]])
    rowan.fill(f"/programmes/{programme.pk}/start-programme/")
    made = add_clusters(rowan, programme)
    for told in FACTS["clusters"]:
        bring_in(hazel, made[told["place"]], told)
    Mandate.objects.update(may_sign=True)
    people = {"rowan": Person.objects.get(email=rowan.email)}
    people["hazel"] = Person.objects.get(email=hazel.email)
    return Company(visitor, rowan, hazel, programme, made, people)


def the_rest_follows_its_report(company: Company) -> None:
    walker = company.walker("Bolton")
    activity = Workplan.objects.get(cluster=company.bolton).activities.get(title=next(iter(LINES)))
    company.hazel.fill(
        company.at("workplans:note-progress", activity.pk), state="done", words="24 people came."
    )
    assert not company.hazel.errors, company.hazel.errors
    walker.spend(LINES[activity.title], activity.pk)
    walker.report()
    walker.release(2)
    assert money.released(company.bolton) == TOLD["grant_pounds"] * 100


def the_others_plan_their_work(company: Company) -> None:
    for place in OTHERS:
        walker = company.walker(place)
        walker.asked_of_members("hopes_and_fears", "What we hope for", HOPES)
        decision = walker.vote("What do we do?", LINES | {"A minibus": 900_000}, len(LINES))
        walker.plan_work(decision)
        walker.budget(LINES)


def the_first_timetable_proves_too_short(company: Company) -> None:
    """The programme has one timetable: its manager changes it, and each cluster follows."""
    days = too_short()
    changed_by_hand(company, days, TOLD["timetable"]["why"])
    everybody_follows(company, days, TOLD["timetable"]["why"])


def there_is_more_time_to_spend_the_grant(company: Company) -> None:
    days = long_enough()
    changed_by_hand(company, days, MORE_TIME)
    everybody_follows(company, days, MORE_TIME)
    assert company.programme.timetable_changes.count() == TOLD["timetable"]["changes"]


def too_short() -> list[date]:
    return in_months(1.5, 2.5, TOLD["timetable"]["workplan_months"], 5.5, 6)


def long_enough() -> list[date]:
    workplan = TOLD["timetable"]["workplan_months"]
    whole = workplan + TOLD["timetable"]["spending_months"]
    return in_months(1.5, 2.5, workplan, whole, whole + 1)


def in_months(*months: float) -> list[date]:
    return [localdate() + timedelta(days=round(30 * one)) for one in months]


def changed_by_hand(company: Company, days: Sequence[date], reason: str) -> None:
    """The manager changes the timetable in her browser, and sees there why."""
    visit = company.visit
    sign_in(visit, company.people["rowan"])
    page = visit.open(f"/programmes/{company.programme.pk}/change-timetable/")
    for place, day in enumerate(days):
        for part in ("day", "month", "year"):
            box = page.locator(f"[name=stage-{place}-target_on_{part}]")
            box.fill(str(getattr(day, part)))
    page.locator("[name=reason]").fill(reason)
    page.locator("main form button").last.click()
    visit.open(f"/programmes/{company.programme.pk}/timetable/")
    assert page.get_by_text(reason).first.is_visible()


def everybody_follows(company: Company, days: Sequence[date], reason: str) -> None:
    """Each cluster sees that the timetable changed, and plans anew."""
    for place in OTHERS:
        walker = company.walker(place)
        assert walker.timetable["changes"][-1]["reason"] == reason
        shown = [one["target_on"] for one in walker.timetable["stages"]]
        assert shown == [str(one) for one in days]
        assert walker.follow() == len(LINES) - 1, "the first is done already"


def a_member_saves_by_what_its_own_books_say(company: Company) -> None:
    """A year of payments as a bookkeeper's package exports them, and a better price from now on."""
    base = signed_in(address_of(0), "")
    organisation = Organisation.objects.get(name=SIX[0])
    today = localdate()
    head = "No,Type,Account,A/C Name,Nominal,N/C Name,Date,Ref,Details,Net Amount,Tax Amount,T/C"
    rows = [
        f"{1000 + month},PI,FENWAT,Fenwater Mutual Insurance,7009,Insurance,"
        f"{today - timedelta(days=30 * month):%d/%m/%Y},INV{month},Combined insurance,"
        "120.00,24.00,T1"
        for month in range(12, 0, -1)
    ]
    file = SimpleUploadedFile("base-sage.csv", "\n".join([head, *rows]).encode())
    give = reverse("purchasing:give-file", args=[organisation.pk])
    base._show(base.client.post(give, {"file": file}, follow=True), give)
    assert not base.errors, base.errors
    upload = base.path
    do_waiting_work()
    base.open(upload)
    base.press("Add the payments")
    do_waiting_work()
    first = today + timedelta(days=1)
    base.fill(
        company.at("purchasing:claim-saving"), title="Insurance at a joint price",
        kind="cashable", category="insurance", covers="category", first_day=first,
        last_day=first + timedelta(days=364), basis_kind="lines",
        basis_first=today - timedelta(days=364), basis_last=today, new_pence="1100",
    )  # fmt: skip
    assert not base.errors, base.errors
    base.press("Claim it")
    saving = Saving.objects.get(cluster=company.bolton)
    assert saving.state == "confirmed"
    assert saving.baseline_pence == 12 * 12_000
    assert saving.saved_pence == 34_000


def the_others_get_their_grants(company: Company) -> None:
    for place in OTHERS:
        walker = company.walker(place)
        walker.apply(TOLD["grant_pounds"] * 100)
        walker.be_refused_too_early()
        walker.agree()
        walker.meet_conditions(last=2)


def the_others_spend_and_save(company: Company) -> None:
    for place in OTHERS:
        walker = company.walker(place)
        walker.be_paid()
        walker.save(60_000, 45_000)
    for place in PLACE:
        review = TOLD["review_days"] if place in REVIEWED else 0
        company.walker(place).log_days(TOLD["facilitation_days"], review)


def a_program_elsewhere_asks_over_the_wire(company: Company) -> None:
    """The same over a real connection, as any program would."""
    walker, site = company.walker("Durham"), company.visit.site
    address = f"{site}/api/v1/clusters/{walker.cluster.pk}"
    with urlopen(Request(address, headers=walker.runs.headers)) as answer:
        told = json.load(answer)
    assert (told["name"], told["members"]) == (walker.cluster.name, len(walker.members))
    with pytest.raises(HTTPError, match="401"):
        urlopen(address)


def what_it_cost_is_what_the_report_says(company: Company) -> None:
    cost = TOLD["cost"]
    company.rowan.fill(
        f"/programmes/{company.programme.pk}/add-comparator/",
        name=cost["comparator_name"],
        pence_per_organisation=f"{cost['comparator_pounds_per_organisation']:,}",
        source=FACTS["source"]["title"],
    )
    found = costs_of(company.programme)
    assert found.whole_pence == cost["pounds_per_cluster"] * 100
    assert found.organisations == TOLD["organisations"]
    each = found.per_organisation_pence
    assert each == 463_333
    assert abs(each - cost["pounds_per_organisation"] * 100) < 5_000, "around £4,600"
    assert {one.money_pence for one in found.each} == {TOLD["grant_pounds"] * 100}
    assert all(one.money_is == "awarded, all of it released" for one in found.each)
    told = company.walker("Durham").funds.get(f"/programmes/{company.programme.pk}/value")
    assert told["whole_cluster_pence"] == cost["pounds_per_cluster"] * 100
    assert (told["organisations"], told["per_organisation_pence"]) == (found.organisations, each)
    assert {one["released_pence"] for one in told["clusters"]} == {TOLD["grant_pounds"] * 100}
    (beside,) = told["comparators"]
    assert beside["per_organisation_pence"] == cost["comparator_pounds_per_organisation"] * 100
    sign_in(company.visit, company.people["rowan"])
    where = reverse("evaluation:programme-value", args=[company.programme.pk])
    page = company.visit.open(where)
    for title, shown in (
        ("A cluster with the whole grant and all its days", "£21,500"),
        ("For each of 18 organisations", "£4,633.33"),
        (f"Compared with: {cost['comparator_name']}", "£11,000"),
    ):
        row = page.locator(".govuk-summary-list__row", has_text=title)
        assert shown in row.inner_text(), (title, row.inner_text())
    looked_at(company.visit, "value")


def all_learn_together_and_answer_again(company: Company) -> None:
    last = Condition.objects.filter(stage__programme=company.programme, stage__position=4)
    learning = last.get(text__icontains="learning")
    rowan, today = company.rowan, localdate()
    plan_event = reverse("evaluation:plan-event", args=[company.programme.pk])
    rowan.fill(plan_event, title="What we learned", held_on=today, meets=[str(learning.uid)])
    assert not rowan.errors, rowan.errors
    event = LearningEvent.objects.get()
    note = reverse("evaluation:note-who-came", args=[company.programme.pk, event.pk])
    rowan.open(note)
    boxes = [str(one["name"]) for one in rowan.page.select("main input[name^=came_]")]
    supporters = sum(len(one.get("supporters", [])) for one in FACTS["clusters"])
    assert len(boxes) == TOLD["organisations"] + supporters, boxes
    rowan.fill(note, **dict.fromkeys(boxes, "2"))
    assert not rowan.errors, rowan.errors
    for cluster in company.clusters.values():
        assert learning.met.filter(cluster=cluster, taken_back_at=None).exists(), cluster
    survey = set_up_survey(
        company.hazel, cluster_scope(company.bolton.pk), "follow_up_survey", "What came of it"
    )
    ask(company.hazel, survey, [f"{one}, {address_of(n)}" for n, one in enumerate(SIX)])
    open_it(company.hazel, survey)
    for number in range(len(SIX)):
        answer_from(mailed(address_of(number)), FOLLOWED_UP)
    bolton.close_survey(company, survey)
    for place in OTHERS:
        company.walker(place).asked_of_members("follow_up_survey", "What came of it", FOLLOWED_UP)


def the_evaluation_is_written_and_finished(company: Company) -> None:
    visit, page, today = company.visit, company.visit.page, localdate()
    sign_in(visit, company.people["hazel"])
    visit.open(reverse("evaluation:start-report", args=[cluster_scope(company.bolton.pk)]))
    page.get_by_label(re.compile("called", re.IGNORECASE)).fill("What came of Collaborate Bolton")
    groups = page.get_by_role("group")
    for place, day in ((0, today - timedelta(days=30)), (1, today)):
        for name, value in (("Day", "day"), ("Month", "month"), ("Year", "year")):
            groups.nth(place).get_by_label(name).fill(str(getattr(day, value)))
    page.locator("main form button").last.click()
    page.get_by_role("heading", name="What came of Collaborate Bolton").wait_for()
    report = Report.objects.get(cluster=company.bolton)
    for section in report.sections.order_by("position"):
        where = reverse(
            "evaluation:write-report-section", args=[report.scope, report.pk, section.pk]
        )
        words = QUESTION.sub("As the records show.", section.words)
        company.hazel.fill(where, words=words)
        assert not company.hazel.errors, company.hazel.errors
    visit.open(reverse("evaluation:report", args=[report.scope, report.pk]))
    assert page.get_by_text("£21,500").first.is_visible()
    button(visit, "Finish it")
    report.refresh_from_db()
    assert report.state == "published"
    for place in OTHERS:
        company.walker(place).evaluate()


def the_walk_is_done(company: Company) -> None:
    for place in OTHERS:
        assert set(company.walker(place).links.values()) == {"done"}, place
    for cluster in company.clusters.values():
        walk = walk_of(cluster, localdate())
        open_ones = [one.link.key for one in walk.links if not one.is_done]
        assert (cluster.name, open_ones) == (cluster.name, [])
    visit = company.visit
    page = visit.open(company.at("evaluation:walk"))
    assert page.get_by_text("You went the whole way.").first.is_visible()
    table = page.locator("table", has=page.get_by_text("Every link of the walk"))
    assert table.locator("tbody tr").count() == len(CHAIN)
    assert table.get_by_text("Nothing yet").count() == 0
    thread = page.locator("tr", has=page.get_by_role("rowheader", name=next(iter(LINES))))
    told = thread.inner_text()
    assert all(words in told for words in ("Decision 1", "1 of 1 done", "£7,000")), told
    assert told.count("£7,000") == 2, "budgeted, and spent"
    looked_at(visit, "done")
    sign_in(visit, company.people["rowan"])
    page = visit.open(reverse("evaluation:programme-walk", args=[company.programme.pk]))
    for cluster in company.clusters.values():
        assert page.get_by_role("columnheader", name=cluster.name).count() >= 1, cluster
    looked_at(visit, "side-by-side")
    outsider = Client()
    assert outsider.get(company.at("evaluation:walk")).status_code in (302, 401, 404)


def the_record_holds_together(company: Company) -> None:
    assert list(verify()) == []
    assert sum(money.balances_by(company.bolton, "account").values()) == 0
    assert Decimal(money.spent(company.bolton)) == 700_000


ACTS = (
    bolton.a_survey_is_answered_from_six_links,
    bolton.six_vote_from_their_links,
    bolton.the_workplan_is_made_from_what_was_chosen,
    bolton.its_budget_is_put_in_force,
    bolton.the_grant_is_applied_for_and_approved,
    bolton.nothing_is_released_too_early,
    bolton.six_sign_the_ground_rules,
    bolton.two_people_release_what_is_due,
    the_rest_follows_its_report,
    a_member_saves_by_what_its_own_books_say,
    the_others_plan_their_work,
    the_first_timetable_proves_too_short,
    the_others_get_their_grants,
    there_is_more_time_to_spend_the_grant,
    the_others_spend_and_save,
    a_program_elsewhere_asks_over_the_wire,
    what_it_cost_is_what_the_report_says,
    all_learn_together_and_answer_again,
    the_evaluation_is_written_and_finished,
    the_walk_is_done,
    the_record_holds_together,
)


def test_the_whole_walk_of_collaborate_2(company: Company) -> None:
    for act in ACTS:
        act(company)


def test_both_changes_of_the_timetable_go_by_programs_alone(company: Company) -> None:
    the_others_plan_their_work(company)
    for days, reason in ((too_short(), TOLD["timetable"]["why"]), (long_enough(), MORE_TIME)):
        company.walker(OTHERS[0]).replan(days, reason)
        everybody_follows(company, days, reason)
    assert company.programme.timetable_changes.count() == TOLD["timetable"]["changes"]
