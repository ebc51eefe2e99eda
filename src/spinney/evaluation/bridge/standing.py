"""The words of the MAR engine that pages speak: phases, steps, states and signs."""

from spinney.base.kernel.signs import Sign
from spinney.evaluation.engine.mar import (
    PHASES,
    STEPS,
    Phase,
    Position,
    StepAt,
    StepState,
)

__all__ = ["PHASES", "STEPS", "Phase", "Position", "Sign", "StepAt", "StepState"]
