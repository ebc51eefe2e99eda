"""The sentence for somebody who may not names the roles that may."""

from spinney.base.kernel.actors import Role
from spinney.base.kernel.policy import who_may


def test_each_role_has_its_article():
    table = {"list_evidence": frozenset({Role.EVIDENCE_KEEPER, Role.FACILITATOR, Role.GUEST})}
    said = who_may(table, "list_evidence")
    assert said == "That is for a facilitator or an evidence keeper."
