from .achievement import Achievement
from .credential import Credential, SignedCredential
from .key import SigningKey
from .status_list import StatusList

__all__ = ["Achievement", "Credential", "SignedCredential", "SigningKey", "StatusList"]
