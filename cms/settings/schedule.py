"""What runs by itself, and how often. Whether each is a timer for people stands in cms/pause/timers.py."""

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "cms.tasks.tick", "schedule": 30.0},
    "send due mail": {"task": "cms.mail.tasks.send_due_mail", "schedule": 30.0},
    "send due digests": {"task": "cms.mail.tasks.send_due_digests", "schedule": 60.0},
    "publish scheduled pages": {"task": "cms.tasks.publish_scheduled_pages", "schedule": 60.0},
    "clear old sessions": {"task": "cms.tasks.clear_old_sessions", "schedule": 86400.0},
    "forget who wrote to us": {"task": "cms.tasks.forget_contact_senders", "schedule": 86400.0},
    "forget sign-in links": {"task": "cms.sign_in.tasks.forget_sign_in_links", "schedule": 3600.0},
    "carry on imports": {"task": "cms.imports.tasks.carry_on_imports", "schedule": 60.0},
    "forget old imports": {"task": "cms.imports.tasks.forget_old_imports", "schedule": 86400.0},
    "remind of expiring certificates": {"task": "learning.tasks.remind_of_expiring_certificates", "schedule": 3600.0},
    "look after surveys": {"task": "learning.surveys.tasks.look_after_surveys", "schedule": 60.0},
    "look after discussions": {"task": "learning.discussion.tasks.look_after_discussions", "schedule": 60.0},
    "look after reports": {"task": "learning.reports.tasks.look_after_reports", "schedule": 300.0},
    "look after reviews": {"task": "learning.assignments.tasks.look_after_reviews", "schedule": 600.0},
    "hand in overdue attempts": {"task": "learning.tasks.hand_in_overdue_attempts", "schedule": 30.0},
    "carry on regrades": {"task": "learning.tasks.carry_on_regrades", "schedule": 60.0},
    "carry on lists to enrol": {"task": "learning.joining.tasks.carry_on_lists", "schedule": 60.0},
    "tell groups that start": {"task": "learning.joining.tasks.tell_groups_that_start", "schedule": 900.0},
    "remind of unfinished courses": {
        "task": "learning.joining.tasks.remind_of_unfinished_courses",
        "schedule": 3600.0,
    },
    "render waiting certificates": {"task": "learning.tasks.render_waiting_certificates", "schedule": 30.0},
    "refresh obligations": {"task": "learning.requirements.tasks.refresh_obligations", "schedule": crontab(minute=2)},
    "remind of obligations": {"task": "learning.requirements.tasks.remind_of_obligations", "schedule": 3600.0},
    "award waiting path certificates": {
        "task": "learning.requirements.tasks.award_waiting_path_certificates",
        "schedule": 60.0,
    },
    "carry on awards to lists": {"task": "learning.bulk_awards.tasks.carry_on_bulk_awards", "schedule": 60.0},
    "carry on awards for attendance": {
        "task": "events.door.tasks.carry_on_attendance_awards",
        "schedule": 60.0,
    },
    "sign waiting badges": {"task": "learning.badges.tasks.sign_waiting_badges", "schedule": 30.0},
    "publish status lists": {"task": "learning.badges.tasks.publish_status_lists", "schedule": 60.0},
    "carry on moves": {"task": "learning.tasks.carry_on_moves", "schedule": 60.0},
    "check progress": {"task": "learning.tasks.check_progress_sample", "schedule": crontab(hour=3, minute=40)},
    "make waiting copies": {"task": "cms.privacy.tasks.make_waiting_copies", "schedule": 30.0},
    "forget receipts of erasure": {"task": "cms.privacy.tasks.forget_receipts", "schedule": 300.0},
    "apply retention": {"task": "cms.privacy.tasks.apply_retention", "schedule": crontab(hour=3, minute=20)},
}
