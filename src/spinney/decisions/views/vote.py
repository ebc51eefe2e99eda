"""Voting: marked, looked over, cast; changed; for another. The same signed in and by a link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.task_links import task_link
from spinney.decisions import policies
from spinney.decisions.actions import voting as actions
from spinney.decisions.bridge.ballot_box import CODE, Cast
from spinney.decisions.bridge.sealed import draw_code
from spinney.decisions.forms.marks import MarksForm, marks_form
from spinney.decisions.models import Ballot
from spinney.decisions.policies.voting import check_takes_part, takes_votes
from spinney.decisions.queries.grounds import grounds_of
from spinney.decisions.queries.results import sentence_of
from spinney.decisions.queries.vote_page import VotePage, vote_page, what_next
from spinney.decisions.queries.voting import ballot_by_link, elector_of, options_for, seat_of
from spinney.decisions.views.booths import (
    Booth,
    booth_by_link,
    booth_in,
    for_another,
    no_such_step,
)
from spinney.decisions.views.interests import interest_page, no_interest_page
from spinney.decisions.views.options import file_asked, send_option_file
from spinney.decisions.views.proxies import proxy_page
from spinney.decisions.views.receipts import receipt_page
from spinney.decisions.views.taking_back import take_back_page

LOOK_OVER, CAST, MARK = "look_over", "cast", "mark"
"""What is asked with a form: to look the vote over, to cast it, to mark it anew."""

PAGES = {
    "receipt": receipt_page,
    "interest": interest_page,
    "no-interest": no_interest_page,
    "proxy": proxy_page,
    "take-back": take_back_page,
}


@guard(policies, "vote", scope="cluster")
@never_cache
def vote(request: SpinneyRequest, cluster_id: int, pk: int) -> HttpResponse:
    """Vote for one's own organisation, signed in."""
    return _booth_page(booth_in(request, cluster_id, pk))


@guard(policies, "vote_for", scope="cluster")
@never_cache
def vote_for(
    request: SpinneyRequest, cluster_id: int, pk: int, organisation_id: int
) -> HttpResponse:
    """Vote for an organisation whose proxy one's own holds."""
    return _booth_page(booth_in(request, cluster_id, pk, organisation_id))


def _link_stands(link: TaskLink) -> bool:
    """Whether a ballot still takes votes, so that a new link may be sent."""
    number = link.subject.rpartition(":")[2]
    found = Ballot.objects.filter(pk=int(number)).first()
    return found is not None and takes_votes(found, now())


@task_link("decisions.cast_vote", stands=_link_stands)
@never_cache
def vote_by_link(request: SpinneyRequest, link: TaskLink, step: str) -> HttpResponseBase:
    """The same from a link, without an account, until voting closes; and the files of options."""
    file = file_asked(step)
    if file is not None:
        return send_option_file(ballot_by_link(request.actor), file)
    other = for_another(step)
    if step == "" or other is not None:
        return _booth_page(booth_by_link(request, other))
    page = PAGES.get(step)
    if page is None:
        raise no_such_step()
    return page(booth_by_link(request))


def _booth_page(booth: Booth) -> HttpResponse:
    """Mark, look over, cast; or what was voted."""
    moment = now()
    if booth.request.method == "POST" and booth.request.POST.get("deed") == CAST:
        done = _cast(booth)
        if done is not None:
            return done
    seat = seat_of(booth.request.actor, booth.ballot, booth.organisation_id, localdate(moment))
    page = vote_page(booth.request.actor, booth.ballot, seat, moment)
    if not (page.has_voted or page.is_recused):
        check_takes_part(seat.elector, booth.ballot)
    if booth.request.method == "POST":
        return _posted(booth, page)
    wants = "change" in booth.request.GET
    if not page.takes_votes or page.is_recused or (page.has_voted and not wants):
        return _voted(booth, page)
    return _mark(booth, page, _form(page, None))


def _form(page: VotePage, data: Mapping[str, Any] | None) -> MarksForm:
    vote = page.vote
    before = {"marks": vote.marks, "says": vote.says, "reason": vote.reason} if vote else None
    asks = page.ballot.secret and page.has_voted
    return marks_form(page.ballot, data, before, options=page.options, asks_code=asks)


def _posted(booth: Booth, page: VotePage) -> HttpResponse:
    form = _form(page, posted(booth.request))
    wants = booth.request.POST.get("deed", LOOK_OVER)
    valid = form.is_valid()
    if not page.takes_votes or booth.was_too_late:
        return _too_late(booth, page, form)
    for name, told in booth.faults.items():
        form.add_error(name if name in form.fields else None, told)
    if wants == LOOK_OVER and valid:
        return _look_over(booth, page, form)
    return _mark(booth, page, form)


def _cast(booth: Booth) -> HttpResponse | None:
    """Cast what was looked over, and go on. None where something stood in the way: the booth knows
    what, and the page that says it is another. So a vote costs few queries.
    """
    form = marks_form(booth.ballot, booth.request.POST, options=options_for(booth.ballot, None))
    if not form.is_valid():
        return None
    try:
        cast = actions.cast_vote(
            ballot=booth.ballot, organisation_id=booth.organisation_id, how=booth.how,
            receipt=booth.request.POST.get(CODE, ""), by=booth.request.actor, now=now(),
            **form.vote,
        )  # fmt: skip
    except WrongState as error:
        booth.ballot.refresh_from_db()
        booth.was_too_late = str(error)
        return None
    except BadInput as error:
        booth.faults = error.fields or {"": [str(error)]}
        return None
    return _receipt(booth, cast) if booth.ballot.secret else HttpResponseRedirect(booth.home)


# Its pages -------------------------------------------------------------------------------------


def _mark(booth: Booth, page: VotePage, form: MarksForm) -> HttpResponse:
    context = {
        "form": form, "shown": page, "deed": "Continue", "deed_name": LOOK_OVER,
        "minutes": 0 if booth.by_link else page.way.minutes,  # a link says it above already
        "grounds": grounds_of(booth.request.actor, booth.ballot),
        **booth.around(),
    }  # fmt: skip
    return render(booth.request, "decisions/vote.html", context)


def _look_over(booth: Booth, page: VotePage, form: MarksForm) -> HttpResponse:
    data = booth.request.POST
    kept = [(name, value) for name in form.fields for value in data.getlist(name) if name != CODE]
    code = data.get(CODE, "")
    if booth.ballot.secret:
        kept.append((CODE, code if page.has_voted else draw_code()))
    rows = [SummaryRow(what, how) for what, how in form.lines]
    if form.reason:
        rows.append(SummaryRow("Why", form.reason))
    context = {"shown": page, "rows": rows, "kept": kept, "form": None, **booth.around()}
    return render(booth.request, "decisions/vote_look_over.html", context)


def _receipt(booth: Booth, cast: Cast) -> HttpResponse:
    """Shown once; and alone, without what stands around other pages of a link: it is printed."""
    booth.request.task = None  # type: ignore[attr-defined]
    elector = elector_of(booth.ballot, booth.organisation_id)
    context = {
        "cast": cast,
        "name": elector.organisation.name if elector else "",
        "what_next": what_next(booth.ballot),
        **booth.around(),
    }
    return render(booth.request, "decisions/vote_receipt.html", context)


def _voted(booth: Booth, page: VotePage) -> HttpResponse:
    context = {
        "shown": page,
        "came_to": sentence_of(booth.ballot),
        "holds": [(one, booth.url_for(one.organisation_id)) for one in page.holds],
        **booth.around(),
    }
    return render(booth.request, "decisions/voted.html", context)


def _too_late(booth: Booth, page: VotePage, form: MarksForm) -> HttpResponse:
    """Voting closed while somebody marked: nothing of it is lost, and nothing counts."""
    rows = [SummaryRow(what, how) for what, how in form.lines] if form.is_valid() else []
    if rows and form.reason:
        rows.append(SummaryRow("Why", form.reason))
    context = {
        "shown": page, "rows": rows, "why": booth.was_too_late or page.closed, **booth.around(),
    }  # fmt: skip
    return render(
        booth.request, "decisions/vote_too_late.html", context, status=WrongState.status
    )  # fmt: skip
