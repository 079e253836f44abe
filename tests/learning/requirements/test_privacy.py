"""Who is erased is asked nothing any more; what they completed stays as a number."""

from datetime import UTC, date, datetime

import pytest

from cms.privacy.domain.erasure import erase_person
from learning.requirements.domain.obligations import refresh_obligations
from learning.requirements.domain.path_completions import take_down_completions, waiting_for_certificates
from learning.requirements.models import Obligation, PathCompletion
from learning.requirements.standings import standings_of
from tests.factories.learning import make_course
from tests.factories.people import make_membership, make_organisation, make_user
from tests.factories.requirements import make_done, make_path, make_requirement

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)


def test_erased_person_leaves_a_vacant_role_and_a_count():
    course, place, person = make_course(), make_organisation(), make_user("Ingrid Moen")
    make_path(([course], None), awards_certificate=True)
    make_membership(person, place, role="preparedness_adviser")
    make_requirement(course)
    make_done(person, course, on=date(2026, 6, 1))
    take_down_completions()
    refresh_obligations(at=AT)

    erase_person(user=person, by=None, at=AT)

    assert not Obligation.objects.filter(user=person).exists()
    assert [str(one.state(date(2026, 11, 28))) for one in standings_of([place], on=date(2026, 11, 28))] == ["vacant"]
    assert PathCompletion.objects.count() == 1
    assert waiting_for_certificates() == []
