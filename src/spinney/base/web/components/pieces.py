"""Components with a template of their own (templates/web/components): each returns its context."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.template import Context
from django.utils.text import slugify

from spinney.base.kernel.actors import Scope
from spinney.base.web import help as guide
from spinney.base.web.components import parts
from spinney.base.web.components.marks import help_address
from spinney.base.web.components.words import counted as counted_words
from spinney.base.web.doorways import doorways_of, grouped

Given = dict[str, Any]


def button(
    text: str,
    name: str = "",
    value: str = "",
    kind: str = "",
    formaction: str = "",
    small: bool = False,
) -> Given:
    """A button that sends its form. kind: "" (the deed), "secondary", "warning" or "quiet"."""
    return {
        "text": text,
        "name": name,
        "value": value,
        "kind": kind,
        "formaction": formaction,
        "small": small,
    }


def link_button(text: str, url: str, kind: str = "", small: bool = False) -> Given:
    """A link that looks like a button: begins a task, never changes anything."""
    return {"text": text, "url": url, "kind": kind, "small": small}


def post_button(
    context: Context,
    text: str,
    url: str,
    kind: str = "secondary",
    small: bool = False,
    **fields: str,
) -> Given:
    """A button with a form of its own, for one deed that needs no questions."""
    return {
        "text": text,
        "url": url,
        "kind": kind,
        "small": small,
        "fields": fields,
        "csrf_token": context.get("csrf_token"),
    }


def summary_list(rows: Iterable[parts.SummaryRow]) -> Given:
    """Keys and values, each with a link to change it."""
    return {"rows": list(rows)}


def task_list(tasks: Iterable[parts.TaskItem]) -> Given:
    """What there is to do, with how far each is."""
    return {"tasks": list(tasks)}


def timeline(happenings: Iterable[Any]) -> Given:
    """What happened, newest first. Takes Happening or anything with `at` and `text`."""
    return {"happenings": list(happenings)}


def figures(numbers: Iterable[parts.Figure]) -> Given:
    """Up to four numbers that matter now, each a link to where it comes from."""
    return {"numbers": list(numbers)}


def file_list(files: Iterable[parts.FileItem]) -> Given:
    """Files to download."""
    return {"files": list(files)}


def chip(name: str, url: str = "", letters: str = "") -> Given:
    """An organisation inside a line of text."""
    return {"name": name, "url": url, "letters": letters}


def stage_line(stages: Sequence[parts.Stage], label: str = "Stages") -> Given:
    """Where a cluster is, from its first stage to its last."""
    return {"stages": stages, "label": label}


def stage_dots(stages: Sequence[parts.Stage]) -> Given:
    """The stage line in small, for a row of a list."""
    now = next((s for s in stages if s.state in ("now", "late")), None)
    done = sum(s.state == "done" for s in stages)
    name = now.name if now else ("Finished" if done == len(stages) else "Not begun")
    return {"stages": stages, "name": name, "at": done + (now is not None), "total": len(stages)}


def step_line(steps: parts.Steps | None) -> Given:
    """Where one is in a task of several pages."""
    return {"steps": steps}


def asks(items: Iterable[Any]) -> Given:
    """What is asked of somebody (base.access.asks.Ask): what, for whom, minutes, by when."""
    return {"items": list(items)}


def job(context: Context, work: parts.Job) -> Given:
    """A long task: a bar that goes on by itself, with or without a script."""
    return {"job": work, "page": context.get("page")}


def crumbs(trail: Iterable[parts.Link], label: str = "Breadcrumb") -> Given:
    """The way from home to this page."""
    return {"trail": list(trail), "label": label}


def back_link(url: str, text: str = "Back") -> Given:
    """Back to the page before this one in the task."""
    return {"url": url, "text": text}


def search_box(
    label: str, value: str = "", name: str = "q", url: str = "", hint: str = "", keep: Any = ()
) -> Given:
    """A search of its own: label, field, button. `keep` is other parameters to send along."""
    return {
        "label": label,
        "value": value,
        "name": name,
        "url": url,
        "hint": hint,
        "keep": keep,
        "id": f"search-{slugify(label)}",
    }


def list_search(listing: Any) -> Given:
    """The search of a list (base.web.tables.Listing)."""
    return {"listing": listing}


def list_filters(listing: Any) -> Given:
    """The filters of a list, each option with its count; they belong to the search's form."""
    return {"listing": listing}


def list_rows(context: Context, listing: Any, caption_shown: bool = False) -> Given:
    """The rows of a list: count, exports, table (cards on a narrow screen), pages, deeds."""
    order, page = f"{listing.prefix}order", f"{listing.prefix}page"
    state = listing.request.GET.lists()
    kept = [(k, v) for k, values in state if k not in (order, page) for v in values]
    counted = counted_words(listing.count, listing.table.noun, listing.table.nouns)
    return {
        "listing": listing,
        "counted": counted,
        "sort_kept": kept,
        "caption_shown": caption_shown,
        "csrf_token": context.get("csrf_token"),
    }


def banner(context: Context, said: Any) -> Given:
    """What has just happened, and how to undo it (base.web.told)."""
    return {"said": said, "csrf_token": context.get("csrf_token")}


def help_link(place: str, text: str = "") -> Given:
    """A link to a place in the guide. Raises LookupError when the guide has no such place."""
    if not guide.is_place(place):
        raise LookupError(f"The guide (docs/guide) has no “{place}”.")
    return {"url": help_address(place), "text": text or guide.heading_of(place)}


def page_help(place: str) -> Given:
    """The help link at the foot of a page; nothing when the guide says nothing of it."""
    return help_link(place) if place else {}


def error_summary(*forms: Any) -> Given:
    """Every error of the forms (or formsets) given, above the heading, each a link to its field."""
    problems = [problem for form in forms for problem in _problems(form)]
    heading = "There is a problem" if len(problems) == 1 else "There are problems"
    return {"problems": problems, "heading": heading}


def _problems(form: Any) -> Iterator[parts.Link]:
    if isinstance(form, BaseFormSet):
        yield from (parts.Link(str(e)) for e in form.non_form_errors())
        for one in form.forms:
            yield from _problems(one)
    elif isinstance(form, BaseForm) and form.is_bound:
        yield from (parts.Link(str(e)) for e in form.non_field_errors())
        for field in form:
            yield from (parts.Link(m, f"#{field.error_target}") for m in field.messages)  # type: ignore[attr-defined]


def doorways(context: Context, kind: str, number: int) -> Given:
    """The ways into the rooms above from the page of a cluster or programme (base.web.doorways)."""
    found = doorways_of(context["request"].actor, Scope(kind, number))
    # A programme has few: they need no headings.
    return {"groups": grouped(found) if kind == "cluster" else [("", found)] if found else []}


PIECES: tuple[tuple[str, str, Callable[..., Given]], ...] = (
    ("button", "button", button),
    ("link_button", "link_button", link_button),
    ("summary_list", "summary_list", summary_list),
    ("task_list", "task_list", task_list),
    ("timeline", "timeline", timeline),
    ("figures", "figures", figures),
    ("file_list", "file_list", file_list),
    ("chip", "chip", chip),
    ("stage_line", "stage_line", stage_line),
    ("stage_dots", "stage_dots", stage_dots),
    ("step_line", "step_line", step_line),
    ("asks", "asks", asks),
    ("crumbs", "crumbs", crumbs),
    ("back_link", "back_link", back_link),
    ("search_box", "search_box", search_box),
    ("list_search", "list_search", list_search),
    ("list_filters", "list_filters", list_filters),
    ("help", "help_link", help_link),
    ("page_help", "help_link", page_help),
    ("error_summary", "error_summary", error_summary),
)
PIECES_WITH_CONTEXT: tuple[tuple[str, str, Callable[..., Given]], ...] = (
    ("post_button", "post_button", post_button),
    ("job", "job", job),
    ("list_rows", "list_rows", list_rows),
    ("banner", "banner", banner),
    ("doorways", "doorways", doorways),
)
