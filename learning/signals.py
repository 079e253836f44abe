"""What learning announces to rooms above, after commit. Receivers stand in those rooms."""

from django.dispatch import Signal

# Sent once per enrolment, with enrolment_id: somebody takes a course, for the first time or again.
enrolled = Signal()
# Sent once per enrolment, with enrolment_id.
course_completed = Signal()
# Sent once per certificate, with certificate_id.
certificate_awarded = Signal()
# Sent when something happened to a certificate (revoked, superseded), with certificate_id.
certificate_changed = Signal()
