"""Every task that runs by itself, and whether it is a timer for people: those ask the clock whether they stand still.

A test compares this with CELERY_BEAT_SCHEDULE and fails for a task that is not listed, so whoever adds one has to
answer the question. Rooms above list theirs here by dotted string, as the schedule does.
"""

ASKS_THE_CLOCK = {
    "cms.mail.tasks.send_due_mail": "mail that can wait is held back (cms/mail/domain/timing.py)",
    "cms.mail.tasks.send_due_digests": "digests wait (cms/mail/domain/digests.py)",
    "learning.tasks.remind_of_expiring_certificates": "its reminders can wait, and are held back like other such mail",
}

NO_TIMER_FOR_PEOPLE = {
    "cms.tasks.tick": "shows that worker and beat are alive",
    "cms.tasks.publish_scheduled_pages": "editors chose these moments themselves, for everybody who reads",
    "cms.tasks.clear_old_sessions": "sign-ins expire for safety",
    "cms.tasks.forget_contact_senders": "personal data is deleted on time whatever happens",
    "learning.tasks.render_waiting_certificates": "makes documents of what was earned; nobody loses anything by it",
}
