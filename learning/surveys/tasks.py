from celery import shared_task

from cms import clock


@shared_task
def ask_people_of_course(enrolment_id: int) -> int:
    from .domain.course_surveys import ask_people_of_course as ask_people

    return len(ask_people(enrolment_id=enrolment_id, at=clock.now()))


@shared_task
def look_after_surveys() -> int:
    """The tick: ask who was passed over, write the mails that are due, close what is over."""
    from .domain.asking import mails_due
    from .domain.course_surveys import enrolments_passed_over
    from .domain.occasions import occasions_to_close

    at = clock.now()
    missed, mails, over = enrolments_passed_over(at=at), mails_due(at=at), occasions_to_close(at=at)
    for enrolment_id in missed:
        ask_people_of_course.delay(enrolment_id)
    for respondent_id in mails:
        write_survey_mail.delay(respondent_id)
    for occasion_id in over:
        close_survey.delay(occasion_id)
    return len(missed) + len(mails) + len(over)


@shared_task
def write_survey_mail(respondent_id: int) -> bool:
    from .domain.asking import write_mail

    return write_mail(respondent_id=respondent_id, at=clock.now())


@shared_task
def close_survey(occasion_id: int) -> bool:
    from .domain.occasions import AlreadyClosed, close_occasion
    from .models import Occasion

    occasion = Occasion.objects.filter(pk=occasion_id).first()
    if occasion is None:
        return False
    try:
        close_occasion(occasion=occasion, by=None, at=clock.now())
    except AlreadyClosed:
        return False
    return True
