import pytest
import time_machine

from cms.pause.domain.pauses import declare_pause, end_pause
from cms.pause.targets import Target
from cms.people.roles import COORDINATOR
from learning.domain.course_staff import give_course_role
from learning.surveys.domain.occasions import (
    AlreadyClosed,
    AlreadyOpen,
    Audience,
    DeadlinePassed,
    MayNotAsk,
    NobodyToAsk,
    NotPublished,
    PairIsConfidential,
    close_occasion,
    occasions_to_close,
    open_occasion,
)
from learning.surveys.models import Occasion, Respondent
from learning.surveys.tasks import close_survey, look_after_surveys
from tests.factories.learning import make_course
from tests.factories.people import make_holder_of, make_membership, make_organisation, make_user
from tests.factories.places import make_county
from tests.factories.surveys import (
    AT,
    DAY,
    answer,
    answer_all,
    make_occasion,
    make_people,
    make_survey,
    publish,
    send_out,
)

pytestmark = pytest.mark.django_db


def asked_people(occasion):
    return {one.user for one in occasion.respondents.all()}


def test_needs_survey_asks_those_it_names_and_nobody_else():
    advisers = make_people(3)
    make_people(2, role="log_keeper")
    make_people(2, kind="company")

    occasion = send_out(make_survey(), kinds=("municipality",), roles=("preparedness_adviser",))

    assert asked_people(occasion) == set(advisers)


def test_audience_of_a_county():
    here = make_county("Innlandet")
    inside = make_people(2, county=here)
    make_people(2)

    assert asked_people(send_out(make_survey(), counties=(here.pk,))) == set(inside)


def test_person_of_two_organisations_is_asked_once_for_the_oldest():
    person = make_user()
    first, second = make_organisation("Skogdal"), make_organisation("Elvestad")
    make_membership(person, second)
    make_membership(person, first, starts_on=AT.date().replace(year=2015))

    respondent = send_out(make_survey()).respondents.get()

    assert respondent.organisation == first


def test_who_has_left_or_is_closed_out_is_not_asked():
    person, gone = make_people(2)
    person.memberships.update(ends_on=AT.date() - DAY)
    gone.is_active = False
    gone.save()

    with pytest.raises(NobodyToAsk):
        send_out(make_survey())
    assert Occasion.objects.count() == 0


def test_asking_many_costs_no_more_queries_than_few(django_assert_num_queries):
    make_people(2)
    few = make_survey()
    publish(few)
    make_people(40)

    with django_assert_num_queries(9):
        open_occasion(survey=few, kind="centre", audience=Audience(), deadline_at=AT + 14 * DAY, by=None, at=AT)
    assert Respondent.objects.count() == 42


def test_unpublished_survey_asks_nobody():
    with pytest.raises(NotPublished):
        open_occasion(survey=make_survey(), kind="centre", by=None, at=AT)


def test_standing_survey_is_opened_once():
    occasion = make_occasion(kind="course", key="k")

    with pytest.raises(AlreadyOpen):
        open_occasion(survey=occasion.survey, kind="course", key="k", by=None, at=AT)
    close_occasion(occasion=occasion, by=None, at=AT)
    open_occasion(survey=occasion.survey, kind="course", key="k", by=None, at=AT)


def test_deadline_lies_ahead():
    survey = make_survey()
    publish(survey)

    with pytest.raises(DeadlinePassed):
        open_occasion(survey=survey, kind="centre", deadline_at=AT, by=None, at=AT)


@pytest.mark.parametrize("privacy", ["anonymous", "named"])
def test_pair_is_confidential(privacy):
    with pytest.raises(PairIsConfidential):
        make_occasion(privacy=privacy, timing="before_and_after")


def test_owner_of_a_course_asks_its_people_and_nobody_else():
    course, other = make_course(), make_course(title="Et annet")
    owner = make_holder_of(COORDINATOR)
    owner.groups.clear()
    owner = make_user(is_staff=True)
    survey = make_survey()
    publish(survey)
    with pytest.raises(MayNotAsk):
        open_occasion(survey=survey, kind="course", key=str(course.translation_key), by=owner, at=AT)
    from cms.people.roles import EDITOR, give_role

    give_role(user=owner, role=EDITOR)
    give_course_role(course=course, user=owner, role="owner", by=None, at=AT)

    open_occasion(survey=survey, kind="course", key=str(course.translation_key), by=owner, at=AT)
    with pytest.raises(MayNotAsk):
        open_occasion(survey=survey, kind="course", key=str(other.translation_key), by=owner, at=AT)
    with pytest.raises(MayNotAsk):
        open_occasion(survey=survey, kind="centre", by=owner, at=AT)


def test_closing_counts_everything_and_forgets_what_was_begun():
    occasion = make_occasion(privacy="confidential")
    answer_all(occasion, 3, 4)
    waiting = make_user()
    asked = Respondent.objects.create(
        occasion=occasion, user=waiting, asked_at=AT, mail_due_at=AT, draft={"q": ["4"]}, version=occasion.version
    )

    close_occasion(occasion=occasion, by=None, at=AT)

    asked.refresh_from_db()
    assert (asked.draft, asked.mail_due_at) == ({}, None)
    assert occasion.responses.filter(released=True).count() == 3
    with pytest.raises(AlreadyClosed):
        close_occasion(occasion=occasion, by=None, at=AT)


def test_occasion_is_closed_by_the_tick_when_its_deadline_has_passed(django_capture_on_commit_callbacks):
    make_people(1)
    occasion = send_out(make_survey())

    with time_machine.travel(AT + 14 * DAY, tick=False), django_capture_on_commit_callbacks(execute=True):
        look_after_surveys()

    occasion.refresh_from_db()
    assert occasion.closed_at == AT + 14 * DAY
    assert not close_survey(occasion.pk)


def test_crisis_pause_keeps_it_open_for_those_it_hits(django_capture_on_commit_callbacks):
    where = make_organisation(sector="health")
    make_people(1, organisation=where)
    make_people(1)
    occasion = send_out(make_survey())
    pause = declare_pause(target=Target("organisation", organisation=where), reason="Flom", by=None, at=AT + 3 * DAY)

    assert occasions_to_close(at=AT + 15 * DAY) == []
    with django_capture_on_commit_callbacks(execute=True):
        end_pause(pause=pause, by=None, at=AT + 10 * DAY)
    assert occasions_to_close(at=AT + 20 * DAY) == []
    assert occasions_to_close(at=AT + 21 * DAY) == [occasion.pk]


def test_pause_of_one_who_has_answered_holds_nothing_up():
    where = make_organisation()
    person = make_people(1, organisation=where)[0]
    occasion = send_out(make_survey())
    answer(occasion, person, 4)
    declare_pause(target=Target("organisation", organisation=where), reason="Flom", by=None, at=AT)

    assert occasions_to_close(at=AT + 14 * DAY) == [occasion.pk]
