"""Pauses follow their organisation into the one it is merged into."""

from datetime import UTC, datetime

import pytest

from cms.clock import timers_paused
from cms.pause.domain.pauses import declare_pause
from cms.pause.models import Pause
from cms.pause.targets import Target
from cms.people.domain.merging import merge_organisations
from tests.factories.people import make_admin, make_organisation

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def declare(organisation):
    return declare_pause(
        target=Target("organisation", organisation=organisation), reason="Flom", by=make_admin(), at=AT
    )


def test_pause_goes_on_for_the_organisation_that_stays(django_capture_on_commit_callbacks):
    merged, kept = make_organisation("Skogdal"), make_organisation("Skogdal kommune")
    declare(merged)

    with django_capture_on_commit_callbacks(execute=True):
        merge_organisations(kept=kept, merged=merged, by=make_admin(), at=AT)

    assert timers_paused(organisation_id=kept.pk, at=AT)


def test_of_two_pauses_one_goes_on():
    merged, kept = make_organisation("Skogdal"), make_organisation("Skogdal kommune")
    declare(merged)
    declare(kept)

    merge_organisations(kept=kept, merged=merged, by=make_admin(), at=AT)

    rows = Pause.objects.filter(organisation=kept)
    assert rows.count() == 2
    assert rows.filter(ends_at__isnull=True).count() == 1
