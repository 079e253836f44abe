"""No process outlives the one that started it: on Linux the kernel sees to it, even when that one is SIGKILLed."""

import ctypes
import multiprocessing
import os
import signal
import sys

# Set for the web server, whose own workers are grandchildren that only they themselves can tie (see cms/wsgi.py).
FLAG = "SAMVIRKE_DIES_WITH_PARENT"

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with(parent: int) -> None:
    """Tie this process to its parent; when the parent is gone already, leave at once.

    Must run in the process itself, after the last fork: the kernel clears the wish for children. Elsewhere than
    on Linux it does nothing, and a SIGKILLed parent leaves children behind.
    """
    if _libc is None:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGKILL))
    if os.getppid() != parent:
        os._exit(1)


def die_with_starter() -> None:
    """Tie a worker process to the server that started it, if the flag asks for it."""
    if os.environ.get(FLAG):
        starter = multiprocessing.parent_process()
        die_with(starter.pid if starter and starter.pid else os.getppid())
