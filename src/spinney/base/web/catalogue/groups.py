"""What the catalogue holds. Each example is a template: what is shown is what is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import get_template

PAGE_KINDS = {
    "home": "Home: what is asked of me",
    "cluster": "Cluster: where we are",
    "task": "Task: one thing",
    "check": "Task: check before you send",
    "sent": "Task: what happens next",
    "result": "Result: look, read, check",
}


@dataclass(frozen=True)
class Example:
    """One example; its template is web/catalogue/examples/<name>.html."""

    name: str
    title: str

    @property
    def template(self) -> str:
        return f"web/catalogue/examples/{self.name}.html"


@dataclass(frozen=True)
class Group:
    """A page of the catalogue."""

    slug: str
    title: str
    examples: tuple[Example, ...]


def _group(slug: str, title: str, **examples: str) -> Group:
    return Group(slug, title, tuple(Example(name, text) for name, text in examples.items()))


GROUPS = {
    group.slug: group
    for group in (
        _group(
            "words",
            "Words and small marks",
            type="Headings and text",
            filters="How amounts, dates and distances are said",
            tags="Tags and statuses",
            marks="Minutes, organisations, help",
            withheld="A value that is not shown",
            grove="Trees, for pages that welcome",
        ),
        _group(
            "deeds",
            "Buttons and banners",
            buttons="Buttons",
            banners="What has just happened",
            confirm="A destructive act",
        ),
        _group(
            "blocks",
            "Around text",
            inset="Inset and warning",
            details="Folded",
            panel="Confirmation",
            cards="Cards",
            empty="An empty list",
        ),
        _group(
            "rows",
            "Rows",
            summary="Summary list",
            tasks="Task list",
            asks="What is asked of me",
            timeline="Timeline",
            figures="Four figures",
            files="Files",
            discs="Members",
            crumbs="Breadcrumbs and back link",
            search="Search box",
        ),
        _group(
            "progress",
            "Where things are",
            stages="Stage line",
            stage_dots="Stage line, small",
            steps="Steps of a task",
            jobs="A long task, in each state",
        ),
        _group(
            "pictures",
            "Pictures",
            map="Map of places",
            bars="Bars",
            dots="Dots on a scale",
            plan="Planned and as it was",
        ),
    )
}


def source_of(example: Example) -> str:
    """The template's own text, as a room would write it."""
    return str(get_template(example.template).template.source).strip()  # type: ignore[attr-defined]
