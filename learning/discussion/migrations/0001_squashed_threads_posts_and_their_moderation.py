import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("discussion", "0001_threads_posts_and_their_moderation")]

    initial = True

    dependencies = [
        ("learning", "0004_draws_clocks_regrades"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="DiscussionSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_open", models.BooleanField(default=True, verbose_name="this course has a discussion")),
                (
                    "begun_by",
                    models.CharField(
                        choices=[
                            ("everybody", "Everybody in the course"),
                            ("teachers", "Teachers only; everybody may answer"),
                        ],
                        default="everybody",
                        max_length=10,
                        verbose_name="who begins threads",
                    ),
                ),
                ("moderated_first", models.BooleanField(default=False, verbose_name="posts wait for approval")),
                (
                    "course",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="discussion", to="learning.course"
                    ),
                ),
            ],
            options={
                "verbose_name": "discussion of a course",
                "verbose_name_plural": "discussions of courses",
            },
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lesson_key", models.UUIDField(blank=True, null=True, verbose_name="lesson")),
                ("title", models.CharField(blank=True, max_length=150, verbose_name="title")),
                ("created_at", models.DateTimeField(verbose_name="begun")),
                ("is_pinned", models.BooleanField(default=False, verbose_name="stands on top")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="threads",
                        to="learning.course",
                        verbose_name="course",
                    ),
                ),
            ],
            options={
                "verbose_name": "thread",
                "verbose_name_plural": "threads",
                "ordering": ("-created_at", "-pk"),
                "indexes": [models.Index(fields=["course", "lesson_key"], name="thread_of_lesson")],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_first", models.BooleanField(default=False, verbose_name="begins the thread")),
                (
                    "written_as",
                    models.CharField(
                        choices=[
                            ("learner", "Learner"),
                            ("teacher", "Teacher"),
                            ("owner", "Course owner"),
                            ("centre", "The centre"),
                        ],
                        default="learner",
                        max_length=10,
                        verbose_name="written as",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for approval"),
                            ("shown", "Shown"),
                            ("held", "Hidden until somebody has looked"),
                            ("hidden", "Hidden"),
                            ("withdrawn", "Withdrawn by its author"),
                        ],
                        default="shown",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("posted_at", models.DateTimeField(verbose_name="written")),
                ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="edited")),
                ("shown_at", models.DateTimeField(blank=True, null=True, verbose_name="shown")),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("helpful_at", models.DateTimeField(blank=True, null=True, verbose_name="marked as helpful")),
                ("looked_at", models.DateTimeField(blank=True, null=True)),
                ("form_key", models.UUIDField()),
                (
                    "answers_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="discussion.post",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="discussion_posts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "helpful_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="posts",
                        to="discussion.thread",
                        verbose_name="thread",
                    ),
                ),
            ],
            options={
                "verbose_name": "post",
                "verbose_name_plural": "posts",
                "ordering": ("posted_at", "pk"),
                "indexes": [
                    models.Index(fields=["thread", "state", "shown_at"], name="post_in_thread"),
                    models.Index(fields=["author", "posted_at"], name="post_by_author"),
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "held"])), fields=["state"], name="post_to_look_at"
                    ),
                    models.Index(
                        condition=models.Q(("state", "shown"), ("told_at__isnull", True)),
                        fields=["shown_at"],
                        name="post_to_tell",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("author", "form_key"), name="post_form_sent_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_first", True)), fields=("thread",), name="post_begins_thread_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "shown"), _negated=True), ("shown_at__isnull", False), _connector="OR"
                        ),
                        name="post_shown_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("helpful_at__isnull", True), ("is_first", False), _connector="OR"),
                        name="post_helpful_is_an_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answers_to", models.F("pk")), _negated=True), name="post_answers_another"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EarlierText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="text")),
                ("replaced_at", models.DateTimeField(verbose_name="replaced")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="earlier_texts", to="discussion.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "earlier text of a post",
                "verbose_name_plural": "earlier texts of posts",
                "ordering": ("replaced_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="RulingOnPost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ruling",
                    models.CharField(
                        choices=[
                            ("approved", "Approved"),
                            ("kept", "Kept"),
                            ("held", "Hidden until looked at, after several reports"),
                            ("hidden", "Hidden"),
                            ("restored", "Shown again"),
                        ],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("at", models.DateTimeField(verbose_name="decided")),
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
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rulings", to="discussion.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "decision about a post",
                "verbose_name_plural": "decisions about posts",
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_on", models.BooleanField(default=True, verbose_name="wants to hear of it")),
                ("since", models.DateTimeField(verbose_name="since")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="learning.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="discussion_follows",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="discussion.thread",
                        verbose_name="thread",
                    ),
                ),
            ],
            options={
                "verbose_name": "thread or course followed",
                "verbose_name_plural": "threads and courses followed",
                "ordering": ("-since", "-pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("user", "thread"), name="follow_thread_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("thread__isnull", True)),
                        fields=("user", "course"),
                        name="follow_course_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seen_at", models.DateTimeField(verbose_name="last looked at")),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="discussion.thread",
                        verbose_name="thread",
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
                "verbose_name": "visit to a thread",
                "verbose_name_plural": "visits to threads",
                "constraints": [models.UniqueConstraint(fields=("user", "thread"), name="visit_once_a_thread")],
            },
        ),
        migrations.CreateModel(
            name="Mute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(verbose_name="reason")),
                ("begun_at", models.DateTimeField(verbose_name="from")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
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
                        related_name="mutes",
                        to="learning.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="discussion_mutes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "pause from writing",
                "verbose_name_plural": "pauses from writing",
                "ordering": ("-begun_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gte", models.F("begun_at"))), name="mute_ends_after_it_begins"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("unkind", "Unkind or harassing"),
                            ("private", "Tells of somebody’s private matters"),
                            ("secret", "Should not be known to everybody (graded or confidential)"),
                            ("wrong", "Wrong or dangerous advice"),
                            ("advert", "Advertising"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="in your own words")),
                ("reported_at", models.DateTimeField(verbose_name="reported")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("kept", "The post stays"), ("hidden", "The post was hidden")],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("handled_at", models.DateTimeField(blank=True, null=True, verbose_name="handled")),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="discussion.post"
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="discussion_reports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "report of a post",
                "verbose_name_plural": "reports of posts",
                "ordering": ("reported_at", "pk"),
                "indexes": [
                    models.Index(condition=models.Q(("handled_at__isnull", True)), fields=["post"], name="report_open")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("post", "reporter"), name="report_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handled_at__isnull", True), ("outcome", "")),
                            models.Q(models.Q(("outcome", ""), _negated=True), ("handled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_handled_has_outcome",
                    ),
                ],
            },
        ),
    ]
