import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import learning.assignments.models.submission


class Migration(migrations.Migration):
    replaces = [("assignments", "0001_submissions_feedback_and_reviews")]

    initial = True

    dependencies = [
        ("learning", "0007_assignments_as_things_to_do"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item_key", models.CharField(max_length=80, verbose_name="assignment")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being written"),
                            ("handed_in", "Handed in"),
                            ("assessing", "Being assessed"),
                            ("assessed", "Assessed"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("counts", models.BooleanField(default=True, verbose_name="counts")),
                ("is_late", models.BooleanField(default=False, verbose_name="came late")),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("saved_at", models.DateTimeField(verbose_name="saved")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="handed in")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="submissions", to="learning.enrolment"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="learning.courserelease"
                    ),
                ),
            ],
            options={
                "verbose_name": "submission",
                "verbose_name_plural": "submissions",
                "ordering": ("enrolment", "item_key", "number"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("counts", True), ("state__in", ["assessing", "handed_in"])),
                        fields=["submitted_at"],
                        name="submission_waits",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "item_key", "number"), name="submission_number"),
                    models.UniqueConstraint(
                        condition=models.Q(models.Q(("state", "assessed"), _negated=True), ("counts", True)),
                        fields=("enrolment", "item_key"),
                        name="submission_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "draft"), ("submitted_at__isnull", True)),
                            models.Q(models.Q(("state", "draft"), _negated=True), ("submitted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="submission_handed_in_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PeerReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("criteria", models.JSONField(default=dict, verbose_name="rubric")),
                ("comment", models.TextField(blank=True, verbose_name="comment")),
                ("assigned_at", models.DateTimeField(verbose_name="given")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="peer_reviews",
                        to="learning.enrolment",
                        verbose_name="assessed by",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="peer_reviews",
                        to="assignments.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "assessment by another learner",
                "verbose_name_plural": "assessments by other learners",
                "ordering": ("submission", "pk"),
                "constraints": [models.UniqueConstraint(fields=("submission", "reviewer"), name="peer_review_once")],
            },
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("criteria", models.JSONField(default=dict, verbose_name="rubric")),
                ("comment", models.TextField(blank=True, verbose_name="comment")),
                ("passed", models.BooleanField(null=True, verbose_name="passed")),
                ("score", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="score (per cent)")),
                ("saved_at", models.DateTimeField(verbose_name="saved")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feedbacks",
                        to="assignments.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "feedback",
                "verbose_name_plural": "feedback",
                "ordering": ("submission", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "number"), name="feedback_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")), fields=("submission",), name="feedback_one_draft"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("score__isnull", True), ("state", "draft")),
                            models.Q(
                                ("passed__isnull", False),
                                ("published_at__isnull", False),
                                ("score__isnull", False),
                                ("state", "published"),
                            ),
                            _connector="OR",
                        ),
                        name="feedback_published_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubmissionFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=150, verbose_name="file name")),
                ("mime", models.CharField(max_length=100, verbose_name="kind of file")),
                ("size", models.PositiveIntegerField(verbose_name="size")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "file",
                    models.FileField(
                        storage=learning.assignments.models.submission.private_storage,
                        upload_to=learning.assignments.models.submission.stored_name,
                        verbose_name="file",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded")),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="assignments.submission"
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a submission",
                "verbose_name_plural": "files of submissions",
                "ordering": ("submission", "pk"),
            },
        ),
    ]
