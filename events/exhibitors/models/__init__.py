from .exhibitor import Exhibitor
from .fair import Fair
from .lead import Lead, LeadConsent
from .package import ExhibitorPackage
from .task import ExhibitorTask, FairTask

__all__ = ["Exhibitor", "ExhibitorPackage", "ExhibitorTask", "Fair", "FairTask", "Lead", "LeadConsent"]
