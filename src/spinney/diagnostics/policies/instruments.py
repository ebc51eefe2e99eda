"""Who may do what with instruments: the library, the editor, XLSForm and worksheets; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.diagnostics.engine.definition import Instrument as Definition
from spinney.diagnostics.engine.soundness import faults
from spinney.diagnostics.models import Instrument, Version
from spinney.diagnostics.policies.surveys import check_runs
from spinney.diagnostics.states import VersionState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
#: What is asked is no secret: members may read every question before anybody is asked.
READS_IT = RUNS_IT | {Role.MEMBER}

MAY: dict[str, frozenset[Role]] = {
    "instruments": READS_IT,
    "instrument": READS_IT,
    "compare_versions": READS_IT,
    "try_instrument": READS_IT,
    "print_instrument": READS_IT,
    "export_instrument": READS_IT,
    "make_instrument": RUNS_IT,
    "adapt_instrument": RUNS_IT,
    "import_instrument": RUNS_IT,
    "retire_instrument": RUNS_IT,
    "restore_instrument": RUNS_IT,
    "start_draft": RUNS_IT,
    "edit_draft": RUNS_IT,
    "change_draft": RUNS_IT,
    "describe_draft": RUNS_IT,
    "add_section": RUNS_IT,
    "edit_section": RUNS_IT,
    "add_draft_question": RUNS_IT,
    "edit_draft_question": RUNS_IT,
    "arrange_draft": RUNS_IT,
    "undo_change": RUNS_IT,
    "publish_draft": RUNS_IT,
    "discard_draft": RUNS_IT,
    "bring_back_draft": RUNS_IT,
}


def check_own(instrument: Instrument, by: Actor) -> None:
    """Raise NotAllowed for what comes with Spinney, and to whoever does not run its place."""
    if instrument.is_built_in:
        raise NotAllowed(
            f"“{instrument.title}” comes with Spinney and stays as it is. Adapt it: then you have"
            " one of your own to change."
        )
    check_runs(by, instrument.scope)


def check_is_draft(version: Version) -> None:
    """Raise WrongState for a version that was published: it never changes."""
    if version.state != VersionState.DRAFT:
        raise WrongState(
            "This version was published, so it never changes. Begin a new draft from it."
        )


def check_no_draft(instrument: Instrument) -> None:
    """Raise WrongState where a draft is there already."""
    if instrument.versions.filter(state=VersionState.DRAFT).exists():
        raise WrongState(
            f"“{instrument.title}” has a draft already. Publish it or throw it away first."
        )


def check_not_retired(instrument: Instrument) -> None:
    """Raise WrongState for an instrument that was put away."""
    if instrument.retired_at is not None:
        raise WrongState(f"“{instrument.title}” is put away. Bring it back first.")


def check_sound(definition: Definition) -> None:
    """Raise BadInput with everything that keeps the questions from being asked."""
    found = faults(definition)
    if found:
        first = "; ".join(one.words for one in found[:3])
        raise BadInput(f"This cannot be asked yet. {first}")


def check_title(title: str) -> None:
    """Raise BadInput for a title that says nothing."""
    if not title.strip():
        told = "Give it a name, like “What we need from ICT”."
        raise BadInput(told, {"title": [told]})
