from .obligation import Obligation
from .path import LearningPath, PathCompletion, PathStep, PathVersion
from .requirement import Requirement, RequirementVersion

__all__ = [
    "LearningPath",
    "Obligation",
    "PathCompletion",
    "PathStep",
    "PathVersion",
    "Requirement",
    "RequirementVersion",
]
