"""A signing for those who look after it."""

from spinney.agreements import policies
from spinney.base.web.guard import guard


@guard(policies, "signing", scope="cluster")
def signing(request, cluster_id, agreement_id):
    raise NotImplementedError
