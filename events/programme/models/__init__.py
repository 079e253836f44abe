from .material import Material
from .room import Room, Track
from .session import Session, SessionSpeaker
from .speaker import Speaker
from .version import ProgrammeVersion

__all__ = ["Material", "ProgrammeVersion", "Room", "Session", "SessionSpeaker", "Speaker", "Track"]
