"""The list of templates, one of them clause by clause, on paper, as a file; and which one fits."""

import io

import pytest
from django.urls import reverse

from spinney.agreements.bridge.wordings import wordings
from tests.access import client_of
from tests.agreements.test_terms import text_of


def get(wood, door, *args, query="", who="birch"):
    return client_of(wood, who).get(
        reverse(f"agreements:{door}", args=[wood.cluster.pk, *args]) + query
    )


def test_the_list_says_what_each_is_for_how_long_it_takes_and_whether_it_binds(wood):
    answer = get(wood, "templates")
    said = text_of(answer)
    for one in wordings().values():
        assert one.title in said
        assert one.for_what in said
        assert reverse("agreements:template", args=[wood.cluster.pk, one.key]) in answer.text
    assert "about 25 minutes" in said
    assert said.count("In part") == 1


def test_the_list_can_be_taken_along(wood):
    answer = get(wood, "templates", query="?as=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "Micro-grant agreement" in text
    assert "What a solicitor is needed for" in text


@pytest.mark.parametrize("key", list(wordings()))
def test_a_template_shows_every_clause_with_what_explains_it(wood, key):
    wording = wordings()[key]
    answer = get(wood, "template", key)
    said = text_of(answer)
    for one in wording.clauses:
        assert f"{one.heading}" in said
        for words in (one.why, one.goes_wrong, one.others_chose, one.solicitor):
            assert " ".join(words.split()) in said
    assert "{" not in answer.text.split("<main")[1].split("</main")[0]
    for one in wording.questions:
        assert one.title in said
    assert wording.solicitor in said


def test_what_is_filled_in_later_stands_in_brackets(wood):
    said = text_of(get(wood, "template", "ground_rules"))
    assert "[Rule for decisions]" in said
    assert f"We are the members of {wood.cluster.name}." in said
    assert "[still to be said" not in said


def test_what_a_solicitor_should_look_at_is_listed(wood):
    answer = get(wood, "template", "subcontract")
    said = text_of(answer)
    assert "What a solicitor should look at" in said
    assert '<a class="govuk-link" href="#clause-back_to_back">2. How it fits the main contract' in (
        answer.text
    )
    assert "What a solicitor should look at" not in text_of(
        get(wood, "template", "statement_of_intent")
    )


def test_who_may_begin_one_is_led_there_and_deeds_are_begun_elsewhere(wood):
    start = reverse("agreements:start-agreement", args=[wood.cluster.pk])
    assert f"{start}?wording=ground_rules" in get(wood, "template", "ground_rules").text
    deed = get(wood, "template", "accession_deed")
    assert start not in deed.text
    assert "is begun from there" in text_of(deed)


def test_there_is_no_such_template(wood):
    for door in ("template", "print-template", "export-template"):
        assert get(wood, door, "common").status_code == 404


def test_on_paper_there_is_room_to_write_and_every_explanation(wood):
    answer = get(wood, "print-template", "micro_grant")
    said = text_of(answer)
    assert "How much is the grant?" in said
    assert answer.text.count('class="spinney-lines') == 12
    assert "☐ Scotland" in said
    assert "Volunteers are afraid that they must pay themselves." in said
    assert "<details" not in answer.text.split("<main")[1].split("</main")[0]


def test_it_opens_in_word_with_its_gaps_in_brackets(wood):
    from docx import Document

    answer = get(wood, "export-template", "ground_rules")
    assert answer.status_code == 200
    assert 'filename="ground-rules-template' in answer["Content-Disposition"]
    text = "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)
    assert "[Rule for decisions]" in text
    assert "{" not in text


def test_two_questions_lead_to_what_fits(wood):
    first = get(wood, "choose-template")
    assert "What do you want to settle?" in text_of(first)
    second = text_of(get(wood, "choose-template", query="?matter=service&go=matter"))
    assert "Who gets the money, and who does the work?" in second
    assert "A bid, a contract, or a service for the people we help" in second
    assert "There is a problem" not in second
    last = get(wood, "choose-template", query="?matter=service&answer=lead&go=answer")
    said = text_of(last)
    assert "Consortium agreement" in said
    assert "One for each member: its work and its money." in said
    assert reverse("agreements:template", args=[wood.cluster.pk, "subcontract"]) in last.text


def test_where_no_template_is_needed_it_says_what_to_do(wood):
    said = text_of(get(wood, "choose-template", query="?matter=changes&answer=all_sign"))
    assert "Begin a variation of your agreement" in said
    assert "What fits" not in said


@pytest.mark.parametrize(
    "query", ["?go=matter", "?matter=nonsense", "?matter=group&go=answer", "?matter=group&answer=x"]
)
def test_no_answer_is_asked_for_again(wood, query):
    answer = get(wood, "choose-template", query=query)
    assert answer.status_code == 200
    assert "govuk-error-message" in answer.text


def test_few_queries(wood, django_assert_max_num_queries):
    visitor = client_of(wood, "birch")
    for door, args in (("templates", []), ("template", ["subcontract"]), ("choose-template", [])):
        url = reverse(f"agreements:{door}", args=[wood.cluster.pk, *args])
        with django_assert_max_num_queries(10):
            visitor.get(url)
