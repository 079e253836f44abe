from .membership import Membership
from .organisation import Organisation
from .user import User

__all__ = ["Membership", "Organisation", "User"]
