"""Somebody at a browser without scripts: opens a page, fills in its form, sends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client


@dataclass
class Visitor:
    """One person's browser. `page` is the last page as parsed; `status` its status."""

    client: Client
    email: str = ""
    status: int = 0
    page: BeautifulSoup = field(default_factory=lambda: BeautifulSoup("", "html.parser"))
    path: str = ""

    def open(self, path: str) -> BeautifulSoup:
        """Open a page, following redirects."""
        return self._show(self.client.get(path, follow=True), path)

    def fill(self, path: str, *, send_to: str = "", **values: Any) -> BeautifulSoup:
        """Open a page and send its form, with what stands in it and these values instead.

        A date fills its three fields; True ticks a box; a value for a field that the form does not
        have is an error, as it would be for a person. A form other than the first with these
        fields is chosen by where it is sent (`send_to`, an ending of its address).
        """
        self.open(path)
        assert self.status == 200, f"{path} answered {self.status}"
        form = self._form(values, send_to)
        data = standing(form)
        for name, value in values.items():
            _put(form, data, name, value)
        action = str(form.get("action") or self.path)
        return self._show(self.client.post(action, data, follow=True), action)

    def press(self, words: str) -> BeautifulSoup:
        """Press a button of the present page by its words."""
        for button in self.page.find_all("button"):
            form = button.find_parent("form")
            if form is not None and button.get_text(" ", strip=True).startswith(words):
                data = standing(form)
                if button.get("name"):
                    data[str(button["name"])] = str(button.get("value", ""))
                action = str(form.get("action") or self.path)
                return self._show(self.client.post(action, data, follow=True), action)
        raise AssertionError(f"There is no button “{words}” on {self.path}.")

    def says(self, words: str) -> bool:
        """Whether the present page says something, white space aside."""
        return " ".join(words.split()) in " ".join(self.page.get_text(" ").split())

    def _show(self, response: Any, path: str) -> BeautifulSoup:
        self.path = response.redirect_chain[-1][0] if response.redirect_chain else path
        self.status = response.status_code
        self.page = BeautifulSoup(response.content, "html.parser")
        return self.page

    def _form(self, values: dict[str, Any], send_to: str) -> Tag:
        for form in self.page.find_all("form", method="post"):
            if send_to and not str(form.get("action", "")).endswith(send_to):
                continue
            if all(_has(form, name) for name in values):
                return form
        raise AssertionError(f"{self.path} has no form with {', '.join(values)}.")

    @property
    def errors(self) -> str:
        """What the page says is wrong."""
        box = self.page.select_one(".govuk-error-summary")
        return box.get_text(" ", strip=True) if box else ""


def _has(form: Tag, name: str) -> bool:
    return any(form.find(attrs={"name": n}) for n in (name, f"{name}_day"))


def standing(form: Tag) -> dict[str, Any]:
    """What would be sent if nothing were typed."""
    data: dict[str, Any] = {}
    for control in form.find_all(["input", "textarea", "select"]):
        name, kind = str(control.get("name") or ""), str(control.get("type") or "text")
        if not name or kind in ("file", "submit", "button"):
            continue
        if control.name == "textarea":
            data[name] = control.get_text().removeprefix("\n")
        elif control.name == "select":
            chosen = control.find("option", selected=True) or control.find("option")
            data[name] = str(chosen.get("value", "")) if chosen else ""
        elif kind in ("checkbox", "radio"):
            if control.has_attr("checked"):
                value = str(control.get("value", "on"))
                data[name] = _with(data[name], value) if name in data else value
        else:
            data[name] = str(control.get("value") or "")
    return data


def _with(before: Any, value: str) -> list[str]:
    """Several ticked boxes of one name are all sent."""
    return [*(before if isinstance(before, list) else [before]), value]


def _put(form: Tag, data: dict[str, Any], name: str, value: Any) -> None:
    if isinstance(value, date):
        parts = (value.day, value.month, value.year)
        for ending, part in zip(("day", "month", "year"), parts, strict=True):
            data[f"{name}_{ending}"] = str(part)
    elif value is True:
        box = form.find(attrs={"name": name})
        data[name] = str(box.get("value", "on")) if isinstance(box, Tag) else "on"
    elif value is False:
        data.pop(name, None)
    else:
        data[name] = value if isinstance(value, list) else str(value)
