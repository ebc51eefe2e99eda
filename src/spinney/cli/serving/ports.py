"""Is a port free? Asked before starting: several servers could otherwise share one in silence."""

from __future__ import annotations

import errno
import socket

from spinney.base.kernel.errors import BadInput, WrongState


def free_port(host: str, port: int, option: str = "--port") -> int:
    """The port itself when it can be listened on; for 0, one that the system finds free.

    Raises WrongState when it is taken, BadInput when the host or port cannot be used at all.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Without this a port stays "taken" for a minute after a server that used it has gone.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as problem:
            raise _refusal(problem, host, port, option) from problem
        return int(probe.getsockname()[1])


def _refusal(problem: OSError, host: str, port: int, option: str) -> Exception:
    if problem.errno == errno.EADDRINUSE:
        return WrongState(
            f"Port {port} on {host} is in use by another program. Stop that program, or choose "
            f"another port, for example {option} {port + 1}."
        )
    if problem.errno == errno.EACCES:
        return BadInput(f"This user may not use port {port}. Choose one above 1023 with {option}.")
    return BadInput(f"Nothing can be served at {host}, port {port}: {problem.strerror}.")
