"""How changes of organisations’ profiles are told."""

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

_OWN = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER, Role.SIGNATORY})

TOLD: dict[str, Sentence] = {
    "register.add_organisation": Sentence("{name} was added to the register.", _OWN),
    "register.change_profile": Sentence("The profile was changed: {what}.", _OWN),
    "register.confirm_profile": Sentence("The profile was confirmed as right.", _OWN),
    "register.ask_to_confirm": Sentence("We were asked whether the profile is right.", _OWN),
    "register.settle_difference": Sentence("{what}: {settled}.", _OWN),
    "register.add_name": Sentence("The name “{name}” was added.", _OWN),
    "register.remove_name": Sentence("The name “{name}” was taken off.", _OWN),
    "register.add_identifier": Sentence("The number {org_id} was added.", _OWN),
    "register.remove_identifier": Sentence("The number {org_id} was taken off.", _OWN),
    "register.save_place": Sentence("The place “{name}” was {how}.", _OWN),
    "register.remove_place": Sentence("The place “{name}” was taken off.", _OWN),
    "register.save_service": Sentence("The service “{name}” was {how}.", _OWN),
    "register.remove_service": Sentence("The service “{name}” was taken off.", _OWN),
    "register.undo_change": Sentence("A change was undone: {what}.", _OWN),
}
