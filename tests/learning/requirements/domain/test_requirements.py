"""Saying what is demanded: versions, who may, what makes no sense."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from cms.people.roles import AUDITOR, COORDINATOR, COURSE_OWNER, EDITOR, TEACHER
from learning.models.immutable import Unchangeable
from learning.requirements.domain.requirements import (
    ChangedMeanwhile,
    Contradiction,
    MayNotDefine,
    NothingChanged,
    change_requirement,
    define_requirement,
)
from learning.requirements.models import Requirement, RequirementVersion
from tests.factories.learning import make_course
from tests.factories.people import make_admin, make_contact, make_holder_of, make_organisation, make_user
from tests.factories.places import make_county
from tests.factories.requirements import make_requirement, make_terms
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("role", "may"),
    [(COORDINATOR, True), (COURSE_OWNER, True), (EDITOR, False), (TEACHER, False), (AUDITOR, False)],
)
def test_coordinators_and_course_owners_define_requirements(role, may):
    person, terms = make_holder_of(role), make_terms(make_course())
    if may:
        assert define_requirement(terms=terms, by=person, at=AT).current.recorded_by == person
    else:
        with pytest.raises(MayNotDefine):
            define_requirement(terms=terms, by=person, at=AT)
        assert not Requirement.objects.exists()


@pytest.mark.parametrize("who", [make_user, lambda: make_contact(make_organisation())])
def test_learners_and_contacts_define_nothing(who):
    with pytest.raises(MayNotDefine):
        define_requirement(terms=make_terms(make_course()), by=who(), at=AT)


def test_change_is_a_new_version_and_leaves_the_old_one_as_it_was():
    course, county, admin = make_course(), make_county(), make_admin()
    requirement = make_requirement(course, cadence_months=48)
    old = RequirementVersion.objects.filter(number=1).values().get()

    terms = make_terms(course, cadence_months=24, counties=(county.pk,))
    version = change_requirement(requirement=requirement, terms=terms, by=admin, at=AT, seen=1)

    requirement.refresh_from_db()
    assert (version.number, requirement.current) == (2, version)
    assert list(version.counties.all()) == [county]
    assert RequirementVersion.objects.filter(number=1).values().get() == old
    with pytest.raises(Unchangeable):
        version.save()
    with pytest.raises(Unchangeable):
        RequirementVersion.objects.update(cadence_months=1)
    line = ModelLogEntry.objects.get(action="requirements.change")
    assert (line.user, line.data) == (admin, {"version": 2})


def test_saying_the_same_again_is_no_version():
    course, county = make_course(), make_county()
    requirement = make_requirement(course, counties=(county.pk,), organisation_kinds=("municipality",))

    with pytest.raises(NothingChanged):
        change_requirement(
            requirement=requirement,
            terms=make_terms(course, counties=(county.pk,), organisation_kinds=("municipality",)),
            by=None,
            at=AT,
        )
    assert RequirementVersion.objects.count() == 1


def test_change_of_what_somebody_else_has_changed_is_refused():
    course = make_course()
    requirement = make_requirement(course)
    change_requirement(requirement=requirement, terms=make_terms(course, grace_days=1), by=None, at=AT, seen=1)

    with pytest.raises(ChangedMeanwhile):
        change_requirement(requirement=requirement, terms=make_terms(course, grace_days=2), by=None, at=AT, seen=1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"names": {"nb": " "}}, "names"),
        ({"role": "king"}, "role"),
        ({"target_key": "00000000-0000-0000-0000-000000000000"}, "target"),
        ({"target_kind": "dance"}, "target"),
        ({"organisation_kinds": ("castle",)}, "organisation_kinds"),
        ({"size_classes": ("giant",)}, "size_classes"),
        ({"countries": ("xx",)}, "countries"),
        ({"counties": (999_999,)}, "counties"),
        ({"cadence_months": 0}, "cadence_months"),
        ({"cadence_months": 121}, "cadence_months"),
        ({"valid_to": date(2019, 12, 31)}, "valid_to"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(wrong, field):
    with pytest.raises(Contradiction) as refused:
        define_requirement(terms=replace(make_terms(make_course()), **wrong), by=None, at=AT)

    assert refused.value.field == field
    assert not Requirement.objects.exists()


# --- Two at once -----------------------------------------------------------------------------------


def change_twice_at_once():
    course = make_course()
    requirement = make_requirement(course)

    def change(days):
        return lambda: change_requirement(
            requirement=requirement,
            terms=make_terms(course, grace_days=days),
            by=None,
            at=AT + timedelta(days=1),
            seen=1,
        )

    return at_once(change(1), change(2), meet_before='INSERT INTO "requirements_requirementversion"')


@pytest.mark.django_db(transaction=True)
def test_two_who_change_at_once_stand_in_line():
    outcomes = change_twice_at_once()

    assert sorted(type(one).__name__ for one in outcomes) == ["ChangedMeanwhile", "RequirementVersion"]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_constraint_has_the_last_word(monkeypatch):
    take_away_locks(monkeypatch)

    outcomes = change_twice_at_once()

    assert sorted(type(one).__name__ for one in outcomes) == ["IntegrityError", "RequirementVersion"]
