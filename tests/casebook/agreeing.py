"""Writing and signing an agreement as somebody at a browser does, for cases about agreements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from spinney.agreements.models import Agreement
from tests.visitor import Visitor, standing


def at(agreement: Agreement, name: str, *more: object) -> str:
    """The address of a page of an agreement."""
    return reverse(f"agreements:{name}", args=[agreement.cluster_id, agreement.pk, *more])


def answer(
    visitor: Visitor,
    agreement: Agreement,
    key: str,
    rows: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    **values: Any,
) -> None:
    """Answer the question of a term: `rows` has the lines of each list, which are added with the
    button that the page has for it; `values` the other fields. Goes on when an answer brings
    another question.
    """
    address = f"{at(agreement, 'answer-term', key)}?from=draft"
    visitor.open(address)
    assert visitor.status == 200, f"{address} answered {visitor.status}"
    data = _data(visitor, values)
    for part, lines in (rows or {}).items():
        for number in range(_count(data, part), len(lines)):
            _send(visitor, address, {**data, "row-do": f"add-{part}"})
            data = _data(visitor, values)
            assert _count(data, part) == number + 1
        for row in [one for one in data[f"{part}-rows"].split(",") if one][len(lines) :]:
            _send(visitor, address, {**data, "row-do": f"remove-{part}-{row}"})
            data = _data(visitor, values)
        for number, line in enumerate(lines):
            for name, said in line.items():
                typed = said if isinstance(said, list) else str(said)
                data[f"{part}-{number}-{name}"] = typed
    _send(visitor, address, data)
    for _ in values:  # another question may come with each answer
        if visitor.page.find(attrs={"name": "on-page"}):
            assert not visitor.errors, visitor.errors
            _send(visitor, address, _data(visitor, values))
    assert not visitor.errors, visitor.errors
    assert visitor.path.split("#")[0].endswith("/draft/"), visitor.path


def _count(data: Mapping[str, Any], part: str) -> int:
    """How many lines of a list are on the page."""
    return len([row for row in data[f"{part}-rows"].split(",") if row])


def _data(visitor: Visitor, values: Mapping[str, Any]) -> dict[str, Any]:
    form = next(f for f in visitor.page.find_all("form") if f.find(attrs={"name": "on-page"}))
    known = {str(one.get("name")) for one in form.find_all(["input", "select", "textarea"])}
    said = {k: v if isinstance(v, list) else str(v) for k, v in values.items() if k in known}
    return standing(form) | said


def _send(visitor: Visitor, address: str, data: Mapping[str, Any]) -> None:
    response = visitor.client.post(address, data, follow=True)
    visitor._show(response, address)


def answer_in_words(visitor: Visitor, agreement: Agreement, **answers: str) -> None:
    """Answer the template's own questions."""
    for key, words in answers.items():
        visitor.fill(f"{at(agreement, 'answer-question', key)}?from=draft", answer=words)
        assert not visitor.errors, visitor.errors


def take_what_is_usual(visitor: Visitor, agreement: Agreement) -> None:
    """Answer every term that is still open with what the page offers."""
    visitor.open(at(agreement, "draft"))
    links = [a for a in visitor.page.find_all("a") if a.get_text().startswith("Answer: ")]
    for link in links:
        _, is_term, key = str(link["href"]).partition("/draft/terms/")
        if is_term:
            answer(visitor, agreement, key.split("/")[0])


def put_out(visitor: Visitor, agreement: Agreement) -> None:
    """Put the draft out for signature, for three weeks."""
    deadline = timezone.localdate() + timedelta(days=21)
    visitor.fill(at(agreement, "put-out"), deadline=deadline)
    assert not visitor.errors, visitor.errors


def sign(visitor: Visitor, agreement: Agreement, name: str) -> None:
    """Sign for one's organisation, signed in."""
    visitor.fill(at(agreement, "sign"), name=name, agrees=True)
    assert not visitor.errors, visitor.errors
