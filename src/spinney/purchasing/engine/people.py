"""Who among the payees is a person: set aside, unless the member says otherwise.

When in doubt, a payee is set aside: a firm that is left out costs a comparison, a person that is
let in costs her privacy. Sole traders under a trade name, firms called like people and solicitors
stay suppliers. `sure` says how sure the verdict is, whichever way it goes.

    >>> judge("REDACTED PERSONAL DATA").kind, judge("Smith & Sons Ltd").kind
    (<Kind.INDIVIDUAL: 'individual'>, None)
    >>> judge("Jane Okafor", "Staff expenses").kind, judge("John Lewis").kind
    (<Kind.STAFF: 'staff'>, None)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spinney.purchasing.engine.engines import engine_of, mapped
from spinney.purchasing.engine.personal.judge import judge
from spinney.purchasing.engine.personal.payment_words import PATTERNS
from spinney.purchasing.engine.personal.verdict import Kind, Verdict, Why

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

__all__ = ["NEW_COLUMNS", "Kind", "Verdict", "Why", "judge", "mark_people"]

NEW_COLUMNS = ("person", "person_kind", "person_sure", "person_why", "person_detail")
"""What `mark_people` adds: whether a person, the kind ("" for suppliers), 0 to 1, code, words."""


def mark_people(lines: ir.Table) -> ir.Table:
    """A table of lines (`engine/line.py`) with NEW_COLUMNS. Works on the table's own backend.

    Each distinct payee and wording is judged once, in Python, and joined back. Of the description
    only the words that tell a payment to a person are looked at, so that its many texts stay few.
    """
    import ibis
    import pyarrow as pa

    engine = engine_of(lines)
    said = lines.description.fill_null("").lower()
    telling = ibis.literal("")
    for kind, pattern in reversed(tuple(PATTERNS.items())):
        telling = said.re_search(pattern).ifelse(_EXAMPLES[kind], telling)
    looked_at = {
        "_name": lines.supplier.fill_null(""),
        "_words": lines.category.fill_null(""),
        "_said": telling,
        "_number": lines.supplier_number.fill_null(""),
    }
    keyed = lines.mutate(**looked_at)
    kinds = {"person": pa.bool_(), "person_sure": pa.float64()}
    schema = pa.schema(
        [(key, pa.string()) for key in looked_at]
        + [(new, kinds.get(new, pa.string())) for new in NEW_COLUMNS]
    )
    verdicts = mapped(engine, keyed.select(*looked_at).distinct(), _judged, schema)
    found = keyed.join(verdicts, list(looked_at), how="left")
    return found.select(*lines.columns, *NEW_COLUMNS)


def _judged(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A batch of (name, own words, telling words, number), each with its verdict."""
    import pyarrow as pa

    asked = batch.to_pydict()
    verdicts = [judge(*one) for one in zip(*asked.values(), strict=True)]
    told = (
        pa.array([one.is_person for one in verdicts], pa.bool_()),
        [str(one.kind or "") for one in verdicts],
        pa.array([one.sure for one in verdicts], pa.float64()),
        [one.why.code for one in verdicts],
        [one.why.detail for one in verdicts],
    )
    return pa.RecordBatch.from_pydict(asked | dict(zip(NEW_COLUMNS, told, strict=True)))


_EXAMPLES = {
    Kind.STAFF: "staff expenses",
    Kind.VOLUNTEER: "volunteer expenses",
    Kind.CARER: "foster carers",
    Kind.BENEFICIARY: "bursary",
}
"""Words that stand for all descriptions of a kind."""
