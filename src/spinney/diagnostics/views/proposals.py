"""One proposal: read, compared, changed by hand, chosen."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Scope
from spinney.base.kernel.errors import NotFound
from spinney.base.web import told
from spinney.base.web.attempts import attempt
from spinney.base.web.charts.places import Place as Spot
from spinney.base.web.charts.places import PlaceMap
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Table
from spinney.diagnostics import policies
from spinney.diagnostics.actions import proposals as actions
from spinney.diagnostics.forms.groups import CompareForm, CopyForm, WhoMovesForm
from spinney.diagnostics.models import Proposal
from spinney.diagnostics.queries import groups as read
from spinney.diagnostics.queries import proposal_tables as weigh
from spinney.diagnostics.queries.proposals import Arranged, GroupCard
from spinney.diagnostics.views.groups import around
from spinney.diagnostics.views.places import Place, place_of

CARDS = 20
MOST_COMPARED = 4

PLACED = Table(
    name="placed",
    caption="Every organisation and its group",
    noun="organisation",
    default_order="group",
    columns=[
        Column("name", "Organisation", order_by="name"),
        Column("group", "Group", order_by="place"),
        Column("with_whom", "With"),
        Column("kind", "Kind", order_by="kind"),
        Column("fragile", "Fragile", kind="yes_no", order_by="fragile"),
        Column("why", "Why", only="file"),
    ],
    filters=[ChoiceFilter("group", "Group", value=lambda row: row.group)],
    search=["name"],
)


def proposal_address(proposal: Proposal, verb: str = "proposal") -> str:
    grouping = proposal.grouping
    return reverse(f"diagnostics:{verb}", args=[grouping.scope, grouping.pk, proposal.number])


def _map(card: GroupCard) -> PlaceMap:
    spots = [
        Spot(one.name, one.latitude, one.longitude, hollow=one.fragile) for one in card.members
    ]
    return PlaceMap(f"Where the members of group {card.number} are", spots)


def _cluster_url(place: Place, proposal: Proposal, card: GroupCard) -> str:
    """Where a cluster is set up for a group, with a name to begin with."""
    if place.programme is not None:
        address = reverse("clusters:add-cluster", args=[place.programme.pk])
    else:
        address = reverse("clusters:make-cluster")
    name = f"{proposal.grouping.title[:80]}, {card.title.lower()}"
    return f"{address}?{urlencode({'name': name})}"


def _cards(
    request: SpinneyRequest, place: Place, one: Arranged
) -> tuple[list[dict[str, Any]], Any]:
    sheet = Paginator(one.groups, CARDS).get_page(request.GET.get("groups"))
    cards = [{"card": card, "map": _map(card)} for card in sheet]
    if one.proposal.chosen_at is None:
        return cards, sheet
    known = weigh.clusters_to_invite_to(request.actor, place.scope)
    for item in cards:
        lines = weigh.lines_to_invite(item["card"])  # type: ignore[arg-type]
        item["cluster_url"] = _cluster_url(place, one.proposal, item["card"])  # type: ignore[arg-type]
        item["lines"] = lines
        item["clusters"] = [
            (cluster.name, reverse("clusters:invite-several", args=[cluster.pk]))
            for cluster in known
        ]
    return cards, sheet


@guard(policies, "proposal", scope="place")
@require_safe
def proposal(
    request: SpinneyRequest, place: Scope, grouping_id: int, number: int
) -> HttpResponseBase:
    """The groups with their reasons, who is left outside, and how good it can be at all."""
    where = place_of(request, place)
    found = read.proposal_for(request.actor, place, grouping_id, number)
    one = Arranged(found)
    if request.GET.get("file") == "json":
        response = JsonResponse(weigh.as_json(one), json_dumps_params={"indent": 2})
        response["Content-Disposition"] = f'attachment; filename="proposal-{number}.json"'
        return response
    name = f"{found.grouping.title} {found.title}"
    listing = PLACED.listing(request, weigh.rows_of(one), file_name=name)
    if file := listing.export():
        return file
    cards, sheet = _cards(request, where, one)
    context = {
        **around(where, found.grouping, (found.title, "")),
        "proposal": found,
        "one": one,
        "outcome": one.outcome,
        "cards": cards,
        "sheet": sheet,
        "listing": listing,
        "effect": one.last_effect,
        "can_undo": any(not move["undone"] for move in found.moves),
        "can_redo": any(move["undone"] for move in found.moves),
        "is_chosen": found.chosen_at is not None,
    }
    return render(request, "diagnostics/proposal.html", context)


@guard(policies, "compare_proposals", scope="place")
@require_safe
def compare_proposals(request: SpinneyRequest, place: Scope, grouping_id: int) -> HttpResponseBase:
    """Several proposals side by side: what each gains, and who is where."""
    where = place_of(request, place)
    found = read.grouping_for(request.actor, place, grouping_id)
    every = list(found.proposals.defer("problem"))
    wanted = {int(n) for n in request.GET.getlist("n") if n.isascii() and n.isdigit()}
    chosen = [one for one in every if one.number in wanted] or every
    chosen = chosen[:MOST_COMPARED]
    if not chosen:
        raise NotFound("There is no proposal here to compare yet.")
    for one in chosen:
        one.grouping = found
    several = [Arranged(one) for one in chosen]
    measures = _lines("measures", "What each comes to", "What", chosen).listing(
        request, weigh.side_by_side(several), prefix="m", file_name=f"{found.title} compared"
    )
    people = _lines("who", "Who is where", "Organisation", chosen).listing(
        request, weigh.who_is_where(several), prefix="w", file_name=f"{found.title} who is where"
    )
    context = {
        **around(where, found, ("Side by side", "")),
        "measures": measures, "people": people, "several": several, "every": every,
        "form": CompareForm(proposals=every, initial={"n": [one.number for one in chosen]}),
    }  # fmt: skip
    return (
        measures.export()
        or people.export()
        or render(request, "diagnostics/compare_proposals.html", context)
    )


def _lines(name: str, caption: str, first: str, chosen: list[Proposal]) -> Table:
    def value(number: int) -> Any:
        return lambda line: line.values[number]

    return Table(
        name=name,
        caption=caption,
        noun="line",
        columns=[
            Column("what", first),
            *(
                Column(f"p{one.number}", f"{one.number}. {one.title}", value=value(one.number))
                for one in chosen
            ),
        ],
    )


@guard(policies, "copy_proposal", scope="place")
def copy_proposal(
    request: SpinneyRequest, place: Scope, grouping_id: int, number: int
) -> HttpResponse:
    """Save it as a new proposal by hand, to move people about in."""
    where = place_of(request, place)
    found = read.proposal_for(request.actor, place, grouping_id, number)
    form = CopyForm(posted(request), initial={"title": f"{found.title}, changed"})
    made = attempt(
        request,
        form,
        lambda: actions.copy_proposal(
            proposal=found, title=form.cleaned_data["title"], by=request.actor, now=now()
        ),
    )
    if made:
        told.say(request, "This is your own. Move people about as you like.")
        return redirect(proposal_address(made))
    here = (found.title, proposal_address(found))
    context = {
        "form": form, "deed": "Save it as a new one", "proposal": found,
        **around(where, found.grouping, here, ("Change by hand", "")),
    }  # fmt: skip
    return render(request, "diagnostics/copy_proposal.html", context)


@guard(policies, "move_organisation", scope="place")
def move_organisation(
    request: SpinneyRequest, place: Scope, grouping_id: int, number: int
) -> HttpResponse:
    """Choose somebody, see what each place would do, and move her there."""
    where = place_of(request, place)
    found = read.proposal_for(request.actor, place, grouping_id, number)
    if request.method == "POST":
        return _move(request, found)
    one = Arranged(found)
    people = sorted((o.name, o.key) for o in one.problem.organisations)
    who = request.GET.get("who", "")
    start = who if who in one.problem.by_key else people[0][1]
    form = WhoMovesForm(organisations=[(key, name) for name, key in people], initial={"who": start})
    context = {
        "form": form, "proposal": found, "one": one, "who": one.problem.by_key.get(who),
        "here": one.place_words(one.where(who)) if who in one.problem.by_key else "",
        "options": one.options(who) if who in one.problem.by_key else [],
        **around(
            where, found.grouping, (found.title, proposal_address(found)), ("Move somebody", "")
        ),
    }  # fmt: skip
    return render(request, "diagnostics/move_organisation.html", context)


def _move(request: SpinneyRequest, found: Proposal) -> HttpResponse:
    to, version = request.POST.get("to", ""), request.POST.get("version", "")
    if to != "out" and not (to.isascii() and to.isdigit() and len(to) <= 6):
        raise NotFound("There is no such group. Choose one of those shown.")
    actions.move_organisation(
        proposal=found,
        key=request.POST.get("who", ""),
        to=None if to == "out" else int(to),
        version=int(version) if version.isascii() and version.isdigit() else None,
        by=request.actor,
        now=now(),
    )
    told.say(request, "Moved.", undo_url=proposal_address(found, "undo-move"))
    return redirect(proposal_address(found))


@guard(policies, "undo_move", scope="place")
@require_POST
def undo_move(request: SpinneyRequest, place: Scope, grouping_id: int, number: int) -> HttpResponse:
    """Take the last move back."""
    found = read.proposal_for(request.actor, place, grouping_id, number)
    actions.undo_move(proposal=found, by=request.actor, now=now())
    told.say(request, "The last move is undone.")
    return redirect(proposal_address(found))


@guard(policies, "redo_move", scope="place")
@require_POST
def redo_move(request: SpinneyRequest, place: Scope, grouping_id: int, number: int) -> HttpResponse:
    """Do the move again that was undone."""
    found = read.proposal_for(request.actor, place, grouping_id, number)
    actions.redo_move(proposal=found, by=request.actor, now=now())
    told.say(request, "The move is done again.")
    return redirect(proposal_address(found))


@guard(policies, "choose_proposal", scope="place")
@require_POST
def choose_proposal(
    request: SpinneyRequest, place: Scope, grouping_id: int, number: int
) -> HttpResponse:
    """These groups it shall be."""
    found = read.proposal_for(request.actor, place, grouping_id, number)
    actions.choose_proposal(proposal=found, by=request.actor, now=now())
    undo = proposal_address(found, "take-back-choice")
    told.say(request, "Chosen. Set up a cluster for each group from its card.", undo_url=undo)
    return redirect(proposal_address(found))


@guard(policies, "take_back_choice", scope="place")
@require_POST
def take_back_choice(
    request: SpinneyRequest, place: Scope, grouping_id: int, number: int
) -> HttpResponse:
    """Undo the choice."""
    found = read.proposal_for(request.actor, place, grouping_id, number)
    actions.take_back_choice(proposal=found, by=request.actor, now=now())
    told.say(request, "The choice is taken back. Clusters that were made of it stay.")
    return redirect(proposal_address(found))
