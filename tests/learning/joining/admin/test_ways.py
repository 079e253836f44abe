import pytest
from django.urls import reverse

from cms.choices import DASHES
from cms.people.roles import COORDINATOR, COURSE_OWNER, EDITOR, TEACHER
from learning.domain.course_staff import give_course_role
from learning.joining.models import CourseKey
from learning.joining.ways import ways_of
from tests.factories.joining import AT, course_with, fresh, make_group, make_key, plain_course
from tests.factories.people import make_holder_of, make_user
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
FORM = {"by_key": "on", "by_contacts": "on", "reminds": "on", "first_reminder": "7", "second_reminder": "21"}


def owner():
    return signed_in(make_holder_of(COURSE_OWNER, language="en"), headers={"accept-language": "en"})


def url(name, pk):
    return reverse(f"joining_admin:{name}", args=[pk])


def test_no_course_to_go_on_with_is_said_in_words():
    page = owner().get(url("ways", plain_course().pk)).content.decode()

    assert DASHES not in page
    assert '<option value="" selected>None</option>' in page


def test_owner_sets_the_ways_at_once():
    course, after = plain_course(), plain_course()

    answer = owner().post(url("ways", course.pk), FORM | {"follow_up": after.pk})

    ways = ways_of(fresh(course))
    assert answer.status_code == 302
    assert (ways.is_open, ways.by_key, ways.first_reminder, ways.follow_up) == (False, True, 7, after)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"first_reminder": "30", "second_reminder": "14"}, "comes after the first"),
        ({"first_reminder": "0"}, "greater than or equal to 1"),
        ({"first_reminder": "x"}, "Enter a whole number"),
        ({"follow_up": "999999"}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(fields, words):
    course = plain_course()

    answer = owner().post(url("ways", course.pk), FORM | fields)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert ways_of(fresh(course)).pk is None


def test_course_does_not_follow_itself():
    course = plain_course()

    assert owner().post(url("ways", course.pk), FORM | {"follow_up": course.pk}).status_code == 422


def test_owner_makes_shows_and_revokes_keys():
    course, client = course_with(by_key=True), owner()

    form = {"group": make_group(course).pk, "most_uses": "20", "expires_on": "2099-01-31"}
    client.post(url("make_key", course.pk), form)
    key = CourseKey.objects.get()
    assert (key.most_uses, key.group.name) == (20, "Vår 2027")
    assert key.expires_at.isoformat() == "2099-01-31T22:59:59.999999+00:00"
    assert key.code in client.get(url("ways", course.pk)).content.decode()
    client.post(url("revoke_key", key.pk))

    assert CourseKey.objects.get().revoked_at


@pytest.mark.parametrize("fields", [{"most_uses": "0"}, {"expires_on": "2020-01-01"}, {"group": "999999"}])
def test_key_that_makes_no_sense_is_not_made(fields):
    assert owner().post(url("make_key", plain_course().pk), fields).status_code == 422
    assert CourseKey.objects.count() == 0


def test_group_of_another_course_has_no_key_here():
    assert owner().post(url("make_key", plain_course().pk), {"group": make_group().pk}).status_code == 422


@pytest.mark.parametrize("role", [TEACHER, EDITOR, COORDINATOR])
def test_ways_and_keys_are_the_owners_alone(role):
    key, person = make_key(), make_holder_of(role)
    if role == TEACHER:
        give_course_role(course=key.course, user=person, role="teacher", by=None, at=AT)
    client = signed_in(person)

    for name, pk in (("ways", key.course_id), ("make_key", key.course_id), ("revoke_key", key.pk)):
        client.post(url(name, pk), FORM)
        client.get(url(name, pk))

    assert ways_of(fresh(key.course)).first_reminder == 14
    assert list(CourseKey.objects.values_list("pk", "revoked_at")) == [(key.pk, None)]


def test_owner_of_one_course_sets_that_one_alone():
    mine, other, person = plain_course(), plain_course(), make_holder_of(EDITOR)
    give_course_role(course=mine, user=person, role="owner", by=None, at=AT)
    client = signed_in(person)

    assert client.get(url("ways", mine.pk)).status_code == 200
    assert client.get(url("ways", other.pk)).status_code == 302
    assert signed_in(make_user()).get(url("ways", mine.pk)).status_code == 302


@pytest.mark.parametrize("keys", [1, 5])
def test_page_asks_the_same_for_few_and_many_keys(keys):
    course, client = course_with(by_key=True), owner()
    for _ in range(keys):
        make_key(course)
    client.get(url("ways", course.pk))

    with count_queries() as asked:
        client.get(url("ways", course.pk))

    assert len(asked) == 16, asked
