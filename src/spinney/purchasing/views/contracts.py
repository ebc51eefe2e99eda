"""A member's own contracts: listed, noted, changed, shown, ended; and in its calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from spinney.base.kernel.actors import Role, organisation_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import allows
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.parts import SummaryRow
from spinney.base.web.components.words import counted, day, money
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.clusters import api as clusters
from spinney.purchasing import policies
from spinney.purchasing.actions import contracts as actions
from spinney.purchasing.bridge.contract_calendar import calendar_of, category_title
from spinney.purchasing.forms.contracts import ContractForm, ShowForm
from spinney.purchasing.models import Contract
from spinney.purchasing.policies import contracts as rules
from spinney.purchasing.queries import contracts as read
from spinney.purchasing.queries.following_contracts import running_of
from spinney.purchasing.states import ContractState
from spinney.purchasing.views.around import around_organisation
from spinney.purchasing.views.contract_tables import contract_status, own_table
from spinney.register.api import Organisation

TITLE = "Contracts"


def _url(contract: Contract, verb: str = "contract") -> str:
    name = f"purchasing:{verb.replace('_', '-')}"
    return reverse(name, args=[contract.organisation_id, contract.pk])


def _organisation(pk: int) -> Organisation:
    found = Organisation.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such organisation.")
    return found


def _around(organisation: Organisation, *more: tuple[str, str]) -> dict[str, Any]:
    listed = reverse("purchasing:own-contracts", args=[organisation.pk])
    return around_organisation(organisation, (TITLE, listed if more else ""), *more)


@guard(policies, "own_contracts", scope="organisation")
@require_safe
def own_contracts(request: SpinneyRequest, organisation_id: int) -> HttpResponseBase:
    """The contracts of a member, soonest notice first; those that its payments tell of."""
    organisation = _organisation(organisation_id)
    rows = read.own_contracts(request.actor, organisation_id)
    today = localdate()
    listing = own_table(organisation_id, today).listing(
        request, rows.filter(removed_at=None), file_name="contracts"
    )
    removed = [one for one in rows.exclude(removed_at=None) if
        allows(rules.check_can_restore, one, now())]  # fmt: skip
    context = {
        "listing": listing,
        "removed": removed,
        "offered": read.offered_from_lines(request.actor, organisation_id, today),
        **_around(organisation),
    }
    return listing.export() or render(request, "purchasing/own_contracts.html", context)


@guard(policies, "contract", scope="organisation")
@require_safe
def contract(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """One contract of a member, and what can be done with it."""
    found = read.own_contract(request.actor, organisation_id, pk)
    places = _places(request, organisation_id)
    is_there = found.removed_at is None
    scope = organisation_scope(organisation_id)
    context = {
        "contract": found,
        "status": contract_status(found, localdate()),
        "rows": list(contract_rows(found)),
        "moves": moves_of(found) if is_there else [],
        "is_there": is_there,
        "can_restore": allows(rules.check_can_restore, found, now()),
        "can_show": is_there and bool(places) and request.actor.has(Role.REPRESENTATIVE, scope),
        **_around(_organisation(organisation_id), (found.title, "")),
    }
    return render(request, "purchasing/contract.html", context)


def contract_rows(found: Contract) -> Iterator[SummaryRow]:
    """What a contract says, for those who see all of it."""
    yield SummaryRow("With", found.supplier_name)
    yield SummaryRow("Kind", category_title(found.category))
    if found.yearly_pence is not None:
        yield SummaryRow("Costs a year", money(found.yearly_pence))
    yield SummaryRow("Begins", day(found.first_day) if found.first_day else "No day is noted")
    yield SummaryRow("Ends", day(found.end_day) if found.end_day else "No day is noted")
    if found.notice_day:
        notice = counted(found.notice_days, "day")
        yield SummaryRow("Last day for notice", f"{day(found.notice_day)} ({notice})")
    if found.end_day:
        yield SummaryRow("If nobody gives notice", "It goes on" if found.renews else "It ends")
    if found.shown_to is not None:
        yield SummaryRow("Shown to", found.shown_to.name)
    if found.note:
        yield SummaryRow("Note", found.note)


MOVES = {
    ContractState.NOTICE_GIVEN: ("give_notice", "Notice is given"),
    ContractState.ENDED: ("end_contract", "It is over"),
    ContractState.RUNS: ("keep_contract", "It goes on after all"),
}


def moves_of(found: Contract) -> list[tuple[str, str]]:
    """What can be noted of a contract now: verb and words."""
    return [MOVES[state] for state in MOVES if allows(rules.check_becomes, found, state)]


def _places(request: SpinneyRequest, organisation_id: int) -> list[clusters.Cluster]:
    """The clusters that a member can show a contract to."""
    pks = request.actor.ids_of("cluster", Role.MEMBER)
    rows = clusters.Cluster.objects.filter(pk__in=pks).order_by("name", "pk")
    return [
        one
        for one in rows
        if any(each.organisation_id == organisation_id for each in clusters.members(one))
    ]


@guard(policies, "add_contract", scope="organisation")
def add_contract(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """Note a contract; `?line=12` takes what a payment of hers tells of one."""
    organisation = _organisation(organisation_id)
    form = ContractForm(posted(request), initial=_from_line(request, organisation_id))
    made = attempt(
        request, form,
        lambda: actions.add_contract(
            organisation=organisation, text=form.text(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if made is not None:
        say(request, "Noted. Nobody else sees it until you show it.")
        return redirect(_url(made))
    context = {"form": form, "deed": "Note it", **_around(organisation, ("Note one", ""))}
    return render(request, "purchasing/add_contract.html", context)


def _from_line(request: SpinneyRequest, organisation_id: int) -> dict[str, object]:
    asked = request.GET.get("line", "")
    offered = read.offered_from_lines(request.actor, organisation_id, localdate())
    found = next((one for one in offered if str(one.line_id) == asked), None)
    if found is None:
        return {"category": "other"}
    return {
        "title": category_title(found.category), "supplier_name": found.name,
        "category": found.category, "end_day": found.end_day,
        "notice_days": rules.usual_notice_days(found.category),
    }  # fmt: skip


@guard(policies, "edit_contract", scope="organisation")
def edit_contract(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Change what a contract says."""
    found = read.own_contract(request.actor, organisation_id, pk)
    form = ContractForm(posted(request), initial=ContractForm.initial_of(found))
    done = change(request, form, found)
    if done is not None:
        return redirect(_url(found))
    context = {
        "form": form, "deed": "Save",
        **_around(_organisation(organisation_id), (found.title, _url(found)), ("Change", "")),
    }  # fmt: skip
    return render(request, "purchasing/edit_contract.html", context)


def change(request: SpinneyRequest, form: ContractForm, found: Contract) -> Contract | None:
    """Do what the form of a contract says; None while something stands in the way."""
    done = attempt(
        request, form,
        lambda: actions.edit_contract(
            contract=found, text=form.text(), read=form.cleaned_data["version"],
            by=request.actor, now=now(),
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Saved.")
        return done
    found.refresh_from_db(fields=["version"])
    renew_version(form, found.version)
    return None


@guard(policies, "show_contract", scope="organisation")
def show_contract(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Choose the cluster whose members may see it, after seeing what they will see."""
    found = read.own_contract(request.actor, organisation_id, pk)
    form = ShowForm(posted(request), places=_places(request, organisation_id))
    done = attempt(
        request, form,
        lambda: actions.show_contract(
            contract=found, cluster=form.chosen(), by=request.actor, now=now()
        ),
    )  # fmt: skip
    if done is not None:
        say(request, "Its members see it now.", undo_url=_url(found, "hide_contract"))
        return redirect(_url(found))
    context = {
        "form": form, "deed": "Show it", "contract": found,
        "category": category_title(found.category),
        **_around(_organisation(organisation_id), (found.title, _url(found)), ("Show it", "")),
    }  # fmt: skip
    return render(request, "purchasing/show_contract.html", context)


def _move(
    request: SpinneyRequest, organisation_id: int, pk: int, deed: Callable[..., Contract],
    words: str, undo: str = "",
) -> HttpResponse:  # fmt: skip
    found = read.own_contract(request.actor, organisation_id, pk)
    deed(contract=found, by=request.actor, now=now())
    say(request, words, undo_url=_url(found, undo) if undo else "")
    return redirect(_url(found))


@guard(policies, "hide_contract", scope="organisation")
@require_POST
def hide_contract(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Show it to nobody any more."""
    said = "Nobody else sees it any more."
    return _move(request, organisation_id, pk, actions.hide_contract, said)


@guard(policies, "remove_contract", scope="organisation")
@require_POST
def remove_contract(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Take it off the list."""
    said = "It is off the list."
    return _move(request, organisation_id, pk, actions.remove_contract, said, "restore_contract")


@guard(policies, "restore_contract", scope="organisation")
@require_POST
def restore_contract(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Bring it back."""
    return _move(request, organisation_id, pk, actions.restore_contract, "It is back.")


@guard(policies, "give_notice", scope="organisation")
@require_POST
def give_notice(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Note that notice was given."""
    said = "Noted: notice is given."
    return _move(request, organisation_id, pk, actions.give_notice, said, "keep_contract")


@guard(policies, "end_contract", scope="organisation")
@require_POST
def end_contract(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Note that it is over."""
    said = "Noted: it is over."
    return _move(request, organisation_id, pk, actions.end_contract, said, "keep_contract")


@guard(policies, "keep_contract", scope="organisation")
@require_POST
def keep_contract(request: SpinneyRequest, organisation_id: int, pk: int) -> HttpResponse:
    """Note that it goes on."""
    return _move(request, organisation_id, pk, actions.keep_contract, "Noted: it goes on.")


@guard(policies, "own_contracts_calendar", scope="organisation")
@require_safe
def own_contracts_calendar(request: SpinneyRequest, organisation_id: int) -> HttpResponse:
    """When notice must be given and contracts end, as a file for one's own calendar."""
    organisation = _organisation(organisation_id)
    running = running_of(request.actor, organisation_id)

    def address(one: Contract) -> str:
        return request.build_absolute_uri(_url(one))

    return calendar_file(calendar_of(organisation.name, running, address=address, now=now()))


def calendar_file(body: bytes) -> HttpResponse:
    """A calendar as a file."""
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="contracts.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
