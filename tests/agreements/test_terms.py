"""The page of the terms in force."""

import re
from datetime import date
from html import unescape

from django.urls import reverse

from tests.access import client_of
from tests.agreements.making import an_agreement

FEBRUARY = date(2026, 2, 1)


def text_of(answer):
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", answer.text)).split())


def page(wood, query="", who="birch"):
    return client_of(wood, who).get(reverse("agreements:terms", args=[wood.cluster.pk]) + query)


def test_agreed_terms_say_where_they_come_from_and_the_others_are_marked(wood):
    made = an_agreement(
        wood,
        terms={"meeting_notice": {"days": 14}, "lead_body": str(wood.organisations["birch"].uid)},
        title="Our ground rules",
    )
    answer = page(wood)
    said = text_of(answer)
    assert "We call meetings at least 14 days before they are held." in said
    assert f"{wood.organisations['birch'].name} is our lead body." in said
    assert "“Our ground rules”, version 1, clause 2 “Meeting Notice”, since 1 February 2026" in said
    assert reverse("agreements:agreement", args=[wood.cluster.pk, made.pk]) in answer.text
    assert "Not agreed yet Until you agree otherwise, Spinney goes by this" in said
    assert "We meet at least every quarter. We take turns in the chair." in said
    assert "2 terms are agreed" in said


def test_any_day_by_the_address_without_a_script(wood):
    an_agreement(
        wood, terms={"meeting_notice": {"days": 14}}, starts=FEBRUARY, until=date(2026, 6, 30)
    )
    before = text_of(page(wood, "?on_day=31&on_month=1&on_year=2026"))
    assert "We call meetings at least 7 days before" in before
    assert "On 31 January 2026 none of 37 terms was agreed." in before
    then = text_of(page(wood, "?on_day=1&on_month=June&on_year=2026"))
    assert "We call meetings at least 14 days before" in then
    after = text_of(page(wood, "?on_day=1&on_month=7&on_year=2026"))
    assert "We call meetings at least 7 days before" in after


def test_what_will_change_and_when(wood):
    an_agreement(
        wood, terms={"meeting_notice": {"days": 14}}, starts=FEBRUARY, until=date(2090, 6, 30)
    )
    said = text_of(page(wood))
    assert "On 1 July 2090" in said
    assert "No longer agreed from that day on: notice of meetings." in said
    later = date(2090, 7, 1)
    an_agreement(wood, terms={"quorum": {"at_least": 4}}, starts=later, title="Rules to come")
    said = text_of(page(wood))
    assert "Before: A decision counts when at least 50 in a hundred of our members" in said
    assert "Then: A decision counts when at least 4 members take part." in said


def test_what_changed_since_a_day(wood):
    an_agreement(wood, terms={"meeting_notice": {"days": 14}}, starts=FEBRUARY)
    said = text_of(page(wood, "?since_day=1&since_month=1&since_year=2026"))
    assert "Before: We call meetings at least 7 days before they are held. (not agreed)" in said
    assert "Then: We call meetings at least 14 days before they are held." in said
    same = text_of(page(wood, "?since_day=1&since_month=2&since_year=2026"))
    assert "Nothing differs between 1 February 2026 and" in same


def test_a_day_that_is_none_is_told(wood):
    said = text_of(page(wood, "?on_day=31&on_month=2&on_year=2026"))
    assert "February 2026 has no day “31”" in said
    assert "Terms in force" in said


def test_agreements_that_say_different_things_are_shown_with_both(wood):
    an_agreement(wood, terms={"meeting_notice": {"days": 14}}, title="Ground rules")
    an_agreement(
        wood, terms={"meeting_notice": {"days": 21}}, title="Memorandum", starts=date(2026, 3, 1)
    )
    said = text_of(page(wood, "?on_day=2&on_month=3&on_year=2026"))
    assert "Agreements that say different things" in said
    assert "“Ground rules”, version 1, clause 2" in said
    assert "“Memorandum”, version 1, clause 2" in said


def test_each_agreement_has_its_own_last_day_and_that_is_no_conflict(wood):
    an_agreement(wood, terms={"ends": "2090-03-31"}, title="Ground rules")
    an_agreement(wood, terms={"ends": "2091-03-31"}, title="Memorandum")
    said = text_of(page(wood))
    assert "“Ground rules”: This agreement ends on 31 March 2090" in said
    assert "“Memorandum”: This agreement ends on 31 March 2091" in said
    assert "Agreements that say different things" not in said


def test_a_term_that_cannot_be_read_is_not_passed_over_in_silence(wood):
    an_agreement(wood, terms={"meeting_notice": {"days": 9999}}, title="Old rules")
    said = text_of(page(wood))
    assert "Cannot be read" in said
    assert "Read the agreement itself" in said


def test_the_terms_as_a_file(wood):
    an_agreement(wood, terms={"meeting_notice": {"days": 14}}, title="Our ground rules")
    csv = page(wood, "?as=csv")
    lines = b"".join(csv.streaming_content).decode("utf-8-sig") if csv.streaming else csv.text
    assert "“Our ground rules”, version 1, clause 2" in lines
    assert lines.count("\n") >= 37
    excel = page(wood, "?as=xlsx")
    assert excel["Content-Type"].endswith("sheet")
    assert b"".join(excel.streaming_content).startswith(b"PK")
    excel.close()


def test_the_clusters_page_leads_there(wood):
    cluster = reverse("clusters:cluster", args=[wood.cluster.pk])
    terms = reverse("agreements:terms", args=[wood.cluster.pk])
    assert terms in client_of(wood, "birch").get(cluster).text
    assert terms not in client_of(wood, "cedar").get(cluster).text
