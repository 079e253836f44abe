from datetime import timedelta

import pytest

from cms.privacy.retention import all_rules
from events.models import Interest
from tests.factories.events import AT, STARTS, make_occurrence

pytestmark = pytest.mark.django_db


def test_interests_go_a_week_after_what_they_were_in():
    over, coming = make_occurrence(), make_occurrence(starts_at=STARTS + timedelta(days=60))
    called_off = make_occurrence(state="cancelled", starts_at=STARTS + timedelta(days=60), changed_at=STARTS)
    for occurrence in (over, coming, called_off):
        Interest.objects.create(occurrence=occurrence, email="a@example.org", asked_at=AT)
    rule = next(rule for rule in all_rules() if rule.key == "events.interests")

    due = rule.rows_due(STARTS + timedelta(days=8))

    assert {one.occurrence_id for one in due} == {over.pk, called_off.pk}
