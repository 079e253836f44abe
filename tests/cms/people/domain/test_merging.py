"""Two records of one organisation become one: everything moves, nothing stands twice."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from wagtail.models import ModelLogEntry

from cms.mail.models import OutboxMessage
from cms.people import merging_points
from cms.people.domain.merging import (
    NotMergeable,
    SameOrganisation,
    merge_organisations,
    move_what_came_later,
    what_would_move,
)
from cms.people.models import (
    ExpectedRole,
    Invitation,
    InvoiceAddress,
    JoinRequest,
    Membership,
    Organisation,
    OrganisationMerge,
    Unit,
)
from cms.people.queries import kept_organisation
from tests.factories.people import make_admin, make_contact, make_membership, make_organisation, make_user
from tests.factories.places import make_municipality
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def two():
    return make_organisation("Skogdal kommune"), make_organisation("Skogdal kommune (gammel)")


def merge(kept, merged, by=None):
    return merge_organisations(kept=kept, merged=merged, by=by or make_admin(), at=AT)


def ask(user, organisation, asked_at=AT, **fields):
    return JoinRequest.objects.create(user=user, organisation=organisation, asked_at=asked_at, **fields)


def invite(organisation, email, token, **fields):
    dates = {"invited_at": AT, "expires_at": AT}
    return Invitation.objects.create(organisation=organisation, email=email, token_hash=token, **dates, **fields)


def test_somebody_answers_for_every_row_that_points_at_an_organisation():
    every = apps.get_models(include_auto_created=True)

    assert merging_points.unanswered(every) == []


def test_a_field_nobody_answers_for_is_found(monkeypatch):
    monkeypatch.delitem(merging_points._points, ("people.membership", "organisation"))

    assert merging_points.unanswered(apps.get_models()) == ["people.membership.organisation"]


def test_everything_moves_and_is_counted(two):
    kept, merged = two
    admin, person = make_admin(), make_user()
    make_membership(person, merged)
    make_membership(person, merged, role="log_keeper", ends_on=date(2021, 1, 1))
    unit = Unit.objects.create(organisation=merged, name="Brann")
    InvoiceAddress.objects.create(organisation=merged, email="faktura@example.org")
    ExpectedRole.objects.create(organisation=merged, role="contact")
    ask(make_user(), merged)
    invite(merged, "ny@example.org", "a", unit=unit)

    preview = what_would_move(merged=merged)
    record = merge(kept, merged, by=admin)

    assert sum(preview.values()) == sum(record.moved.values()) == 7
    assert record.moved["people.membership"] == 2
    assert what_would_move(merged=merged) == {}
    assert {row.organisation for row in (*Membership.objects.all(), Unit.objects.get())} == {kept}
    merged.refresh_from_db()
    assert (merged.state, merged.merged_into) == ("merged", kept)
    assert (record.kept, record.merged, record.by, record.at) == (kept, merged, admin, AT)
    lines = ModelLogEntry.objects.filter(action="people.merge_organisations").values_list("object_id", "user")
    assert sorted(lines) == sorted([(str(kept.pk), admin.pk), (str(merged.pk), admin.pk)])


@pytest.mark.parametrize(("here", "there"), [(2019, 2022), (2022, 2019)])
def test_of_two_memberships_in_one_role_the_longer_stays(two, here, there):
    kept, merged = two
    person = make_user()
    make_membership(person, kept, role="contact", starts_on=date(here, 1, 1))
    make_membership(person, merged, role="contact", starts_on=date(there, 1, 1))
    make_membership(person, merged, role="member")
    make_membership(person, merged, role="contact", starts_on=date(2010, 1, 1), ends_on=date(2011, 1, 1))

    merge(kept, merged)

    held = Membership.objects.filter(organisation=kept, role="contact").order_by("starts_on")
    assert [row.starts_on.year for row in held] == [2010, 2019]
    assert Membership.objects.filter(organisation=kept).count() == 3


def test_units_of_one_name_become_one(two):
    kept, merged = two
    stays = Unit.objects.create(organisation=kept, name="Brann")
    goes = Unit.objects.create(organisation=merged, name="BRANN")
    membership = make_membership(make_user(), merged)
    Membership.objects.update(unit=goes)
    invitation = invite(merged, "ny@example.org", "a", unit=goes)

    merge(kept, merged)

    membership.refresh_from_db()
    invitation.refresh_from_db()
    assert (membership.unit, invitation.unit) == (stays, stays)
    assert list(kept.units.all()) == [stays]


def test_who_waits_for_both_waits_once_from_the_first_day(two):
    kept, merged = two
    person = make_user()
    later = ask(person, kept)
    first = ask(person, merged, asked_at=AT.replace(year=2025))

    merge(kept, merged)

    later.refresh_from_db()
    first.refresh_from_db()
    assert (first.state, first.organisation, later.state) == ("waiting", kept, "withdrawn")


def test_who_is_invited_to_both_is_invited_once(two):
    kept, merged = two
    stays, goes = invite(kept, "ny@example.org", "a"), invite(merged, "ny@example.org", "b")

    merge(kept, merged)

    goes.refresh_from_db()
    stays.refresh_from_db()
    assert (stays.state, goes.state, goes.organisation) == ("sent", "withdrawn", kept)


def test_invoice_address_is_filled_not_replaced(two):
    kept, merged = two
    InvoiceAddress.objects.create(organisation=kept, email="a@example.org")
    InvoiceAddress.objects.create(organisation=merged, email="b@example.org", buyer_reference="4471")

    merge(kept, merged)

    address = InvoiceAddress.objects.get()
    assert (address.organisation, address.email, address.buyer_reference) == (kept, "a@example.org", "4471")


def test_role_expected_in_both_is_expected_once(two):
    kept, merged = two
    for organisation, role in ((kept, "contact"), (merged, "contact"), (merged, "log_keeper")):
        ExpectedRole.objects.create(organisation=organisation, role=role)

    merge(kept, merged)

    assert sorted(kept.expected_roles.values_list("role", flat=True)) == ["contact", "log_keeper"]
    assert ExpectedRole.objects.count() == 2


def test_record_that_stays_learns_what_only_the_other_knew():
    place = make_municipality()
    kept = make_organisation(size_class="small")
    merged = make_organisation("Gammel", number="310000019", municipality=place, size_class="large", sector="health")

    merge(kept, merged)

    kept.refresh_from_db()
    assert (kept.number, kept.municipality, kept.size_class, kept.sector) == ("310000019", place, "small", "health")


def test_old_addresses_lead_to_what_was_kept_also_after_a_second_merge(two):
    kept, merged = two
    last = make_organisation("Fjellbygda kommune")

    merge(kept, merged)
    merge(last, kept)

    merged.refresh_from_db()
    assert kept_organisation(merged) == kept_organisation(Organisation.objects.get(pk=kept.pk)) == last
    assert set(OrganisationMerge.objects.values_list("kept", "merged")) == {
        (kept.pk, merged.pk),
        (last.pk, kept.pk),
    }


def test_registration_that_is_merged_asks_the_contact_of_the_one_that_stays():
    kept, merged = make_organisation(), make_organisation("Skogdal", state="pending")
    contact = make_contact(kept, email="hakon@example.org")
    request = ask(make_user(), merged, role="contact")

    merge(kept, merged)

    request.refresh_from_db()
    assert (request.organisation, request.state) == (kept, "waiting")
    assert OutboxMessage.objects.get(kind="people.join_requested").to_user == contact


def test_what_somebody_was_writing_meanwhile_is_moved_afterwards(two):
    kept, merged = two
    merge(kept, merged)
    late = make_membership(make_user(), merged)
    merged.refresh_from_db()

    moved = move_what_came_later(merged=merged, by=make_admin(), at=AT)

    late.refresh_from_db()
    assert (late.organisation, moved) == (kept, {"people.membership": 1})
    with pytest.raises(NotMergeable):
        move_what_came_later(merged=kept, by=make_admin(), at=AT)


def test_not_into_itself(two):
    with pytest.raises(SameOrganisation):
        merge(two[0], two[0])


@pytest.mark.parametrize("state", ["pending", "refused", "closed"])
def test_what_stays_is_in_use(state):
    kept, merged = make_organisation(state=state), make_organisation("Andre")

    with pytest.raises(NotMergeable):
        merge(kept, merged)

    merged.refresh_from_db()
    assert merged.is_active


def test_what_is_merged_is_not_merged_again(two):
    kept, merged = two
    merge(kept, merged)

    with pytest.raises(NotMergeable):
        merge(make_organisation("Tredje"), merged)
    with pytest.raises(NotMergeable):
        merge(merged, kept)


def merge_into_each_other_at_once():
    one, other, admin = make_organisation("A"), make_organisation("B"), make_admin()
    return at_once(
        lambda: merge(one, other, by=admin),
        lambda: merge(other, one, by=admin),
        meet_before='UPDATE "people_organisation"',
    )


@pytest.mark.django_db(transaction=True)
def test_a_into_b_and_b_into_a_at_once_leave_one():
    outcomes = merge_into_each_other_at_once()

    assert sum(isinstance(outcome, NotMergeable) for outcome in outcomes) == 1
    assert sorted(Organisation.objects.values_list("state", flat=True)) == ["active", "merged"]


@pytest.mark.django_db(transaction=True)
def test_without_locks_they_would_swallow_each_other(monkeypatch):
    take_away_locks(monkeypatch)

    merge_into_each_other_at_once()

    assert set(Organisation.objects.values_list("state", flat=True)) == {"merged"}
