"""Who may do what with themes and the rounds that narrow them; and when."""

from __future__ import annotations

from collections.abc import Iterable

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.diagnostics.models import Round, Theme
from spinney.diagnostics.states import NEXT, ThemeState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
#: Themes are the group's own: whoever belongs as a member reads them, and why each was set aside.
READS_IT = RUNS_IT | {Role.MEMBER}

MAY: dict[str, frozenset[Role]] = {
    "themes": READS_IT,
    "theme": READS_IT,
    "rounds": READS_IT,
    "print_ballot": READS_IT,
    "add_theme": RUNS_IT,
    "edit_theme": RUNS_IT,
    "merge_theme": RUNS_IT,
    "choose_theme": RUNS_IT,
    "restore_theme": RUNS_IT,
    "hold_round": RUNS_IT,
    "take_back_round": RUNS_IT,
}


def check_theme_can_become(theme: Theme, state: ThemeState) -> None:
    """Raise WrongState unless the theme may move to the state."""
    if state not in NEXT[ThemeState][theme.state]:
        raise WrongState(f"“{theme.title}” is “{theme.get_state_display().lower()}” already.")


def check_can_merge(theme: Theme, into: Theme) -> None:
    """Raise unless both are on the list of one cluster, and are two."""
    if theme.pk == into.pk or theme.cluster_id != into.cluster_id:
        raise BadInput("Choose another theme of this cluster.", {"into": ["Choose another one."]})
    check_theme_can_become(theme, ThemeState.MERGED)
    if into.state not in (ThemeState.LISTED, ThemeState.CHOSEN):
        raise WrongState(f"“{into.title}” is no longer on the list.")


def check_reasons(aside: Iterable[tuple[Theme, str]], n_listed: int) -> None:
    """Raise BadInput for a round that keeps no theme, or sets one aside without saying why."""
    told: dict[str, list[str]] = {}
    count = 0
    for theme, reason in aside:
        count += 1
        if not reason.strip():
            said = f"Say why “{theme.title}” is set aside. Somebody will ask."
            told[f"reason-{theme.pk}"] = [said]
    if count and count == n_listed:
        raise BadInput("This would set every theme aside. Keep at least one.")
    if told:
        raise BadInput("A theme is set aside with a reason.", told)


def check_can_take_back(round_: Round, latest: Round | None) -> None:
    """Raise WrongState unless it is the last round that counts."""
    if round_.taken_back_at is not None:
        raise WrongState("This round was taken back already.")
    if latest is None or latest.pk != round_.pk:
        raise WrongState("Only the last round can be taken back. Take back the later ones first.")
