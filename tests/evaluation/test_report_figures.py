"""What figures of a report say: what the records say, as every member sees them, and no more."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import resolve
from django.utils import timezone

from spinney.base.access.minutes import given_for, given_for_each
from spinney.clusters.models import Attendance, Comparator, Day, Gathering
from spinney.diagnostics.actions.results import withdraw_results
from spinney.evaluation.actions.reports import finish_report
from spinney.evaluation.bridge import figures as catalogue
from spinney.evaluation.bridge.drawing_reports import picture_of
from spinney.evaluation.bridge.figures import Asked, Bars, Gathered, Rows, gather
from spinney.evaluation.queries import reading_position
from spinney.evaluation.queries.gathering_figures import asked_of
from spinney.evaluation.queries.positions import positions_at
from spinney.evaluation.queries.reading_money import _amount
from spinney.purchasing.api import Amount
from spinney.workplans.bridge.keeping import keep
from tests.access import client_of
from tests.agreements.making import an_agreement, another_member
from tests.decisions.making import a_decision
from tests.diagnostics.findings import answered_survey, publish
from tests.evaluation.learning import a_lesson as a_lesson_told
from tests.evaluation.making import NOON, a_lesson, a_spin_off
from tests.evaluation.reporting import a_draft, body, first_section, url_of, written
from tests.money.making import a_budget, a_contribution, a_grant, an_instalment
from tests.purchasing.making import a_saving
from tests.workplans.making import a_milestone, a_plan, a_success, an_activity

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
FIRST, LAST = date(2026, 1, 1), date(2026, 3, 20)


def of_cluster(wood, last=LAST):
    return gather(Asked(wood.cluster, (wood.cluster,), FIRST, last))


def of_programme(wood):
    wood.next_door.programme = wood.programme
    wood.next_door.save()
    groups = (wood.next_door, wood.cluster)
    return gather(Asked(wood.programme, groups, FIRST, LAST))


def said(found, *keys):
    return [found.figures[key].said for key in keys]


def full(wood):
    """Something in every room that a report reads from."""
    birch, cluster = wood.organisations["birch"], wood.cluster
    maple = another_member(wood, "maple")
    how = {"y": Attendance.How.IN_PERSON, "n": Attendance.How.APOLOGIES}
    for on, hows in ((date(2026, 1, 20), "yn"), (date(2026, 2, 20), "yy"), (LAST, "yn")):
        gathering = Gathering.objects.create(
            cluster=cluster, title="We meet", held_on=on, made_at=NOON
        )
        for name, one in zip(("birch", "maple"), hows, strict=True):
            Attendance.objects.create(
                gathering=gathering, membership=wood.memberships[name], how=how[one]
            )
    Day.objects.create(
        cluster=cluster, kind="facilitation", worked_on=LAST, days=Decimal("2.5"), what="Meeting",
        logged_at=NOON,
    )  # fmt: skip
    wood.programme.day_rate_pence = 50_000
    wood.programme.save()
    Comparator.objects.create(
        programme=wood.programme, name="The comparator fund", pence_per_organisation=1_100_000,
        source="Its own report",
    )  # fmt: skip
    a_decision(wood)
    a_decision(wood, 2, state="ended")
    an_agreement(wood, terms={"purchases": {"shown": "bands"}})
    plan = a_plan(cluster)
    an_activity(plan, state="done", began_on=FIRST, done_on=LAST, quick_win=True)
    an_activity(plan, title="Train")
    an_activity(plan, title="Drop", state="dropped")
    a_milestone(plan, reached_on=LAST, target=Decimal(12), reached=Decimal(10), unit="people")
    a_success(cluster, happened_on=LAST)
    grant = a_grant(cluster, state="approved", awarded_pence=1_500_000)
    an_instalment(grant, state="released", released_on=LAST)
    a_budget(cluster, {"Training": 500_000}, state="in_force")
    a_contribution(cluster, birch, kind="time", hours=Decimal("7.5"), day=LAST)
    a_saving(cluster, birch, state="confirmed", confirmed_at=NOON, confirmed_by="person:2")
    a_saving(cluster, maple, state="confirmed", confirmed_at=NOON, confirmed_by="person:2")
    a_lesson(cluster, about="Meetings")
    a_spin_off(cluster, confirmed="yes", worth_pence=2_000_000)
    a_spin_off(cluster, confirmed="no")


def test_they_say_what_the_records_say(wood):
    full(wood)
    found = of_cluster(wood)
    assert said(found, "members", "meetings_held", "attendance") == ["2", "3", "67%"]
    assert said(found, "facilitation_days", "facilitation_days_allowed") == ["2.5", "6"]
    assert said(found, "decisions_made", "agreements_signed") == ["1", "1"]
    assert said(found, "activities_done", "milestones_reached", "quick_wins_done") == [
        "1 of 2 (50%)", "1 of 1 (100%)", "1 of 1 (100%)",
    ]  # fmt: skip
    assert said(found, "grant_awarded", "grant_released") == ["£15,000", "£9,000"]
    # Awarded £15,000 and 2.5 days at £500, for two organisations.
    assert said(found, "cost_of_cluster", "cost_per_organisation", "comparator_cost") == [
        "£16,250", "£8,125", "£11,000",
    ]  # fmt: skip
    assert said(found, "hours_given", "successes", "lessons") == ["7.5", "1", "1"]
    assert said(found, "spin_offs", "spin_offs_confirmed") == ["1", "1"]
    attendance = found.pictures["chart_attendance"]
    assert [(one.label, round(one.value)) for one in attendance.bars] == [
        ("Birch House", 100), ("Maple House", 33),
    ]  # fmt: skip
    assert found.pictures["table_milestones"].rows[0][2:] == (
        "12 people", "10 people on 20 March 2026",
    )  # fmt: skip


def test_savings_are_in_ranges_where_the_terms_show_ranges_and_kinds_stay_apart(wood):
    full(wood)
    found = of_cluster(wood)
    # Twice £300: each lies from £100 to £500, so nobody can take her own from the sum.
    assert said(found, "savings_confirmed", "avoided_confirmed", "savings_realised") == [
        "£200 to £1,000", "", "£0",
    ]  # fmt: skip
    assert [row[0] for row in found.pictures["table_savings"].rows] == ["Cash no longer spent"]


@pytest.mark.parametrize(
    ("amounts", "words"),
    [
        ([(30_000, 30_000), (5_001, 5_001)], "£350.01"),
        ([(0, 10_000)], "under £100"),
        ([(10_000, 50_000), (30_050, 30_050)], "£400 to £801"),
        ([(25_000_000, None), (1, 1)], "£250,000 or more"),
    ],
)
def test_a_sum_of_ranges_seems_no_more_exact_than_it_is(amounts, words):
    assert _amount([Amount(*one) for one in amounts]) == words


def test_of_what_nothing_is_recorded_nothing_is_guessed(wood):
    found = of_cluster(wood)
    for key in ("attendance", "activities_done", "spent", "savings_confirmed", "grant_released"):
        assert not found.figures[key].is_known
    report = a_draft(wood)
    section = first_section(report)
    section.words = "We spent {{spent}}."
    section.save()
    page = client_of(wood, "ash").get(url_of("report", report)).content.decode()
    assert "We spent not recorded yet" in page


def test_what_is_withheld_in_results_is_withheld_and_taken_back_is_gone(wood):
    survey = answered_survey(wood, 3)
    survey.opens_at = NOON - timedelta(days=30)
    survey.save()
    key = f"results_{survey.uid.hex[-12:]}"
    assert key not in of_cluster(wood).pictures
    publication = publish(survey, wood.ash)
    rows = of_cluster(wood).pictures[key].rows
    assert any(one[2].startswith("Not shown: ") for one in rows)
    assert said(of_cluster(wood), "surveys_done") == ["1"]
    report = written(a_draft(wood))
    section = first_section(report)
    section.pictures = [key]
    section.save()
    report = finish_report(report=report, by=wood.ash, now=NOON)
    birch, question = client_of(wood, "birch"), rows[0][0]
    assert question in birch.get(url_of("report", report)).content.decode()
    withdraw_results(publication=publication, by=wood.ash, now=timezone.now())
    assert key not in of_cluster(wood).pictures
    page = birch.get(url_of("report", report)).content.decode()
    assert question not in page
    assert "These results were taken back." in page
    assert body(birch.get(url_of("report-pdf", report))).startswith(b"%PDF")


def test_a_programme_tells_of_all_its_clusters(wood):
    full(wood)
    found = of_programme(wood)
    assert said(found, "clusters", "members", "meetings_held") == ["2", "3", "3"]
    # Awarded £15,000 and £1,250 of days in one; £15,000 set for the other; three members.
    assert said(found, "cost_of_cluster", "cost_per_organisation") == ["£15,625", "£10,416.67"]
    assert [row[0] for row in found.pictures["table_positions"].rows] == [
        "The Copse", "The Spinney",
    ]  # fmt: skip
    assert said(found, "lessons") == ["0"]  # not shared with the other clusters


def test_each_leads_to_a_page_that_there_is_and_pictures_can_be_kept(wood):
    full(wood)
    for found in (of_cluster(wood), of_programme(wood)):
        everything = [*found.figures.values(), *found.pictures.values()]
        assert len(everything) > 40
        for one in everything:
            assert one.source.endswith("."), one.key
            assert resolve(one.path.partition("?")[0]), one.key
        kept = found.to_json([*found.figures, *found.pictures])
        assert Gathered.from_json(kept).pictures == found.pictures
        for one in found.pictures.values():
            if isinstance(one, Bars):
                assert picture_of(one).html()
            assert not isinstance(one, Rows) or all(
                len(row) == len(one.header) for row in one.rows
            ), one.key
    birch = client_of(wood, "birch")
    for one in of_cluster(wood).figures.values():
        assert birch.get(one.path).status_code in (200, 403), one.key  # 403: for those who run it


def test_two_sources_of_one_name_are_an_error(wood, monkeypatch):
    monkeypatch.setattr(catalogue, "_sources", [*catalogue._sources, catalogue._sources[0]])
    with pytest.raises(LookupError, match="members"):
        of_cluster(wood)


def test_time_asked_is_what_members_people_did_and_was_done_by_link(wood):
    own = wood.organisations["birch"].pk
    before = given_for_each([own], since=NOON - timedelta(days=1))
    a_lesson_told(wood)
    assert before == {own: 0}
    found = given_for_each([own], since=NOON - timedelta(days=1))
    assert found == {own: given_for(own, since=NOON - timedelta(days=1))} == {own: 3}
    assert said(of_cluster(wood), "time_asked", "time_asked_each") == ["3 minutes", "3 minutes"]


def test_queries_do_not_grow_with_members_meetings_and_lessons(wood, django_assert_max_num_queries):
    full(wood)
    asked = asked_of(a_draft(wood))
    with django_assert_max_num_queries(100) as few:
        gather(asked)
    for number in range(5):
        another_member(wood, f"oak{number}")
        a_lesson(wood.cluster)
        a_decision(wood, 10 + number)
        gathering = Gathering.objects.create(
            cluster=wood.cluster, title="More", held_on=LAST - timedelta(days=number), made_at=NOON
        )
        Attendance.objects.create(
            gathering=gathering, membership=wood.memberships["birch"],
            how=Attendance.How.IN_PERSON,
        )  # fmt: skip
    with django_assert_max_num_queries(len(few.captured_queries)):
        gather(asked)


def test_what_was_agreed_first_is_what_was_planned(wood):
    plan = a_plan(wood.cluster, state="agreed")
    late = an_activity(plan, starts_on=date(2026, 1, 10), ends_on=date(2026, 1, 31))
    an_activity(plan, title="Kept", starts_on=date(2026, 2, 1), ends_on=date(2026, 2, 20))
    keep(plan, "Agreed", by=wood.ash, now=NOON)
    late.starts_on, late.ends_on = date(2026, 2, 1), date(2026, 3, 15)
    late.state, late.began_on, late.done_on = "done", date(2026, 2, 3), date(2026, 3, 10)
    late.save()
    an_activity(plan, title="New", starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 9))
    keep(plan, "Planned anew", by=wood.ash, now=NOON)
    drawn = of_cluster(wood).pictures["chart_plan"]
    assert [(one.planned_from, one.planned_to, one.now_to) for one in drawn.spans] == [
        ("2026-01-10", "2026-01-31", "2026-03-15"),
        ("2026-02-01", "2026-02-20", None),
        ("2026-03-01", "2026-03-09", None),
    ]
    picture = picture_of(drawn)
    assert f"Past the plan: {late.title}" in picture.description
    told = [row[1] for row in picture.rows()]
    assert told[0] == "10 to 31 January 2026 (now planned: 1 February to 15 March 2026)"
    assert "now planned" not in told[1] + told[2]


def test_of_a_last_day_to_come_it_tells_what_is_so_today(wood, monkeypatch):
    read_on = []
    monkeypatch.setattr(catalogue, "localdate", lambda: LAST)
    monkeypatch.setattr(
        reading_position, "positions_at",
        lambda groups, on: read_on.append(on) or positions_at(groups, on),
    )  # fmt: skip
    another_member(wood, "maple")
    wood.memberships["maple"].leaves_on = date(2026, 6, 1)
    wood.memberships["maple"].save()
    found = of_cluster(wood, last=date(2027, 9, 14))
    assert (found.figures["members"].said, read_on) == ("2", [LAST])
    assert found.figures["members"].source == "Members on 20 March 2026, by the list of members."
