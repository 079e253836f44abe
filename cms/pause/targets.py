"""What can be paused, as a value: the target of a pause, and which targets an organisation belongs to."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from cms.people.enums import OrganisationState
from cms.people.models import Organisation
from cms.places.models import County, Municipality

from .enums import PauseScope

EVERYBODY = str(PauseScope.EVERYBODY)


@dataclass(frozen=True)
class Target:
    """A scope and what it names; exactly the field that belongs to the scope is set."""

    scope: str
    municipality: Municipality | None = None
    county: County | None = None
    sector: str = ""
    organisation: Organisation | None = None

    @property
    def key(self) -> str:
        named = getattr(self, self.scope, None) if self.scope != EVERYBODY else None
        return f"{self.scope}:{getattr(named, 'pk', named)}" if named else self.scope

    @property
    def is_whole(self) -> bool:
        """Whether it says whom it covers."""
        return self.scope in PauseScope.values and (self.scope == EVERYBODY or bool(getattr(self, self.scope)))

    def fields(self) -> dict[str, Any]:
        """What a pause stores: its scope and the one thing that scope names."""
        named = {} if self.scope == EVERYBODY else {self.scope: getattr(self, self.scope)}
        return {"scope": self.scope, "target": self.key, **named}

    def organisations(self) -> QuerySet[Organisation]:
        """The organisations it covers today."""
        active = Organisation.objects.filter(state=OrganisationState.ACTIVE)
        return active if self.scope == EVERYBODY else active.filter(self._condition())

    def _condition(self) -> Q:
        if self.scope == PauseScope.ORGANISATION:
            return Q(pk=self.organisation.pk if self.organisation else None)
        if self.scope == PauseScope.COUNTY:
            return Q(county=self.county) | Q(county__isnull=True, municipality__county=self.county)
        return Q(**{self.scope: getattr(self, self.scope)})


def targets_of(organisation: Organisation) -> frozenset[str]:
    """Every target that covers this organisation. Its own county counts before its municipality's."""
    municipality = organisation.municipality
    county_id = organisation.county_id or (municipality.county_id if municipality else None)
    named = {
        PauseScope.MUNICIPALITY: organisation.municipality_id,
        PauseScope.COUNTY: county_id,
        PauseScope.SECTOR: organisation.sector,
        PauseScope.ORGANISATION: organisation.pk,
    }
    return frozenset({EVERYBODY, *(f"{scope}:{value}" for scope, value in named.items() if value)})
