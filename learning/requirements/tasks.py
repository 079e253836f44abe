from celery import shared_task

from cms import clock


@shared_task
def refresh_obligations() -> int:
    """The tick: completed paths first, then the obligations they satisfy. Return how many rows were written."""
    from .domain import obligations
    from .domain.path_completions import take_down_completions

    take_down_completions()
    changes = obligations.refresh_obligations(at=clock.now())
    return len(changes.new) + len(changes.changed) + len(changes.gone)


@shared_task
def course_was_completed(enrolment_id: int) -> int:
    """Whether the learner has completed a path by it, at once; the hourly tick finds what got lost."""
    from learning.models import Enrolment

    from .domain.path_completions import take_down_completions

    learner_id = Enrolment.objects.filter(pk=enrolment_id).values_list("learner_id", flat=True).first()
    if learner_id is None:
        return 0
    new = len(take_down_completions(learner_ids=[learner_id]))
    if new:
        award_waiting_path_certificates.delay()
    return new


@shared_task
def bring_path_up_to_date(path_id: int) -> int:
    from .domain.path_completions import take_down_completions

    return len(take_down_completions(path_ids=[path_id]))


@shared_task
def award_waiting_path_certificates() -> int:
    """The tick of certificates: enqueue every completed path whose certificate is not awarded yet."""
    from .domain.path_completions import waiting_for_certificates

    ids = waiting_for_certificates()
    for completion_id in ids:
        award_path_certificate.delay(completion_id)
    return len(ids)


@shared_task
def award_path_certificate(completion_id: int) -> bool:
    from .domain.path_completions import award_for_path

    return award_for_path(completion_id=completion_id, at=clock.now()) is not None


@shared_task
def remind_of_obligations() -> int:
    """The tick of reminders: enqueue what people are to be told of, and the digests of their contact persons."""
    from .domain.reminders import digests_due, reminders_due

    at = clock.now()
    due, digests = reminders_due(at=at), digests_due(at=at)
    for one in due:
        remind_of_obligation.delay(one.obligation_id, one.step)
    for digest in digests:
        send_organisation_digest.delay(digest.organisation_id, digest.user_id)
    return len(due) + len(digests)


@shared_task
def remind_of_obligation(obligation_id: int, step: int) -> bool:
    from .domain.reminders import remind

    return remind(obligation_id=obligation_id, step=step, at=clock.now())


@shared_task
def send_organisation_digest(organisation_id: int, user_id: int) -> bool:
    from .domain.reminders import send_digest

    return send_digest(organisation_id=organisation_id, user_id=user_id, at=clock.now())
