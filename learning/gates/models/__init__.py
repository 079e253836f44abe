from .waiver import Waiver, WaiverRevocation

__all__ = ["Waiver", "WaiverRevocation"]
