from .county import County, CountyNumber
from .municipality import Municipality, MunicipalityName, MunicipalityNumber

__all__ = ["County", "CountyNumber", "Municipality", "MunicipalityName", "MunicipalityNumber"]
