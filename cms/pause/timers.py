"""Every task that runs by itself, and whether it is a timer for people: those ask the clock whether they stand still.

A test compares this with CELERY_BEAT_SCHEDULE and fails for a task that is not listed, so whoever adds one has to
answer the question. Rooms above list theirs here by dotted string, as the schedule does.
"""

ASKS_THE_CLOCK = {
    "cms.mail.tasks.send_due_mail": "mail that can wait is held back (cms/mail/domain/timing.py)",
    "cms.mail.tasks.send_due_digests": "digests wait (cms/mail/domain/digests.py)",
    "events.tasks.look_after_places": "offers and questions run longer by a pause (room.py and reconfirming.py)",
    "events.tasks.remind_of_names": "who is hit is not reminded; they are when it is over and there still is time",
    "events.programme.tasks.look_after_materials": "who is hit is told of material when it is over (telling.py)",
    "cms.privacy.tasks.apply_retention": "the account of somebody who is hit is not erased for standing unused",
    "events.invoicing.tasks.remind_of_invoices": "who is hit is not reminded; days in a pause do not count",
    "events.exhibitors.tasks.look_after_exhibitors": "offers run longer by a pause; who is hit is not reminded",
    "events.door.tasks.look_after_attendee_surveys": "asks in the survey tool, whose mails wait and deadlines move",
    "events.programme.tasks.remind_speakers": "speakers whose organisation is paused are reminded later (reminding.py)",
    "learning.discussion.tasks.look_after_discussions": "its mails can wait, and are held back like other such mail",
    "learning.reports.tasks.look_after_reports": "reports by mail wait (learning/reports/domain/reports.py)",
    "learning.joining.tasks.tell_groups_that_start": "members who are hit are told when it is over",
    "learning.joining.tasks.remind_of_unfinished_courses": "days in a pause do not count; nothing is written in one",
    "learning.requirements.tasks.refresh_obligations": "due days move by as long as timers stood still (standings.py)",
    "learning.requirements.tasks.remind_of_obligations": "nothing is written for an organisation that is paused",
    "learning.surveys.tasks.look_after_surveys": "mails wait and deadlines move (learning/surveys/queries.py)",
    "learning.tasks.hand_in_overdue_attempts": "the time of a quiz is longer by the pause (learning/timing.py)",
    "learning.tasks.remind_of_expiring_certificates": "its reminders can wait, and are held back like other such mail",
}

NO_TIMER_FOR_PEOPLE = {
    "cms.tasks.tick": "shows that worker and beat are alive",
    "cms.tasks.publish_scheduled_pages": "editors chose these moments themselves, for everybody who reads",
    "cms.tasks.clear_old_sessions": "sign-ins expire for safety",
    "cms.tasks.forget_contact_senders": "personal data is deleted on time whatever happens",
    "cms.sign_in.tasks.forget_sign_in_links": "sign-in links expire for safety",
    "cms.imports.tasks.carry_on_imports": "goes on with what somebody has started",
    "cms.imports.tasks.forget_old_imports": "personal data is deleted on time whatever happens",
    "cms.privacy.tasks.make_waiting_copies": "makes what somebody has asked for",
    "cms.privacy.tasks.forget_receipts": "personal data is deleted on time whatever happens",
    "events.invoicing.tasks.carry_on_invoice_runs": "goes on with what somebody has started",
    "events.invoicing.tasks.keep_papers": "draws what is issued already, and tells nobody",
    "events.desk.tasks.carry_on_letters": "goes on with what somebody has started",
    "events.door.tasks.carry_on_attendance_awards": "goes on with what somebody has started",
    "events.tasks.delete_needs": "personal data is deleted on time whatever happens",
    "events.tasks.repair_waiting_lists": "asks who should have been asked; their time to answer waits for them",
    "events.tasks.settle_all_enrolments": "gives and takes what goes with a place; nobody loses a place by it",
    "events.calendar.tasks.look_after_calendar_mail": "tells what people count on has changed",
    "events.tasks.look_after_occurrences": "tells what people count on has changed, and calls held what is over",
    "learning.badges.tasks.publish_status_lists": "tells verifiers what is revoked; that must not wait",
    "learning.badges.tasks.sign_waiting_badges": "makes badges of what was earned; nobody loses anything by it",
    "learning.bulk_awards.tasks.carry_on_bulk_awards": "goes on with what somebody has started",
    "learning.joining.tasks.carry_on_lists": "goes on with what somebody has started",
    "learning.requirements.tasks.award_waiting_path_certificates": "gives what was earned; nobody loses anything by it",
    "learning.tasks.carry_on_moves": "goes on with what a course owner has decided; mail about it can wait, and does",
    "learning.tasks.check_progress_sample": "looks at what is stored, and changes nothing",
    "learning.tasks.carry_on_regrades": "goes on with what somebody has started; nobody loses anything by it",
    "learning.assignments.tasks.look_after_reviews": "gives out what has no date; nobody loses anything by it",
    "learning.tasks.render_waiting_certificates": "makes documents of what was earned; nobody loses anything by it",
}
