from .address import RefusedAddress
from .message import OutboxMessage
from .preference import MailPreference, QuietHours

__all__ = ["MailPreference", "OutboxMessage", "QuietHours", "RefusedAddress"]
