"""Questions from a file: looked over, and kept only when that is agreed to."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from spinney.base.kernel.actors import Scope
from spinney.base.kernel.errors import TooLarge
from spinney.base.web import told, uploads
from spinney.base.web.attempts import attempt
from spinney.base.web.components.words import counted
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.diagnostics import policies
from spinney.diagnostics.actions import instruments as actions
from spinney.diagnostics.bridge.workbooks import read_form, read_own_form
from spinney.diagnostics.engine.definition import Instrument as Definition
from spinney.diagnostics.engine.describing import described
from spinney.diagnostics.forms.instruments import MOST_BYTES, AgreeImportForm, XlsformForm
from spinney.diagnostics.policies.surveys import check_runs
from spinney.diagnostics.queries import instruments as read
from spinney.diagnostics.views.instruments import address, around
from spinney.diagnostics.views.places import Place, place_of

SALT = "spinney.diagnostics.import"
AN_HOUR = 3600
MOST_CARRIED = 1_500_000
"""How many characters the page may carry: well below what a form may post."""
FATES = {
    "refused": "Must be mended first",
    "left_out": "Left out",
    "changed": "Taken in another way",
}


@guard(policies, "import_instrument", scope="place")
def import_instrument(request: SpinneyRequest, place: Scope) -> HttpResponse:
    """Send a form; look over what was understood; agree."""
    check_runs(request.actor, place)
    where = place_of(request, place)
    if request.method == "POST" and "understood" in request.POST:
        return _agree(request, where)
    form = XlsformForm(posted(request), request.FILES or None)
    looked_over = attempt(request, form, lambda: _look_over(form))
    if looked_over:
        return _preview(request, where, looked_over)
    context = {"form": form, "deed": "Look it over", **_around(where)}
    return render(request, "diagnostics/import_instrument.html", context)


def _around(where: Place) -> dict[str, Any]:
    return around(where, None, ("From a file", ""))


def _look_over(form: XlsformForm) -> dict[str, Any]:
    """What a file was understood to be. Nothing of it is kept."""
    file = form.cleaned_data["file"]
    checked = uploads.check(file, endings=("xlsx", "json"), most_bytes=MOST_BYTES)
    file.seek(0)
    name, _, ending = checked.name.rpartition(".")
    if ending.lower() == "json":
        found = read_own_form(file.read())
    else:
        language = form.cleaned_data["language"]
        found = read_form(file.read(), language=language, name=name or "form")
    return {
        "file": checked.name,
        "sha256": checked.sha256,
        "remarks": [{**asdict(one), "fate": one.fate.value} for one in found.remarks],
        "definition": found.instrument.to_json() if found.instrument else None,
    }


def _preview(request: SpinneyRequest, where: Place, looked_over: dict[str, Any]) -> HttpResponse:
    form = None
    if looked_over["definition"] is not None:
        carried = signing.dumps(looked_over, salt=SALT, compress=True)
        if len(carried) > MOST_CARRIED:
            raise TooLarge("This form is too large to be looked over. Cut it into two.")
        title = looked_over["definition"]["title"][:200]
        form = AgreeImportForm(
            None,
            into=read.open_to_import(request.actor, where.scope),
            initial={"understood": carried, "title": title},
        )
    return _shown(request, where, looked_over, form)


def _shown(
    request: SpinneyRequest, where: Place, looked_over: dict[str, Any], form: Any
) -> HttpResponse:
    plain = looked_over["definition"]
    definition = Definition.from_json(plain) if plain else None
    remarks = [{**one, "fate_words": FATES[one["fate"]]} for one in looked_over["remarks"]]
    context = {
        "form": form,
        "deed": "Keep it as a draft",
        "file": looked_over["file"],
        "remarks": remarks,
        "refused": [one for one in remarks if one["fate"] == "refused"],
        "definition": definition,
        "sections": described(definition) if definition else (),
        **_around(where),
    }
    return render(request, "diagnostics/import_instrument_preview.html", context)


def _agree(request: SpinneyRequest, where: Place) -> HttpResponse:
    """Keep what was looked over, as a draft."""
    from dataclasses import replace

    try:
        carried = request.POST.get("understood", "")
        looked_over = signing.loads(carried, salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        told.say(request, "It is over an hour since the form was read. Send it again.")
        return redirect("diagnostics:import-instrument", where.scope)
    into = read.open_to_import(request.actor, where.scope)
    form = AgreeImportForm(request.POST, into=into)
    came_from = {name: looked_over[name] for name in ("file", "sha256", "remarks")}
    made = attempt(
        request,
        form,
        lambda: actions.import_instrument(
            place=where.of,
            definition=replace(
                Definition.from_json(looked_over["definition"]), title=form.cleaned_data["title"]
            ),
            came_from=came_from,
            into=form.cleaned_data["into"],
            by=request.actor,
            now=now(),
        ),
    )
    if made is None:
        return _shown(request, where, looked_over, form)
    n_questions = sum(1 for _ in Definition.from_json(made.definition).questions())
    told.say(request, f"The draft is kept, with {counted(n_questions, 'question')}.")
    return redirect(address(where.scope, made.instrument, "edit-draft"))
