from .file import FileVersion, NetworkFile
from .invitation import NetworkInvitation
from .member import NetworkMember
from .minutes import Decision, Minutes, MinutesReading
from .network import Network
from .request import NetworkRequest

__all__ = [
    "Decision",
    "FileVersion",
    "Minutes",
    "MinutesReading",
    "Network",
    "NetworkFile",
    "NetworkInvitation",
    "NetworkMember",
    "NetworkRequest",
]
