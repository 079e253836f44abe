"""Learning in Wagtail's admin: publishing a course, revoking a certificate, lists, and media that are in use."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import translation
from wagtail.documents.models import Document
from wagtail.images.models import Image

from learning.domain.certificates import revoke_certificate
from learning.domain.releases import publish_course
from learning.models import Certificate, CertificateEvent, CourseRelease
from learning.wagtail_hooks import publish_course_button
from tests.factories import blocks
from tests.factories.learning import AT, complete, make_certificate, make_course, make_enrolment, read_lesson
from tests.factories.media import make_document, make_image
from tests.factories.pages import make_course_page
from tests.factories.people import make_admin, make_user
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make_admin(language="en")


def editor():
    """May write pages, may not publish them."""
    user = make_user("Per Berg")
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def publish_url(page):
    return reverse("learning_admin:publish_course", args=[page.pk])


def revoke_url(certificate):
    return reverse("learning_admin:revoke_certificate", args=[certificate.pk])


# --- Publishing ------------------------------------------------------------------------------


def test_findings_are_shown_and_stop(admin):
    page = make_course_page(lessons=[[blocks.text()], [], [blocks.source(review_by="2020-01-01")]])

    shown = signed_in(admin).get(publish_url(page))

    assert [finding.page_title for finding in shown.context["findings"]] == ["Leksjon 2"]
    assert [finding.page_title for finding in shown.context["remarks"]] == ["Leksjon 3"]
    assert shown.context["stops"] is True
    for finding in shown.context["findings"] + shown.context["remarks"]:
        assert finding.text in shown.content.decode()


def test_publishing_in_spite_of_findings_is_refused(admin):
    page = make_course_page(lessons=[[]])

    answer = signed_in(admin).post(publish_url(page), {"note": ""})

    assert answer.status_code == 422
    assert not CourseRelease.objects.exists()


def test_publishing_keeps_the_note_and_who_did_it(admin):
    page = make_course_page()

    answer = signed_in(admin).post(publish_url(page), {"note": "Ny § 7"}, follow=True)

    assert answer.status_code == 200
    release = CourseRelease.objects.get()
    assert (release.number, release.note, release.published_by) == (1, "Ny § 7", admin)


def test_publishing_again_says_that_nothing_is_new(admin):
    page = make_course_page()
    client = signed_in(admin)
    client.post(publish_url(page), {"note": ""})

    answer = client.post(publish_url(page), {"note": ""}, follow=True)

    assert [message.level_tag for message in answer.context["messages"]][-1] == "error"
    assert CourseRelease.objects.count() == 1


def test_who_is_affected_is_shown_before(admin):
    page = make_course_page()
    course = publish_course(page=page, by=None, at=AT).course
    make_enrolment(course=course)
    read_lesson(make_enrolment(course=course))
    complete(make_enrolment(course=course))

    impact = signed_in(admin).get(publish_url(page)).context["impact"]

    assert (impact.not_started, impact.under_way, impact.completed, impact.valid_certificates) == (1, 1, 1, 1)


def test_who_may_not_publish_pages_may_not_publish_the_course():
    page = make_course_page()

    client = signed_in(editor())
    answers = [client.get(publish_url(page)), client.post(publish_url(page), {"note": ""})]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert {answer.url for answer in answers} == {reverse("wagtailadmin_home")}
    assert not CourseRelease.objects.exists()


def test_a_moderator_may_publish():
    moderator = make_user("Kari Dahl")
    moderator.groups.add(Group.objects.get(name="Moderators"))
    page = make_course_page()

    signed_in(moderator).post(publish_url(page), {"note": ""})

    assert CourseRelease.objects.get().published_by == moderator


def label_on(page, user):
    with translation.override("en"):
        return [str(button.label) for button in publish_course_button(page, user)]


def test_the_button_says_what_is_not_yet_in_a_release(admin):
    page = make_course_page()
    lesson = page.get_descendants().last().specific
    labels = [label_on(page, admin)]
    publish_course(page=page, by=None, at=AT)
    labels.append(label_on(lesson, admin))

    lesson.last_published_at = AT + timedelta(minutes=1)
    lesson.save()

    labels.append(label_on(lesson, admin))
    assert labels == [
        ["Publish course… (4 pages not yet in a release)"],
        ["Course release: up to date"],
        ["Publish course… (1 page not yet in a release)"],
    ]


def test_the_button_is_for_those_who_may_and_for_courses(admin):
    page = make_course_page()

    assert label_on(page, editor()) == []
    assert label_on(page.get_parent().specific, admin) == []


@pytest.mark.parametrize("depth", ["course", "lesson"])
def test_the_button_stands_in_the_editor(admin, depth):
    page = make_course_page()
    edited = page if depth == "course" else page.get_descendants().last()

    shown = signed_in(admin).get(reverse("wagtailadmin_pages:edit", args=[edited.pk])).content.decode()

    assert publish_url(page) in shown


# --- Certificates ----------------------------------------------------------------------------


def test_revoking_leaves_an_event_with_its_reason(admin):
    certificate = make_certificate()

    answer = signed_in(admin).post(revoke_url(certificate), {"reason": "Feil person"}, follow=True)

    assert answer.status_code == 200
    assert list(CertificateEvent.objects.values_list("kind", "reason", "by")) == [("revoked", "Feil person", admin.pk)]
    assert "Feil person" in answer.content.decode()


@pytest.mark.parametrize("reason", ["", "   "])
def test_revoking_without_a_reason_is_refused(admin, reason):
    certificate = make_certificate()

    answer = signed_in(admin).post(revoke_url(certificate), {"reason": reason})

    assert list(answer.context["form"].errors) == ["reason"]
    assert not CertificateEvent.objects.exists()


def test_revoking_twice_says_so(admin):
    certificate = make_certificate()
    revoke_certificate(certificate=certificate, reason="Feil person", by=admin, at=AT)

    answer = signed_in(admin).post(revoke_url(certificate), {"reason": "Igjen"}, follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert CertificateEvent.objects.count() == 1


def test_revoking_needs_the_right():
    certificate = make_certificate()

    answer = signed_in(editor()).post(revoke_url(certificate), {"reason": "Feil"})

    assert (answer.status_code, answer.url) == (302, reverse("wagtailadmin_home"))
    assert not CertificateEvent.objects.exists()


@pytest.mark.parametrize("viewset", ["certificate", "course"])
def test_records_are_looked_at_and_never_written(admin, viewset):
    record = make_certificate() if viewset == "certificate" else make_course()
    client = signed_in(admin)

    pages = [client.get(reverse(f"{viewset}:index")), client.get(reverse(f"{viewset}:inspect", args=[record.pk]))]

    assert [page.status_code for page in pages] == [200, 200]
    for verb in ("edit", "delete"):
        answer = client.post(reverse(f"{viewset}:{verb}", args=[record.pk]), {"number": "x", "title": "x"})
        assert answer.status_code in (302, 403)
    assert client.post(reverse(f"{viewset}:add"), {"number": "x", "title": "x"}).status_code in (302, 403)
    before = str(record)
    record.refresh_from_db()
    assert str(record) == before


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_certificates_costs_the_same_for_one_and_three(admin, count):
    for key in range(count):
        make_certificate(key=str(key))
    client = signed_in(admin)
    client.get(reverse("certificate:index"))

    with count_queries() as asked:
        client.get(reverse("certificate:index"))

    assert len(asked) == 8, asked


def test_a_certificate_leads_to_its_revocation(admin):
    certificate = make_certificate()

    shown = signed_in(admin).get(reverse("certificate:inspect", args=[certificate.pk])).content.decode()

    assert revoke_url(certificate) in shown


# --- Media that a release uses ---------------------------------------------------------------


def used_image():
    image = make_image()
    make_course(lessons=[[blocks.image(image.pk)]])
    return image


def used_document():
    document = make_document()
    make_course(lessons=[[blocks.download(document.pk)]])
    return document


@pytest.mark.indexed
@pytest.mark.parametrize(("make", "app"), [(used_image, "wagtailimages"), (used_document, "wagtaildocs")])
def test_what_a_release_uses_is_not_deleted_in_the_admin(admin, make, app):
    media = make()
    client = signed_in(admin)
    url = reverse(f"{app}:delete", args=[media.pk])

    answers = [client.get(url), client.post(url)]

    assert [answer.status_code for answer in answers] == [200, 302]
    assert answers[1].url == reverse("wagtailadmin_home")  # with Wagtail's words that this is not permitted
    assert type(media).objects.filter(pk=media.pk).exists()


@pytest.mark.indexed
@pytest.mark.parametrize(
    ("make", "app", "model"), [(used_image, "wagtailimages", "image"), (used_document, "wagtaildocs", "document")]
)
def test_what_a_release_uses_is_not_deleted_in_bulk(admin, make, app, model):
    media, unused = make(), make_image() if model == "image" else make_document()
    url = reverse("wagtail_bulk_action", args=[app, model, "delete"]) + f"?id={media.pk}&id={unused.pk}&next=/admin/"
    client = signed_in(admin)

    answers = [client.get(url), client.post(url)]

    assert [answer.status_code for answer in answers] == [200, 302]
    assert type(media).objects.filter(pk__in=[media.pk, unused.pk]).count() == 2


def test_what_no_release_uses_can_be_deleted(admin):
    image, document = make_image(), make_document()
    client = signed_in(admin)

    client.post(reverse("wagtailimages:delete", args=[image.pk]))
    client.post(reverse("wagtaildocs:delete", args=[document.pk]))

    assert (Image.objects.count(), Document.objects.count()) == (0, 0)


def test_a_page_of_a_published_course_can_be_deleted(admin):
    page = make_course_page()
    course = publish_course(page=page, by=None, at=AT).course
    enrolment = complete(make_enrolment(course=course))

    signed_in(admin).post(reverse("wagtailadmin_pages:delete", args=[page.pk]))

    assert type(page).objects.filter(pk=page.pk).exists() is False
    assert signed_in(enrolment.learner).get(reverse("course", args=[course.slug])).status_code == 200
    assert Certificate.objects.count() == 1


def test_a_revocation_is_seen_where_certificates_are_seen(admin):
    certificate = make_certificate()
    revoke_certificate(certificate=certificate, reason="Feil person", by=admin, at=AT)
    client = signed_in(admin)

    listed = client.get(reverse("certificate:index")).content.decode()
    inspected = client.get(reverse("certificate:inspect", args=[certificate.pk])).content.decode()
    form = client.get(revoke_url(certificate)).content.decode()

    assert "Revoked" in listed
    assert "Revoked" in inspected
    assert 'name="reason"' not in form


def test_moments_are_shown_on_the_centres_own_clock(admin):
    certificate = make_certificate(at=AT)  # nine o'clock UTC, ten in Oslo

    inspected = signed_in(admin).get(reverse("certificate:inspect", args=[certificate.pk])).content.decode()

    assert "10:00" in inspected


def test_publishing_a_page_says_that_learners_do_not_see_it_yet(admin):
    page = make_course_page()
    publish_course(page=page, by=None, at=AT)
    form = {"title": page.title, "slug": page.slug, "action-publish": "1", "comments-TOTAL_FORMS": 0}
    form |= {"comments-INITIAL_FORMS": 0, "about": "null", "lead": "Nytt.", "outcome": page.outcome, "minutes": 60}
    form |= {"level": page.level, "format": page.format, "gate-count": 0}

    answer = signed_in(admin).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form, follow=True)

    assert "Learners see this when the course is published." in answer.content.decode()
