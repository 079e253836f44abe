import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("joining", "0001_ways_into_courses")]

    initial = True

    dependencies = [
        ("learning", "0004_draws_clocks_regrades"),
        ("people", "0004_organisation_keys_are_unique"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="CourseGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("starts_on", models.DateField(verbose_name="starts on")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to be done by")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groups",
                        to="learning.course",
                        verbose_name="course",
                    ),
                ),
            ],
            options={
                "verbose_name": "group",
                "verbose_name_plural": "groups",
                "ordering": ("-starts_on", "name", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("course", "name"), name="group_name_in_course"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="group_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CourseInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                (
                    "language",
                    models.CharField(
                        choices=[("nb", "Bokmål"), ("nn", "Nynorsk"), ("sv", "Swedish"), ("en", "English")],
                        default="nb",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "Waiting for an answer"),
                            ("accepted", "Accepted"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="sent",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("invited_at", models.DateTimeField(verbose_name="sent")),
                ("expires_at", models.DateTimeField(verbose_name="expires")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="learning.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="invitations",
                        to="joining.coursegroup",
                        verbose_name="group",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation to a course",
                "verbose_name_plural": "invitations to courses",
                "ordering": ("-invited_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "sent")),
                        fields=("course", "email"),
                        name="course_invitation_is_out_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", False), ("state", "accepted")),
                            models.Q(models.Q(("state", "accepted"), _negated=True), ("accepted_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="course_invitation_accepted_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CourseKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="course key")),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="expires")),
                ("most_uses", models.PositiveIntegerField(blank=True, null=True, verbose_name="how many people")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="learning.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to="joining.coursegroup",
                        verbose_name="group",
                    ),
                ),
            ],
            options={
                "verbose_name": "key to a course",
                "verbose_name_plural": "keys to courses",
                "ordering": ("-made_at", "-pk"),
                "constraints": [models.UniqueConstraint(fields=("course", "code"), name="course_key_once")],
            },
        ),
        migrations.CreateModel(
            name="CourseWays",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "is_open",
                    models.BooleanField(
                        default=True, help_text="Whoever is signed in may start at once.", verbose_name="open"
                    ),
                ),
                (
                    "by_key",
                    models.BooleanField(
                        default=False,
                        help_text="Whoever has a key that you hand out may start at once.",
                        verbose_name="with a key",
                    ),
                ),
                (
                    "on_request",
                    models.BooleanField(
                        default=False,
                        help_text="People ask, and owners, teachers or coordinators answer.",
                        verbose_name="on request",
                    ),
                ),
                (
                    "by_contacts",
                    models.BooleanField(
                        default=True,
                        help_text="Contact persons of organisations may enrol their own people.",
                        verbose_name="by contact persons",
                    ),
                ),
                (
                    "is_closed",
                    models.BooleanField(
                        default=False,
                        help_text="Nobody new comes in, whichever ways are chosen. Who takes the course goes on.",
                        verbose_name="closed for new",
                    ),
                ),
                (
                    "reminds",
                    models.BooleanField(
                        default=True,
                        help_text="At most two reminders, by mail that people can say no to.",
                        verbose_name="remind of an unfinished course",
                    ),
                ),
                (
                    "first_reminder",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="days without progress until the first reminder",
                    ),
                ),
                (
                    "second_reminder",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="days without progress until the second reminder",
                    ),
                ),
                (
                    "course",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ways", to="learning.course"
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey(
                        blank=True,
                        help_text="Offered to who has completed this one.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="learning.course",
                        verbose_name="course to go on with",
                    ),
                ),
            ],
            options={
                "verbose_name": "ways into a course",
                "verbose_name_plural": "ways into courses",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("second_reminder__gt", models.F("first_reminder"))),
                        name="second_reminder_comes_after_the_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("follow_up__isnull", True),
                            models.Q(("follow_up", models.F("course")), _negated=True),
                            _connector="OR",
                        ),
                        name="course_does_not_follow_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnrolmentList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checked", "Checked, nobody is enrolled yet"),
                            ("running", "Enrolling"),
                            ("finished", "Finished"),
                            ("failed", "Stopped"),
                        ],
                        default="checked",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("moved_at", models.DateTimeField(verbose_name="last moved")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lists",
                        to="learning.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "list of people to enrol",
                "verbose_name_plural": "lists of people to enrol",
                "ordering": ("-made_at", "-pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "running")), fields=["moved_at"], name="joining_list_running"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EnrolmentRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(max_length=500, verbose_name="why")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for an answer"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("answer", models.TextField(blank=True, max_length=500, verbose_name="answer")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requests",
                        to="learning.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enrolment_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "request to take a course",
                "verbose_name_plural": "requests to take courses",
                "ordering": ("asked_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("course", "learner"),
                        name="enrolment_request_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="enrolment_request_is_answered_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("waits", models.BooleanField(default=True, verbose_name="waits for the start")),
                ("placed_at", models.DateTimeField(verbose_name="since")),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "enrolment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="group_place", to="learning.enrolment"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="joining.coursegroup",
                        verbose_name="group",
                    ),
                ),
            ],
            options={
                "verbose_name": "place in a group",
                "verbose_name_plural": "places in groups",
                "ordering": ("group", "pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("told_at__isnull", True)), fields=["group"], name="group_place_untold"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupTeacher",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teachers",
                        to="joining.coursegroup",
                        verbose_name="group",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "teacher of a group",
                "verbose_name_plural": "teachers of groups",
                "constraints": [models.UniqueConstraint(fields=("group", "user"), name="group_teacher_once")],
            },
        ),
        migrations.CreateModel(
            name="KeyUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("used_at", models.DateTimeField(verbose_name="used")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="learning.enrolment"
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="joining.coursekey"
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a key",
                "verbose_name_plural": "uses of keys",
                "constraints": [models.UniqueConstraint(fields=("key", "enrolment"), name="key_use_once")],
            },
        ),
        migrations.CreateModel(
            name="ListLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.PositiveIntegerField(verbose_name="row")),
                (
                    "column",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("email", "e-mail"),
                            ("name", "name"),
                            ("number", "organisation number"),
                            ("organisation", "organisation"),
                            ("role", "role"),
                            ("unit", "unit"),
                            ("language", "language"),
                            ("kind", "kind"),
                            ("country", "country"),
                            ("sector", "sector"),
                            ("size", "size"),
                            ("municipality", "municipality number"),
                        ],
                        max_length=20,
                        verbose_name="column",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("email_wrong", "Write one whole e-mail address, such as name@example.org."),
                            ("email_lookalike", "The address holds letters that look like others. Type it in again."),
                            (
                                "email_letters",
                                "Before the @, an e-mail address has only the letters a to z, digits and signs.",
                            ),
                            ("cells_too_many", "The line has more cells than the heading has columns."),
                            ("organisation_other", "You can only enrol people of your own organisation."),
                            ("not_member", "Nobody in your organisation has this address. Invite them to it first."),
                            ("twice", "The same person stands further up in the list."),
                            ("takes_it", "Takes the course already."),
                            ("completed", "Has completed the course, and can take it again when they like."),
                            ("gate", "Something comes before this course that this person does not have yet."),
                            ("closed", "The course was closed for this before their turn came."),
                        ],
                        max_length=30,
                        verbose_name="reason",
                    ),
                ),
                ("value", models.CharField(blank=True, max_length=80, verbose_name="what stands there")),
                (
                    "enrolment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="list_line",
                        to="learning.enrolment",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="joining.enrolmentlist",
                        verbose_name="list",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "line of people to enrol",
                "verbose_name_plural": "lines of people to enrol",
                "ordering": ("row",),
                "constraints": [
                    models.UniqueConstraint(fields=("record", "row"), name="joining_line_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("reason", "")), fields=("record", "user"), name="joining_line_one_a_person"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnfinishedReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.PositiveSmallIntegerField(verbose_name="number")),
                ("idle_since", models.DateTimeField(verbose_name="since")),
                ("found_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="learning.enrolment",
                        verbose_name="enrolment",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder of an unfinished course",
                "verbose_name_plural": "reminders of unfinished courses",
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["found_at"],
                        name="joining_reminder_waits",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "step", "idle_since"), name="unfinished_reminder_once")
                ],
            },
        ),
    ]
