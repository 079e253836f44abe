"""The tick of exhibitors."""

from datetime import timedelta

import pytest
import time_machine

from events.domain.occurrences import cancel
from events.exhibitors.domain.applications import refuse
from events.exhibitors.enums import ExhibitorState
from events.exhibitors.tasks import look_after_exhibitors
from tests.factories.events import AT
from tests.factories.exhibitors import fresh, make_package, somebody_applies
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("off", "state"), [(False, ExhibitorState.LAPSED), (True, ExhibitorState.OFFERED)])
def test_no_offer_runs_out_of_what_is_called_off(off, state):
    package = make_package(number=1)
    first, second = somebody_applies(package), somebody_applies(package)
    refuse(exhibitor=first, reason="", by=make_user(), at=AT)
    if off:
        cancel(occurrence=package.occurrence, reason="Flom", by=None, at=AT)

    with time_machine.travel(fresh(second).offered_until + timedelta(hours=1), tick=False):
        look_after_exhibitors()

    assert fresh(second).state == state
