"""Is the port free? Run by make before anything else, so: standard library only, and old syntax."""

import socket
import sys
from typing import Optional


def objection_to(text: str, host: str = "127.0.0.1") -> Optional[str]:
    """Say in one sentence why the demo cannot listen on this port, or None."""
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        return "PORT must be a number from 1 to 65535, as in: make demo PORT=8001"
    with socket.socket() as probe:
        # As the web server does, so that a port left in TIME_WAIT does not count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(text)))
        except PermissionError:
            return "Port {} is kept for the administrator; choose a higher one: make demo PORT=8000".format(text)
        except OSError:
            another = min(int(text) + 1, 65535)
            return "Port {} is in use; choose another: make demo PORT={}".format(text, another)
    return None


if __name__ == "__main__":
    sys.exit(objection_to(*sys.argv[1:]))
