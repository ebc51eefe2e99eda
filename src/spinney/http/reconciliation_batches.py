"""The two batches of the Reconciliation API: queries answered, and facts given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spinney.base.kernel.errors import BadInput
from spinney.http.reconciliation_properties import PROPERTIES, TYPES, shown_type
from spinney.register.models import Organisation
from spinney.register.queries.public_facts import KINDS, by_public_id, public_id, public_rows
from spinney.register.queries.reconcile import Likely, Sought, reconcile

MOST_QUERIES = 50
MOST_IDS = 500
MOST_CANDIDATES = 25
CANDIDATES = 5


def reconciled(batch: Any) -> dict[str, Any]:
    """Candidates for each query of a batch. Raises BadInput, naming the query that is wrong."""
    if not isinstance(batch, dict):
        raise BadInput("“queries” must be an object: a name of your choice -> a query.")
    if len(batch) > MOST_QUERIES:
        raise BadInput(f"Send at most {MOST_QUERIES} queries at a time, not {len(batch)}.")
    found = {key: _found(_sought(key, query)) for key, query in batch.items()}
    ids = {likely.organisation.pk for rows in found.values() for likely in rows}
    rows = {one.pk: one for one in public_rows().filter(pk__in=ids)}
    return {
        key: {"result": [_candidate(one, rows) for one in likely if one.organisation.pk in rows]}
        for key, likely in found.items()
    }


def _found(sought: Sought) -> list[Likely]:
    """Nothing for an empty cell of somebody's list: the other rows are answered all the same."""
    said = (sought.name.strip(), sought.number, sought.postcode, sought.town)
    return reconcile(sought) if any(said) else []


def _sought(key: str, query: Any) -> Sought:
    if not isinstance(query, dict):
        raise BadInput(f"Query “{key}” must be an object.")
    given = _properties(key, query.get("properties", []))
    name = query.get("query", "")
    if not isinstance(name, str) or not ("query" in query or given):
        raise BadInput(f"Query “{key}” has neither “query”, a text, nor “properties”.")
    types = query.get("type", [])
    kinds = [types] if isinstance(types, str) else types
    numbers = [given[pid] for pid in ("org_id", "charity_number", "company_number") if pid in given]
    return Sought(
        name=name,
        number=numbers[0] if numbers else "",
        postcode=given.get("postcode", ""),
        town=given.get("town", ""),
        kinds=tuple(kind for kind in kinds if kind in KINDS),
        limit=_limit(query.get("limit")),
    )


def _limit(asked: Any) -> int:
    number = isinstance(asked, int | float) and not isinstance(asked, bool)
    return max(1, min(MOST_CANDIDATES, int(asked))) if number else CANDIDATES


def _properties(key: str, rows: Any) -> dict[str, str]:
    """The first value of each property that counts; the others change nothing."""
    if not isinstance(rows, list):
        raise BadInput(f"“properties” of query “{key}” must be a list.")
    given: dict[str, str] = {}
    for row in rows:
        if not isinstance(row, dict) or "pid" not in row or "v" not in row:
            raise BadInput(f"Each property of query “{key}” needs “pid” and “v”.")
        values = row["v"] if isinstance(row["v"], list) else [row["v"]]
        if values:
            given[str(row["pid"])] = _text(values[0])
    return given


def _text(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("id", "")
    return str(value).strip()


def _candidate(likely: Likely, rows: Mapping[int, Organisation]) -> dict[str, Any]:
    one = rows[likely.organisation.pk]
    return {
        "id": public_id(one),
        "name": one.name,
        "description": " ".join(filter(None, (description(one), *likely.reasons))),
        "score": likely.score,
        "match": likely.match,
        "type": [TYPES[0], shown_type(one.kind)],
        "features": [
            {"id": "sureness", "value": round(likely.score / 100, 3)},
            {"id": "active", "value": one.status == "active"},
        ],
    }


def description(one: Organisation) -> str:
    """What tells an organisation apart: kind, town, whether closed."""
    parts = [KINDS[one.kind], one.town]
    if one.status == "closed":
        parts.append("closed")
    return ", ".join(part for part in parts if part) + "."


def extended(asked: Any) -> dict[str, Any]:
    """Facts of organisations. Raises BadInput when the query is not one."""
    if not isinstance(asked, dict) or not _are_lists(asked):
        raise BadInput("“extend” must have “ids”, a list of texts, and “properties”, a list.")
    if len(asked["ids"]) > MOST_IDS:
        raise BadInput(f"Ask for at most {MOST_IDS} organisations at a time.")
    ids = [str(one) for one in asked["ids"]]
    wanted = [str(p.get("id", "")) for p in asked["properties"] if isinstance(p, dict)]
    unknown = [pid for pid in wanted if pid not in PROPERTIES]
    if unknown:
        raise BadInput(f"There is no property “{unknown[0]}”. Ask /properties for those there are.")
    found = by_public_id(ids)
    rows = {
        text: {pid: PROPERTIES[pid].values(found[text]) if text in found else [] for pid in wanted}
        for text in ids
    }
    meta: list[dict[str, Any]] = [{"id": pid, "name": PROPERTIES[pid].name} for pid in wanted]
    for column in meta:
        if column["id"] == "parent":
            column["type"] = TYPES[0]
    return {"meta": meta, "rows": rows}


def _are_lists(asked: dict[str, Any]) -> bool:
    return isinstance(asked.get("ids"), list) and isinstance(asked.get("properties"), list)
