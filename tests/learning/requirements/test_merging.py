"""Two records of one organisation: what is asked follows from the roles, which move."""

from datetime import UTC, datetime

import pytest

from cms.people.domain.merging import merge_organisations
from learning.requirements.domain.obligations import check_obligations, refresh_obligations
from learning.requirements.models import Obligation
from tests.factories.learning import make_course
from tests.factories.people import make_admin, make_membership, make_organisation, make_user
from tests.factories.requirements import make_requirement

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)


def test_obligations_are_computed_anew_for_the_organisation_that_stays(django_capture_on_commit_callbacks):
    kept, merged = make_organisation("Skogdal kommune"), make_organisation("Skogdal komm.")
    people = make_user("En"), make_user("To")
    for person, place in zip(people, (kept, merged), strict=True):
        make_membership(person, place, role="preparedness_adviser")
    # The same person in both: two rows would collide at the organisation that stays.
    make_membership(people[0], merged, role="preparedness_adviser")
    make_requirement(make_course())
    refresh_obligations(at=AT)
    assert Obligation.objects.count() == 3

    with django_capture_on_commit_callbacks(execute=True):
        merge_organisations(merged=merged, kept=kept, by=make_admin(), at=AT)

    rows = Obligation.objects.order_by("user__name").values_list("organisation", "user__name")
    assert list(rows) == [(kept.pk, "En"), (kept.pk, "To")]
    assert not check_obligations(at=AT)
