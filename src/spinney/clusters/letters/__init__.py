"""What the clusters room writes to people; imported when it starts, so that its kinds of letter are
known.
"""

from spinney.clusters.letters import calls, clusters, invitations, members

__all__ = ["calls", "clusters", "invitations", "members"]
