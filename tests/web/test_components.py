"""Every part of the catalogue draws; what a part is given can do nothing to the page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.messages.storage.base import BaseStorage
from django.template import Context, Template
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Role, Scope
from spinney.base.web import navigation, told
from spinney.base.web.catalogue import groups
from spinney.base.web.components import marks, parts
from spinney.base.web.components.parts import Tone

pytestmark = pytest.mark.urls("tests.web.kit_urls")
NASTY = "<script>alert('x')</script>"


def draw(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize("slug", groups.GROUPS)
def test_every_group_of_the_catalogue_draws_and_shows_its_calls(client, slug):
    html = client.get(f"/ui/{slug}/").content.decode()
    for example in groups.GROUPS[slug].examples:
        assert example.title.replace("'", "&#x27;") in html
        assert groups.source_of(example)


@pytest.mark.parametrize(
    "address",
    ["/ui/", "/ui/form/", "/ui/form/?wrong", "/ui/list/", "/ui/list/?none"]
    + [f"/ui/page/{kind}/" for kind in groups.PAGE_KINDS],
)
def test_every_page_of_the_catalogue_opens(client, address):
    assert client.get(address).status_code == 200


def test_the_catalogue_has_no_other_pages(client):
    assert client.get("/ui/page/dashboard/").status_code == 404
    assert client.get("/ui/nothing/").status_code == 404


@pytest.mark.parametrize(
    "source",
    [
        '{% tag x "go" %}',
        "{% chip x x %}",
        "{% inset %}{{ x }}{% endinset %}",
        "{% details x %}{{ x }}{% enddetails %}",
        "{% panel x %}{{ x }}{% endpanel %}",
        "{% card title=x url=x %}{% endcard %}",
        "{% section x slug=x %}{% endsection %}",
        "{% empty x %}{% endempty %}",
        "{% warning %}{{ x }}{% endwarning %}",
        "{% button x name=x value=x %}",
        "{% link_button x x %}",
        "{% post_button x x field=x %}",
        "{% back_link x x %}",
        "{% search_box x x %}",
        "{% disc x %}",
        "{% withheld x %}",
        "{% mark x %}",
    ],
)
def test_what_a_part_is_given_is_escaped(source):
    assert "<script>" not in draw(source, x=NASTY)


def test_rows_are_escaped():
    rows = [parts.SummaryRow(NASTY, NASTY, "#", NASTY, NASTY)]
    assert "<script>" not in draw("{% summary_list rows %}", rows=rows)
    happened = [parts.Happening(date(2026, 1, 1), NASTY, "", NASTY)]
    assert "<script>" not in draw("{% timeline rows %}", rows=happened)


def test_a_tag_must_have_a_tone_that_means_something():
    with pytest.raises(ValueError, match="purple"):
        marks.tag("x", "purple")


@pytest.mark.parametrize(
    ("off", "tone"), [(-1, Tone.LATE), (0, Tone.WAITS), (7, Tone.WAITS), (8, Tone.QUIET)]
)
def test_what_is_asked_soon_stands_out(off, tone):
    assert marks.urgency(localdate() + timedelta(days=off)) == tone


def test_what_has_no_date_is_not_urgent():
    assert marks.urgency(None) == Tone.QUIET


@pytest.mark.parametrize(
    ("job", "said"),
    [
        (parts.Job("Load", 0, None, "waiting"), "waiting for its turn"),
        (parts.Job("Load", 5, 10, "running"), "5 of 10 rows done"),
        (parts.Job("Load", 10, 10, "done", result_url="/r/"), "Finished: 10 rows."),
        (parts.Job("Load", 1, 10, "stopped"), "You stopped this. 1 row"),
        (parts.Job("Load", 1, 10, "failed", note="The disk is full."), "The disk is full."),
    ],
)
def test_a_long_task_says_where_it_is(job, said):
    assert said in draw("{% job job %}", job=job)


def test_a_long_task_asks_again_only_while_it_goes_on():
    going = parts.Job("Load", 5, 10, "running", refresh_url="/job/1/")
    over = parts.Job("Load", 10, 10, "done", refresh_url="/job/1/")
    assert "hx-get" in draw("{% job job %}", job=going)
    assert "hx-get" not in draw("{% job job %}", job=over)


def test_the_stage_line_says_in_words_what_it_draws():
    html = draw(
        "{% stage_line s %}", s=[parts.Stage("Focus", "late"), parts.Stage("Plan", "to come")]
    )
    assert "Now, and late." in html
    assert "To come." in html
    assert html.count('aria-current="step"') == 1


# Saying what happened -----------------------------------------------------------


class Kept(BaseStorage):
    def _get(self):
        return [], True

    def _store(self, messages, response):
        return []


def a_request():
    request = RequestFactory().get("/")
    request._messages = Kept(request)
    return request


def test_what_happened_is_told_with_its_undo():
    request = a_request()
    told.say(request, "The row is gone.", undo_url="/undo/", undo_label="Put it back")
    said = list(told.told(request))
    assert said == [told.Said("The row is gone.", "go", "/undo/", "Put it back")]


def test_messages_of_others_are_told_too():
    from django.contrib import messages

    request = a_request()
    messages.error(request, "Not this.", extra_tags="allauth level")
    assert [(s.text, s.tone) for s in told.told(request)] == [("Not this.", Tone.LATE)]


# Navigation --------------------------------------------------------------------------


@pytest.fixture
def entries(monkeypatch):
    monkeypatch.setattr(navigation, "_entries", {})
    navigation.add_to_navigation("Help", "help", place=900)
    navigation.add_to_navigation("Catalogue", "ui", place=10)
    navigation.add_to_navigation(
        "Private", "ui-list", place=20, shown_to=lambda actor: actor.is_signed_in
    )
    navigation.add_to_navigation("Not made yet", "nowhere", place=5)


def shown(path, actor=None):
    request = RequestFactory().get(path)
    request.actor = actor or Actor.nobody()
    return [(e.label, e.is_current) for e in navigation.navigation(request)]


def test_navigation_is_in_order_and_marks_where_one_is(entries):
    assert shown("/ui/form/") == [("Catalogue", True), ("Help", False)]
    assert shown("/help/host/") == [("Catalogue", False), ("Help", True)]


def test_navigation_shows_only_what_one_may_see(entries):
    somebody = Actor("person:1", 1, roles={Scope("site"): frozenset({Role.SIGNED_IN})})
    assert [label for label, _ in shown("/", somebody)] == ["Catalogue", "Private", "Help"]
    assert shown("/ui/list/", somebody)[1] == ("Private", True)


# Pages of errors -----------------------------------------------------------------------


@pytest.mark.parametrize("status", [400, 403, 404, 409, 410, 413, 422, 429, 500])
def test_every_error_has_a_page_that_needs_nothing(status):
    html = get_template(f"{status}.html").render()
    assert "<h1" in html
    assert 'lang="en-GB"' in html
    assert "successfully" not in html
    assert "!" not in html.replace("<!doctype html>", "")


def test_an_error_page_says_what_the_error_says():
    html = get_template("errors/409.html").render({"message": "Voting is closed.", "request": None})
    assert "Voting is closed." in html


def test_a_wrong_mandate_is_named_with_the_way_out():
    other = SimpleNamespace(organisation_id=7, organisation_name="Cedar Advice")
    html = get_template("errors/404.html").render({"act_for": other})
    assert ("Act for Cedar Advice" in html) or ("act-for" not in html)


def test_a_timeline_takes_days_and_moments():
    rows = [
        parts.Happening(date(2026, 3, 1), "a"),
        parts.Happening(datetime(2026, 3, 2, tzinfo=UTC), "b"),
    ]
    html = draw("{% timeline rows %}", rows=rows)
    assert "1 March 2026" in html
    assert "2 March 2026" in html
