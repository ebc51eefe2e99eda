"""Terms: the typed choices of an agreement that every room reads. Pure.

`CATALOGUE` has every term; `read` makes a frozen value from JSON and refuses what cannot be with a
`TermFault` in words; `write` is its inverse; `words` says it as in a signed agreement (`lines`: in
paragraphs and lists). `in_force`
gives all terms of a cluster on a day as one `Terms`, defaults where nothing is agreed; `conflicts`
says where a version would clash with others.

    >>> read("leaving", {"notice_days": 90}).notice_days
    90
    >>> words("lead_body", "uid-1", {"uid-1": "Ash House"})
    'Ash House is our lead body.'
    >>> read("ends", "soon")
    Traceback (most recent call last):
    ...
    spinney.agreements.engine.terms.parts.TermFault: “What is its last day?” is “soon”. It must \
be a date, such as 12 March 2026.

How a form is made
------------------
A term has `parts`, in order; each `Part` has a label, help and a `kind`:

    text           one line if `most` is 200 or less, else a text area; at most `most` characters
    lines          a text area, one item to a line; JSON: a list of strings
    number         a whole number from `least` to `most`, with `unit` after it ("days", "months")
    money          an amount from `least` to `most`, in pence
    share          a whole number from `least` to `most`, with "in a hundred" after it
    date           a date in three parts; JSON "2026-03-12"
    yes_no         yes or no; JSON true or false
    choice         one of `choices` (pairs of key and words): radios, a list from eight on
    choices        several of `choices`: boxes to tick; JSON: a list of keys
    organisation   one of the parties (or of the cluster's members); JSON: its uid as text
    organisations  several of them; JSON: a list of uids
    fields         several of the declared fields (`bridge.fields`); JSON: a list of their keys
    records        rows, each with the parts of `of` (`parts_of(part.of)`); at most `most` rows.
                   JSON: a list of objects; records have no records in them

A part with `only_if=(other, values)` is shown, and needed, only when the part called `other` has
one of `values`. `required` parts must be filled in on a form; JSON may leave out those with a
default (`asked` false), and they then mean `empty`.

A term with one part is written as that part alone ("2027-03-31", a list of rows), others as an
object of their parts. A form hands `read` what it made; the `fields` of a TermFault are named like
the form's fields: "days", and "limits-1-up_to_pence" in the second row of "limits".
`Term.kind` is the kind of a term's only part, or "parts".
"""

from spinney.agreements.engine.terms.belonging import (
    EVIDENCE,
    Accession,
    Joining,
    Leaving,
    Suspension,
    TierCriterion,
    TierRule,
    Tiers,
)
from spinney.agreements.engine.terms.catalogue import (
    CATALOGUE,
    GROUPS,
    Term,
    lines,
    organisations_in,
    read,
    words,
    write,
)
from spinney.agreements.engine.terms.composing import (
    ClauseRef,
    Conflict,
    Source,
    Stated,
    Terms,
    changed,
    conflicts,
    in_force,
    replaced,
    source_of,
    turning_days,
)
from spinney.agreements.engine.terms.cost_sharing import CostSharing
from spinney.agreements.engine.terms.costs import SpendingLimits
from spinney.agreements.engine.terms.deciding import (
    DecisionRule,
    Electorate,
    Quorum,
    SigningRule,
    Voting,
)
from spinney.agreements.engine.terms.parts import Json, Kind, Part, TermFault, Value, parts_of
from spinney.agreements.engine.terms.sharing import DataItem, DataShared

__all__ = [
    "CATALOGUE",
    "EVIDENCE",
    "GROUPS",
    "Accession",
    "ClauseRef",
    "Conflict",
    "CostSharing",
    "DataItem",
    "DataShared",
    "DecisionRule",
    "Electorate",
    "Joining",
    "Json",
    "Kind",
    "Leaving",
    "Part",
    "Quorum",
    "SigningRule",
    "Source",
    "SpendingLimits",
    "Stated",
    "Suspension",
    "Term",
    "TermFault",
    "Terms",
    "TierCriterion",
    "TierRule",
    "Tiers",
    "Value",
    "Voting",
    "changed",
    "conflicts",
    "in_force",
    "lines",
    "organisations_in",
    "parts_of",
    "read",
    "replaced",
    "source_of",
    "turning_days",
    "words",
    "write",
]
