"""The lines of a budget: written in a table, and brought in from a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, WrongState
from spinney.base.web.attempts import attempt, renew_version
from spinney.base.web.components.words import counted, money
from spinney.base.web.guard import SpinneyRequest, guard, posted
from spinney.base.web.told import say
from spinney.base.web.uploads import check
from spinney.money import policies
from spinney.money.actions import budgets as actions
from spinney.money.bridge.budget_files import FileLine, Names, read_file, read_pasted
from spinney.money.forms.budgets import (
    MOST_BYTES,
    BaseLines,
    ImportForm,
    SeenLinesForm,
    VersionForm,
    lines_form,
    packed,
)
from spinney.money.models import Budget
from spinney.money.policies import budgets as rules
from spinney.money.queries import budgets as read
from spinney.money.views.budgets import around_budget


@guard(policies, "edit_budget_lines", scope="cluster")
def edit_budget_lines(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """All lines in one table."""
    found = read.budget_to_write(request.actor, cluster_id, number)
    rules.check_can_be_written(found)
    rows = list(read.rows_of(found))
    names = read.nameable(found.cluster, localdate(), found)
    formset = lines_form(posted(request), rows, names)
    version = VersionForm(posted(request), initial={"read": found.version})
    done = _write(request, found, formset, version)
    if done is not None:
        return done
    renew_version(version, found.version)
    seen = read.seen(found)
    context = around_budget(found, ("Lines", "")) | {
        "formset": formset, "form": version, "deed": "Save the lines",
        "categories": sorted({row.category for row in rows if row.category}),
        "planned": seen.whole.planned, "income": seen.whole.income,
    }  # fmt: skip
    return render(request, "money/edit_budget_lines.html", context)


def _write(
    request: SpinneyRequest, found: Budget, formset: BaseLines, version: VersionForm
) -> HttpResponse | None:
    """Save what was typed, if it can be."""
    if request.method != "POST" or not (version.is_valid() and formset.is_valid()):
        return None
    try:
        done, warnings = actions.edit_budget_lines(
            budget=found, lines=formset.said(), read=version.cleaned_data["read"],
            by=request.actor, now=now(),
        )  # fmt: skip
    except BadInput as error:
        formset.tell(error.fields)
        if not error.fields:
            version.add_error(None, str(error))
        return None
    except (ChangedMeanwhile, WrongState) as error:
        version.add_error(None, str(error))
        return None
    say(request, _saved_words(done, warnings))
    again = "more" in request.POST
    return redirect(read.budget_url(done, "edit_budget_lines" if again else "budget"))


def _saved_words(done: Budget, warnings: list[str]) -> str:
    whole = read.seen(done).whole
    told = f"Saved: {counted(whole.lines, 'line')}, {money(whole.planned)} to be spent."
    if not warnings:
        return told
    more = len(warnings) - 3
    shown = " ".join(warnings[:3])
    return f"{told} {shown}" + (f" And {counted(more, 'more remark')}." if more > 0 else "")


@guard(policies, "import_budget_lines", scope="cluster")
def import_budget_lines(request: SpinneyRequest, cluster_id: int, number: int) -> HttpResponse:
    """Paste lines or send a file, see what was understood, and take it in."""
    found = read.budget_to_write(request.actor, cluster_id, number)
    rules.check_can_be_written(found)
    if request.method == "POST" and "seen" in request.POST:
        return _take_in(request, found)
    form = ImportForm(posted(request), request.FILES if request.method == "POST" else None)
    names = read.nameable(found.cluster, localdate(), found)
    plain = Names.of(names.activities, names.funds, names.organisations)
    rows = attempt(request, form, lambda: _looked(form, plain))
    coming = [one.said for one in rows or [] if one.said is not None]
    context = around_budget(found, ("From a spreadsheet", "")) | {
        "form": form, "deed": "Look at it", "rows": rows or [], "looked": rows is not None,
        "coming": coming, "seen": packed(coming), "there": read.rows_of(found).count(),
        "costs": sum(one.pence for one in coming if not one.is_income),
        "income": sum(one.pence for one in coming if one.is_income),
    }  # fmt: skip
    return render(request, "money/import_budget_lines.html", context)


def _looked(form: ImportForm, names: Names) -> list[FileLine]:
    told: dict[str, Any] = form.cleaned_data
    file = told.get("file")
    if file is None:
        return read_pasted(told["pasted"], names)
    check(file, endings=("csv", "txt", "xlsx"), most_bytes=MOST_BYTES)
    file.seek(0)
    return read_file(file.name or "", file.read(), names)


def _take_in(request: SpinneyRequest, found: Budget) -> HttpResponse:
    form = SeenLinesForm(request.POST)
    if not form.is_valid():
        raise BadInput("Send the lines again: they were not kept.")
    done, warnings = actions.import_budget_lines(
        budget=found, lines=form.cleaned_data["seen"], instead=form.cleaned_data["instead"],
        by=request.actor, now=now(),
    )  # fmt: skip
    say(request, _saved_words(done, warnings))
    return redirect(read.budget_url(done))
