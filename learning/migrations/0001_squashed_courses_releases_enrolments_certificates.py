import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("learning", "0001_courses_enrolments_certificates"),
        ("learning", "0002_roles_in_courses"),
        ("learning", "0003_moves_between_releases"),
        ("learning", "0004_draws_clocks_regrades"),
        ("learning", "0005_words_for_columns"),
        ("learning", "0006_waived_items"),
        ("learning", "0007_assignments_as_things_to_do"),
        ("learning", "0008_tabletops_are_a_kind_of_item"),
    ]

    initial = True

    dependencies = [
        ("people", "0005_words_for_columns"),
        ("people", "__first__"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.CreateModel(
            name="CertificateSeries",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("last_number", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "certificate series",
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="number")),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="code")),
                ("holder_name", models.CharField(max_length=200, verbose_name="holder")),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="outcome")),
                (
                    "hours",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="hours"),
                ),
                ("wording", models.TextField(verbose_name="wording")),
                ("issuer", models.CharField(max_length=200, verbose_name="issuer")),
                ("language", models.CharField(max_length=2, verbose_name="language")),
                ("basis_kind", models.CharField(max_length=30, verbose_name="basis")),
                ("basis_key", models.CharField(max_length=60)),
                ("basis_text", models.CharField(max_length=255, verbose_name="basis in words")),
                ("basis_hash", models.CharField(blank=True, max_length=64)),
                ("issued_at", models.DateTimeField(verbose_name="issued")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                (
                    "document_state",
                    models.CharField(
                        choices=[("waiting", "Being made"), ("ready", "Ready"), ("failed", "Could not be made")],
                        default="waiting",
                        max_length=10,
                        verbose_name="document",
                    ),
                ),
                ("document_name", models.CharField(blank=True, max_length=120)),
                ("document_attempts", models.PositiveSmallIntegerField(default=0)),
                ("document_error", models.TextField(blank=True, verbose_name="why it could not be made")),
                ("document_due_at", models.DateTimeField()),
                (
                    "holder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="certificates",
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
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
                "ordering": ("-issued_at", "-pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("document_state", "waiting")),
                        fields=["document_due_at"],
                        name="certificate_document_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("basis_kind", "basis_key"), name="certificate_of_one_basis")
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificateEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("revoked", "Revoked"),
                            ("reinstated", "Reinstated"),
                            ("superseded", "Replaced by a newer one"),
                        ],
                        max_length=12,
                        verbose_name="what",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="when")),
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
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="learning.certificate",
                        verbose_name="certificate",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate event",
                "ordering": ("certificate", "at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="ProgressCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_at", models.DateTimeField(verbose_name="when")),
                ("checked", models.PositiveIntegerField(verbose_name="enrolments checked")),
                ("found", models.PositiveIntegerField(verbose_name="enrolments that differ")),
                ("differences", models.JSONField(default=list, verbose_name="differences")),
                ("repaired", models.BooleanField(default=False, verbose_name="repaired")),
            ],
            options={
                "verbose_name": "check of progress",
                "verbose_name_plural": "checks of progress",
                "ordering": ("-started_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("translation_key", models.UUIDField(editable=False, unique=True)),
                ("slug", models.SlugField(max_length=120, unique=True, verbose_name="address")),
                ("title", models.CharField(max_length=255, verbose_name="title")),
            ],
            options={
                "verbose_name": "course",
                "verbose_name_plural": "courses",
                "ordering": ("title",),
            },
        ),
        migrations.CreateModel(
            name="CourseRelease",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("schema", models.PositiveSmallIntegerField(verbose_name="schema")),
                ("outline", models.JSONField(verbose_name="outline")),
                ("content_hash", models.CharField(max_length=64, verbose_name="hash")),
                ("note", models.TextField(blank=True, verbose_name="what is new")),
                ("published_at", models.DateTimeField(verbose_name="published")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="learning.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("changes", models.JSONField(default=dict, verbose_name="changes")),
                ("policy", models.JSONField(default=dict, verbose_name="policy")),
            ],
            options={
                "verbose_name": "course release",
                "verbose_name_plural": "course releases",
                "ordering": ("course", "-number"),
                "constraints": [models.UniqueConstraint(fields=("course", "number"), name="release_number_in_course")],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="number")),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "Under way"), ("completed", "Completed"), ("withdrawn", "Withdrawn")],
                        default="active",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("enrolled_at", models.DateTimeField(verbose_name="enrolled")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="learning.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enrolments",
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
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="learning.courserelease",
                    ),
                ),
                (
                    "updates",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="updated_by",
                        to="learning.enrolment",
                    ),
                ),
            ],
            options={
                "verbose_name": "enrolment",
                "verbose_name_plural": "enrolments",
                "ordering": ("-enrolled_at",),
                "constraints": [
                    models.UniqueConstraint(fields=("course", "learner", "number"), name="enrolment_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "active")),
                        fields=("course", "learner"),
                        name="enrolment_one_under_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state", "active")),
                            models.Q(models.Q(("state", "active"), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="enrolment_ends_when_it_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CourseState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("required", models.PositiveIntegerField(default=0, verbose_name="required")),
                (
                    "first_completed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="completed for the first time"),
                ),
                ("last_lesson_key", models.UUIDField(blank=True, null=True)),
                ("last_block_id", models.CharField(blank=True, max_length=36)),
                (
                    "enrolment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="course_state",
                        to="learning.enrolment",
                    ),
                ),
                ("opened", models.JSONField(default=list, verbose_name="opened by a waiver")),
            ],
            options={
                "verbose_name": "course state",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("done__lte", models.F("required"))), name="course_state_at_most_all"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item_key", models.CharField(max_length=80)),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "state",
                    models.CharField(
                        choices=[("started", "Under way"), ("submitted", "Submitted")],
                        default="started",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("seed", models.CharField(max_length=32)),
                ("answers", models.JSONField(default=dict, verbose_name="answers")),
                ("marked", models.JSONField(default=dict)),
                ("score", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="score (per cent)")),
                ("passed", models.BooleanField(null=True, verbose_name="passed")),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("saved_at", models.DateTimeField(verbose_name="saved")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted")),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="learning.courserelease"
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="learning.enrolment"
                    ),
                ),
                ("counts", models.BooleanField(default=True, verbose_name="counts")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="hand in by")),
                ("ran_out", models.BooleanField(default=False, verbose_name="time ran out")),
                ("served", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "attempt",
                "verbose_name_plural": "attempts",
                "ordering": ("enrolment", "item_key", "number"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "started")), fields=["due_at"], name="attempt_due_while_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "item_key", "number"), name="attempt_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("passed__isnull", True),
                                ("score__isnull", True),
                                ("state", "started"),
                                ("submitted_at__isnull", True),
                            ),
                            models.Q(
                                ("passed__isnull", False),
                                ("score__isnull", False),
                                ("state", "submitted"),
                                ("submitted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="attempt_submitted_is_marked",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("counts", True), ("state", "started")),
                        fields=("enrolment", "item_key"),
                        name="attempt_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_at__isnull", True), ("due_at__gt", models.F("started_at")), _connector="OR"
                        ),
                        name="attempt_due_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("registered", "Enrolled"),
                            ("experienced", "Read"),
                            ("answered", "Answered"),
                            ("submitted", "Handed in"),
                            ("passed", "Passed"),
                            ("failed", "Not passed"),
                            ("completed", "Completed"),
                            ("withdrew", "Withdrew"),
                            ("moved", "Moved to another release"),
                            ("waived", "Waived"),
                            ("unwaived", "No longer waived"),
                        ],
                        max_length=12,
                        verbose_name="what",
                    ),
                ),
                ("item_key", models.CharField(blank=True, max_length=80, verbose_name="item")),
                ("item_hash", models.CharField(blank=True, max_length=64)),
                ("value", models.JSONField(default=dict, verbose_name="details")),
                ("client_id", models.CharField(max_length=120)),
                ("at", models.DateTimeField(verbose_name="when")),
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
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="facts", to="learning.enrolment"
                    ),
                ),
            ],
            options={
                "verbose_name": "activity fact",
                "verbose_name_plural": "activity facts",
                "ordering": ("enrolment", "at", "pk"),
                "constraints": [models.UniqueConstraint(fields=("enrolment", "client_id"), name="fact_happens_once")],
            },
        ),
        migrations.CreateModel(
            name="ItemState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item_key", models.CharField(max_length=80, verbose_name="item")),
                (
                    "status",
                    models.CharField(
                        choices=[("under_way", "Under way"), ("done", "Done"), ("waived", "Not required")],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                (
                    "best_score",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="best score (per cent)"),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="item_states", to="learning.enrolment"
                    ),
                ),
            ],
            options={
                "verbose_name": "item state",
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "item_key"), name="item_state_of_enrolment"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", False), ("status__in", ("done", "waived"))),
                            models.Q(("done_at__isnull", True), ("status", "under_way")),
                            _connector="OR",
                        ),
                        name="item_state_done_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reflection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item_key", models.CharField(max_length=80)),
                ("text", models.TextField(verbose_name="text")),
                ("saved_at", models.DateTimeField(verbose_name="saved")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reflections", to="learning.enrolment"
                    ),
                ),
            ],
            options={
                "verbose_name": "reflection",
                "verbose_name_plural": "reflections",
                "constraints": [models.UniqueConstraint(fields=("enrolment", "item_key"), name="reflection_of_item")],
            },
        ),
        migrations.CreateModel(
            name="ReleaseDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wagtaildocs.document"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="learning.courserelease",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a release",
                "constraints": [models.UniqueConstraint(fields=("release", "document"), name="release_document")],
            },
        ),
        migrations.CreateModel(
            name="ReleaseImage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="wagtailimages.image"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="images", to="learning.courserelease"
                    ),
                ),
            ],
            options={
                "verbose_name": "image of a release",
                "constraints": [models.UniqueConstraint(fields=("release", "image"), name="release_image")],
            },
        ),
        migrations.CreateModel(
            name="ReleaseItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80)),
                ("lesson_key", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reading", "Reading"),
                            ("quiz", "Quiz"),
                            ("reflection", "Reflection"),
                            ("assignment", "Assignment"),
                            ("tabletop", "Tabletop"),
                        ],
                        max_length=12,
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("required", models.BooleanField()),
                ("rule", models.JSONField(default=dict)),
                ("content_hash", models.CharField(max_length=64)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="learning.courserelease"
                    ),
                ),
            ],
            options={
                "verbose_name": "item of a release",
                "ordering": ("release", "position"),
                "constraints": [models.UniqueConstraint(fields=("release", "key"), name="release_item_key")],
            },
        ),
        migrations.CreateModel(
            name="ReleaseLesson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lesson_key", models.UUIDField()),
                ("language", models.CharField(max_length=2)),
                ("content", models.JSONField()),
                ("content_hash", models.CharField(max_length=64)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lessons", to="learning.courserelease"
                    ),
                ),
            ],
            options={
                "verbose_name": "lesson of a release",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("release", "lesson_key", "language"), name="release_lesson_in_language"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CourseStaff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("owner", "Course owner"), ("teacher", "Teacher")], max_length=10, verbose_name="role"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="to")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff",
                        to="learning.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="course_roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "role in a course",
                "verbose_name_plural": "roles in courses",
                "ordering": ("course", "role", "starts_at"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True), ("ends_at__gte", models.F("starts_at")), _connector="OR"
                        ),
                        name="course_role_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at__isnull", True)),
                        fields=("course", "user", "role"),
                        name="course_role_is_held_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MoveRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "not_started",
                    models.CharField(
                        choices=[
                            ("move", "Move them; what they have done stays done"),
                            ("redo", "Move them; what has changed is to be done again"),
                            ("stay", "Let them finish the release they have"),
                        ],
                        max_length=12,
                        verbose_name="not started",
                    ),
                ),
                (
                    "under_way",
                    models.CharField(
                        choices=[
                            ("move", "Move them; what they have done stays done"),
                            ("redo", "Move them; what has changed is to be done again"),
                            ("stay", "Let them finish the release they have"),
                        ],
                        max_length=12,
                        verbose_name="under way",
                    ),
                ),
                (
                    "offers_update",
                    models.BooleanField(default=False, verbose_name="offers an update to those who have completed"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("moving", "Moving people"),
                            ("offering", "Writing to those who have completed"),
                            ("finished", "Finished"),
                            ("failed", "Stopped"),
                        ],
                        default="moving",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="people")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="looked at")),
                ("moved", models.PositiveIntegerField(default=0, verbose_name="moved")),
                ("stayed", models.PositiveIntegerField(default=0, verbose_name="stayed")),
                ("completed", models.PositiveIntegerField(default=0, verbose_name="completed by it")),
                ("offered", models.PositiveIntegerField(default=0, verbose_name="offered an update")),
                ("last_id", models.PositiveBigIntegerField(default=0)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("planned_at", models.DateTimeField(verbose_name="planned")),
                ("moved_at", models.DateTimeField(verbose_name="last moved on")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
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
                    "from_release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves_away",
                        to="learning.courserelease",
                        verbose_name="from",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves_here",
                        to="learning.courserelease",
                        verbose_name="to",
                    ),
                ),
            ],
            options={
                "verbose_name": "move between releases",
                "verbose_name_plural": "moves between releases",
                "ordering": ("-planned_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["moving", "offering"])),
                        fields=("from_release",),
                        name="move_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", False), ("state", "finished")),
                            models.Q(models.Q(("state", "finished"), _negated=True), ("finished_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="move_finished_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExtraTime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(300),
                        ],
                        verbose_name="more time (per cent)",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("accommodation", "Agreed accommodation"),
                            ("technical", "Trouble with the equipment"),
                            ("other", "Agreed otherwise"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="to")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="extra_times", to="learning.enrolment"
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
                    ),
                ),
            ],
            options={
                "verbose_name": "extra time",
                "verbose_name_plural": "extra times",
                "ordering": ("enrolment", "-starts_at"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True), ("ends_at__gte", models.F("starts_at")), _connector="OR"
                        ),
                        name="extra_time_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("percent__gte", 5), ("percent__lte", 300)), name="extra_time_within_reason"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at__isnull", True)),
                        fields=("enrolment",),
                        name="extra_time_is_given_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Regrade",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item_key", models.CharField(max_length=80)),
                ("question_id", models.CharField(max_length=36)),
                ("correction", models.JSONField()),
                ("reason", models.TextField(max_length=1000, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "Being marked anew"), ("done", "Marked anew")],
                        default="running",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regrades",
                        to="learning.course",
                        verbose_name="course",
                    ),
                ),
            ],
            options={
                "verbose_name": "regrade",
                "verbose_name_plural": "regrades",
                "ordering": ("course", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("state", "running")),
                            models.Q(("finished_at__isnull", False), ("state", "done")),
                            _connector="OR",
                        ),
                        name="regrade_done_has_its_moment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GradingEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.PositiveSmallIntegerField(verbose_name="score (per cent)")),
                ("passed", models.BooleanField(verbose_name="passed")),
                ("mark", models.JSONField()),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grading_events",
                        to="learning.attempt",
                        verbose_name="attempt",
                    ),
                ),
                (
                    "regrade",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="learning.regrade",
                        verbose_name="why it was marked anew",
                    ),
                ),
            ],
            options={
                "verbose_name": "grading event",
                "verbose_name_plural": "grading events",
                "ordering": ("attempt", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("attempt", "regrade"), name="attempt_is_regraded_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="Course",
            name="current_release",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="learning.courserelease",
                verbose_name="current release",
            ),
        ),
        migrations.AddField(
            model_name="Course",
            name="corrections",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
