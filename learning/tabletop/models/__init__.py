from .debrief import DebriefAnswer, ImprovementPoint
from .decision import Decision
from .participant import Participant
from .run import RunInject, TabletopRun

__all__ = ["DebriefAnswer", "Decision", "ImprovementPoint", "Participant", "RunInject", "TabletopRun"]
