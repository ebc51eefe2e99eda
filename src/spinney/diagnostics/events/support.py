"""News of the support directory; how it is told. Who asked for what is told to those who run the
place alone.
"""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

EVERYBODY = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})
RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})

TOLD: dict[str, Sentence] = {
    "diagnostics.add_support": Sentence(
        "Put help into the directory: {title}, by {provider}.", EVERYBODY
    ),
    "diagnostics.edit_support": Sentence("Changed {what} of “{title}”, by {provider}.", RUNS_IT),
    "diagnostics.end_support": Sentence(
        "Took help out of the directory: {title}, by {provider}.", EVERYBODY
    ),
    "diagnostics.reopen_support": Sentence(
        "Put help back into the directory: {title}, by {provider}.", EVERYBODY
    ),
    "diagnostics.note_take_up": Sentence("{organisation} took up “{title}”.", RUNS_IT),
    "diagnostics.end_take_up": Sentence("{organisation} has had “{title}”.", RUNS_IT),
    "diagnostics.ask_for_support": Sentence("{organisation} asked for help: {what}.", RUNS_IT),
    "diagnostics.route_request": Sentence(
        "Passed what {organisation} asks for ({what}) to {to}, as {kind}.", RUNS_IT
    ),
    "diagnostics.answer_request": Sentence("{to} {verdict}: {what}, {organisation}.", RUNS_IT),
    "diagnostics.finish_request": Sentence("{organisation} was helped: {what}.", RUNS_IT),
    "diagnostics.close_request": Sentence("Closed without help: {what}, {organisation}.", RUNS_IT),
    "diagnostics.reopen_request": Sentence("Took up again: {what}, {organisation}.", RUNS_IT),
}
