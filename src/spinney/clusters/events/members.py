from spinney.base.record.timeline import Sentence

TOLD: dict[str, Sentence] = {}
