"""What learning writes to people: one function a message, words in `templates/learning/mail/`."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from cms.addresses import site_url
from cms.mail.domain.posting import post_rendered
from cms.mail.models import OutboxMessage
from cms.people.models import User

from .bases import ENROLMENT
from .domain.expiry_reminders import reminder_key
from .models import Certificate, CourseRelease, Enrolment, Regrade
from .outline import Item, outline_of
from .updates import Update

if TYPE_CHECKING:
    from .domain.progress import Desk


def certificate_issued(certificate: Certificate, *, to: User, at: datetime) -> OutboxMessage:
    """Tell the holder, in their language, that a certificate is theirs and where others can check it."""
    by_course = certificate.basis_kind == ENROLMENT
    context = {
        "certificate": certificate,
        "next_url": site_url(reverse("next_after", args=[certificate.basis_key])) if by_course else "",
        "verify_url": site_url(reverse("verify", args=[certificate.code])),
        "document_url": site_url(reverse("certificate_document", args=[certificate.pk])),
    }
    return post_rendered(
        "learning/mail/certificate_issued",
        context,
        to=to,
        at=at,
        kind="learning.certificate_issued",
        language=certificate.language,
        key=f"learning.certificate_issued:{certificate.pk}",
    )


def certificate_expires(certificate: Certificate, *, to: User, at: datetime) -> OutboxMessage:
    """Remind the holder that a certificate of theirs runs out, while there is time to renew it."""
    folder, my_day_url = "learning/mail/certificate_expires", site_url(reverse("my_day"))
    context = {"certificate": certificate, "my_day_url": my_day_url}
    return post_rendered(folder, context, to=to, at=at, link=my_day_url, key=reminder_key(certificate.pk))


def update_offered(enrolment: Enrolment, release: CourseRelease, update: Update, *, at: datetime) -> OutboxMessage:
    """Tell somebody who has completed a course what is new in it, and that a short update brings a new certificate."""
    folder, to = "learning/mail/update_offered", enrolment.learner
    outline = outline_of(release)
    language = outline.language_for(to.language)
    offer_url = site_url(reverse("update", args=[enrolment.course.slug]))
    context = {
        "name": to.name,
        "title": outline.texts[language]["title"],
        "lessons": [lesson.titles[language] for lesson in update.lessons],
        "minutes": update.minutes,
        "offer_url": offer_url,
    }
    return post_rendered(folder, context, to=to, at=at, link=offer_url, key=f"{folder}:{enrolment.pk}:{release.pk}")


def passed_after_regrade(desk: "Desk", item: Item, *, regrade: Regrade, at: datetime) -> OutboxMessage:
    """Tell a learner that a quiz they had not passed is passed, because one of its questions was marked anew."""
    folder, enrolment = "learning/mail/passed_after_regrade", desk.enrolment
    to, outline = enrolment.learner, desk.standing.outline
    language = outline.language_for(to.language)
    url = site_url(reverse("lesson", args=[enrolment.course.slug, item.lesson_key]))
    context = {
        "name": to.name,
        "title": outline.texts[language]["title"],
        "lesson": outline.by_key[item.lesson_key].titles[language],
        "reason": regrade.reason,
        "lesson_url": url,
    }
    return post_rendered(folder, context, to=to, at=at, link=url, key=f"{folder}:{enrolment.pk}:{regrade.pk}")
