from .agreement import Agreement
from .invitation import Invitation
from .join_request import JoinRequest
from .membership import ExpectedRole, Membership
from .organisation import InvoiceAddress, Organisation, OrganisationMerge, Unit
from .user import User

__all__ = [
    "Agreement",
    "ExpectedRole",
    "Invitation",
    "InvoiceAddress",
    "JoinRequest",
    "Membership",
    "Organisation",
    "OrganisationMerge",
    "Unit",
    "User",
]
