"""Which roles we propose an organisation should have somebody in, until its contact has said so."""

from .enums import MembershipRole, OrganisationKind

_R = MembershipRole

# What the regulation on municipal preparedness duty and the guides to it expect a municipality to have thought of.
_MUNICIPALITY = (
    _R.CONTACT,
    _R.PREPAREDNESS_ADVISER,
    _R.DEPUTY_ADVISER,
    _R.CHIEF_EXECUTIVE,
    _R.CRISIS_MANAGER,
    _R.COMMUNICATION_LEAD,
    _R.LOG_KEEPER,
    _R.PSYCHOSOCIAL_LEAD,
    _R.HEALTH_LEAD,
)
_AUTHORITY = (_R.CONTACT, _R.PREPAREDNESS_ADVISER, _R.DEPUTY_ADVISER, _R.CRISIS_MANAGER, _R.COMMUNICATION_LEAD)
_SMALL = (_R.CONTACT, _R.PREPAREDNESS_ADVISER)

_PROPOSED: dict[str, tuple[str, ...]] = {
    OrganisationKind.MUNICIPALITY: _MUNICIPALITY,
    OrganisationKind.COUNTY_AUTHORITY: _AUTHORITY,
    OrganisationKind.COUNTY_GOVERNOR: _AUTHORITY,
    OrganisationKind.STATE_AGENCY: _AUTHORITY,
    OrganisationKind.EMERGENCY_SERVICE: _AUTHORITY,
    OrganisationKind.UNIVERSITY: _AUTHORITY,
    OrganisationKind.COMPANY: (*_SMALL, _R.CRISIS_MANAGER),
}


def proposed_roles(kind: str) -> tuple[str, ...]:
    """Roles to propose for this kind of organisation, the most important first."""
    return _PROPOSED.get(kind, _SMALL)
