"""Who may knock at which door of results, in a cluster and in a programme; and that no door, filter
or file tells a member what another answered.
"""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from spinney.base.access import links
from spinney.diagnostics.actions.texts import clear_text
from spinney.diagnostics.bridge.findings import findings_of
from spinney.diagnostics.letters.results import errand_of
from spinney.diagnostics.models import Publication, Survey
from spinney.diagnostics.queries.texts import words_in
from tests.access import answers, client_of
from tests.diagnostics.findings import answered_survey, publish

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
OUTSIDE = (404, 404, 404, 404, 401)
READ_BY_MEMBERS = (200, 200, 200, 403, *OUTSIDE)
# In a cluster what has names is its facilitators' alone, whoever runs the programme.
MATRIX = {
    "cluster": {
        ("results", "get"): READ_BY_MEMBERS,
        ("compared-results", "get"): READ_BY_MEMBERS,
        ("named-results", "get"): (403, 200, 403, 403, *OUTSIDE),
        ("organisation-answers", "get"): (403, 200, 403, 403, *OUTSIDE),
        ("set-upgrade", "get"): (403, 200, 403, 403, *OUTSIDE),
        ("publish-results", "get"): (403, 200, 403, 403, *OUTSIDE),
        ("withdraw-results", "post"): (403, 302, 403, 403, *OUTSIDE),
        ("texts", "get"): (403, 200, 403, 403, *OUTSIDE),
        ("clear-text", "get"): (403, 200, 403, 403, *OUTSIDE),
        ("withhold-text", "post"): (403, 302, 403, 403, *OUTSIDE),
        ("reread-text", "post"): (403, 302, 403, 403, *OUTSIDE),
        ("suggest-themes", "get"): (200, 200, 403, 403, *OUTSIDE),
        ("fragility", "get"): (200, 200, 403, 403, *OUTSIDE),
    },
    "programme": {
        ("results", "get"): READ_BY_MEMBERS,
        ("compared-results", "get"): READ_BY_MEMBERS,
        ("named-results", "get"): (200, 403, 403, 403, *OUTSIDE),
        ("organisation-answers", "get"): (200, 403, 403, 403, *OUTSIDE),
        ("set-upgrade", "get"): (200, 403, 403, 403, *OUTSIDE),
        ("publish-results", "get"): (200, 403, 403, 403, *OUTSIDE),
        ("withdraw-results", "post"): (302, 403, 403, 403, *OUTSIDE),
        ("texts", "get"): (200, 403, 403, 403, *OUTSIDE),
        ("clear-text", "get"): (200, 403, 403, 403, *OUTSIDE),
        ("withhold-text", "post"): (302, 403, 403, 403, *OUTSIDE),
        ("reread-text", "post"): (302, 403, 403, 403, *OUTSIDE),
        ("suggest-themes", "get"): (404, 403, 403, 403, *OUTSIDE),
        ("fragility", "get"): (200, 403, 403, 403, *OUTSIDE),
    },
}
CASES = [(place, *route) for place, routes in MATRIX.items() for route in routes]


def the_survey(wood, place, **more):
    in_programme = place == "programme"
    before = answered_survey(wood, in_programme=in_programme, title="The first time")
    survey = answered_survey(wood, in_programme=in_programme, follows=before, **more)
    by = wood.rowan if in_programme else wood.ash
    words = words_in(findings_of(survey))
    clear_text(survey=survey, token=words[0].token, shown="To meet.", by=by, now=timezone.now())
    publish(before, by)
    publish(survey, by)
    return survey


def address(name, survey):
    args = [survey.scope]
    if name != "fragility":
        args.append(survey.pk)
    words = words_in(findings_of(survey)) if survey.mode != "detached" else []
    more = {
        "organisation-answers": lambda: survey.asked.order_by("pk").first().pk,
        "set-upgrade": lambda: "backup",
        "withdraw-results": lambda: 1,
        "clear-text": lambda: words[0].token,
        "withhold-text": lambda: words[1].token,
        "reread-text": lambda: words[0].token,
    }
    if name in more:
        args.append(more[name]())
    return reverse(f"diagnostics:{name}", args=args)


@pytest.mark.parametrize(("place", "name", "method"), CASES, ids=lambda v: v)
def test_each_door(wood, place, name, method):
    survey = the_survey(wood, place)
    got = answers(wood, method, address(name, survey))
    assert got == MATRIX[place][(name, method)]


def test_nobody_sees_names_in_a_detached_survey(wood):
    survey = answered_survey(wood, mode="detached")
    for name in ("named-results", "set-upgrade"):
        got = answers(wood, "get", address(name, survey))
        assert got == (403, 403, 403, 403, *OUTSIDE)


def test_those_who_run_a_detached_survey_publish_it(wood):
    survey = answered_survey(wood, mode="detached")
    got = answers(wood, "get", address("publish-results", survey))
    assert got == (200, 200, 403, 403, *OUTSIDE)


# What a member can learn ------------------------------------------------------------------------

FILES = ("", "?as=csv", "?as=xlsx", "?number=1", "?q=Hedge", "?q=9000", "?group=x")
SECRETS = ("Hedge Group", "Private words", "Ada Green", "9,000", "2026-0", "Person ")


def learnt(wood, name, survey):
    """All text that somebody gets out of the results and what leads there."""
    client = client_of(wood, name)
    found = []
    pages = ["results", "compared-results"]
    for page in pages:
        url = reverse(f"diagnostics:{page}", args=[survey.scope, survey.pk])
        for query in (*FILES, *export_queries(client, url)):
            response = client.get(f"{url}{query}")
            content = (
                b"".join(response.streaming_content) if response.streaming else response.content
            )
            found.append(cells_in(content) if "as=xlsx" in query else content.decode())
    return "\n".join(found)


def cells_in(book):
    sheets = load_workbook(BytesIO(book)).worksheets if book.startswith(b"PK") else []
    return str([[cell.value for cell in row] for sheet in sheets for row in sheet.iter_rows()])


def export_queries(client, url):
    """The addresses of files and filters that the page itself offers."""
    html = client.get(url).content.decode()
    return {q.replace("&amp;", "&") for q in re.findall(r'href="(\?[^"#]+)"', html)}


@pytest.mark.parametrize("name", ["birch", "rowan"])
def test_no_page_filter_or_file_has_a_name_or_an_own_answer(wood, name):
    survey = the_survey(wood, "cluster")
    text = learnt(wood, name, survey)
    assert "Help with staff?" in text
    for secret in SECRETS:
        assert secret not in text


def test_filters_leave_out_rows_and_never_work_figures_out_anew(wood):
    survey = the_survey(wood, "cluster")
    publication = Publication.objects.filter(survey=survey).get()
    before = dict(publication.tables)
    learnt(wood, "birch", survey)
    assert Publication.objects.get(pk=publication.pk).tables == before


def test_what_was_answered_since_is_not_in_what_was_published(wood):
    survey = the_survey(wood, "cluster")
    before = learnt(wood, "birch", survey)
    from tests.diagnostics.findings import answered, answers_of, organisation

    answered(survey, organisation(wood, 4), answers_of(4, need_hr="0", need_ict="3"))
    assert plain(learnt(wood, "birch", survey)) == plain(before)


def plain(html):
    """A page without what changes from one request to the next, and without files of bytes."""
    lines = [line for line in html.splitlines() if "csrf" not in line and "nonce" not in line]
    return [line for line in lines if line.isprintable()]


def test_another_number_of_a_publication_is_no_way_in(wood):
    survey = the_survey(wood, "cluster")
    url = reverse("diagnostics:results", args=[survey.scope, survey.pk])
    client = client_of(wood, "birch")
    for number in ("2", "0", "-1", "x", "9" * 30):
        assert client.get(f"{url}?number={number}").status_code == 404


def test_an_answer_of_another_survey_cannot_be_reached_through_this_one(wood):
    survey = the_survey(wood, "cluster")
    other = answered_survey(wood, in_programme=True)
    args = [survey.scope, survey.pk, other.asked.first().pk]
    client = client_of(wood, "ash")
    assert client.get(reverse("diagnostics:organisation-answers", args=args)).status_code == 404


# Named to the group, and links ------------------------------------------------------------------


def test_in_a_named_survey_members_read_names_and_its_programme_does_not(wood):
    survey = the_survey(wood, "cluster", mode="group")
    url = reverse("diagnostics:results", args=[survey.scope, survey.pk])
    assert "Hedge Group 1" in client_of(wood, "birch").get(url).content.decode()
    assert "Hedge Group 1" in client_of(wood, "ash").get(url).content.decode()
    assert "Hedge Group 1" not in client_of(wood, "rowan").get(url).content.decode()
    text = client_of(wood, "birch").get(url).content.decode()
    for kept in ("Private words", "Does all hang on one person?", "Steers only", "Ada Green"):
        assert kept not in text


def test_whoever_no_longer_agrees_is_named_no_more(wood):
    survey = the_survey(wood, "cluster", mode="group")
    # One whose words were cleared, and one of whom figures alone are shown.
    (spoke,) = (one.owner for one in words_in(findings_of(survey)) if one.shown)
    silent = survey.asked.exclude(organisation=spoke).exclude(agreed_at=None).first()
    url = reverse("diagnostics:results", args=[survey.scope, survey.pk])
    for pk in (spoke, silent.organisation_id):
        name = survey.asked.get(organisation=pk).organisation.name
        assert name in client_of(wood, "ash").get(url).content.decode()
        survey.asked.filter(organisation=pk).update(agreed_at=None)
        page = client_of(wood, "ash").get(url).content.decode()
        assert name not in page
        assert "To meet." in page


def link_of(survey):
    asked = survey.asked.order_by("pk").last()
    asked.survey = Survey.objects.get(pk=survey.pk)
    now = timezone.now()
    _, secret = links.issue(
        errand_of(asked, survey.scope), by=actor(), now=now, email=asked.email,
        expires_at=now + timedelta(days=5), organisation_id=asked.organisation_id,
    )  # fmt: skip
    return f"/do/{secret}/"


def actor():
    from spinney.base.kernel.actors import Actor

    return Actor.system("test")


def test_whoever_was_asked_reads_it_at_a_link_without_an_account(wood):
    survey = the_survey(wood, "cluster")
    page = client_of(wood, "nobody").get(link_of(survey))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Help with staff?" in text
    others = text.replace("Hedge Group 5", "")  # whose link it is
    for secret in SECRETS:
        assert secret not in others


def test_a_link_leads_nowhere_once_the_results_are_withdrawn(wood):
    survey = the_survey(wood, "cluster")
    url = link_of(survey)
    Publication.objects.update(withdrawn_at=timezone.now())
    text = client_of(wood, "nobody").get(url).content.decode()
    assert "These results were withdrawn" in text
    assert "Help with staff?" not in text
