import uuid

import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("surveys", "0001_surveys_and_their_answers"), ("surveys", "0002_words_for_columns")]

    initial = True

    dependencies = [
        ("people", "0004_organisation_keys_are_unique"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("single_choice", "One of several"),
                            ("multiple_choice", "One or more of several"),
                            ("scale", "Scale from 1 to 5"),
                            ("yes_no", "Yes or no"),
                            ("number", "Number"),
                            ("date", "Date"),
                            ("short_text", "Short text"),
                            ("long_text", "Long text"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.JSONField(blank=True, default=dict, verbose_name="question")),
                ("help", models.JSONField(blank=True, default=dict, verbose_name="help")),
                (
                    "low",
                    models.JSONField(blank=True, default=dict, help_text="For a scale.", verbose_name="what 1 means"),
                ),
                (
                    "high",
                    models.JSONField(blank=True, default=dict, help_text="For a scale.", verbose_name="what 5 means"),
                ),
                (
                    "cannot_answer",
                    models.BooleanField(
                        default=False,
                        help_text="Counted apart from no, and from those who gave no answer.",
                        verbose_name="offer “cannot answer”",
                    ),
                ),
                (
                    "retired",
                    models.BooleanField(
                        default=False,
                        help_text="It stays in the surveys that have it, and stands last, and marked, where new ones are written.",
                        verbose_name="no longer used",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ("retired", "kind", "pk"),
            },
        ),
        migrations.CreateModel(
            name="SealedDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lookup", models.CharField(max_length=64, unique=True)),
                ("sealed", models.TextField()),
                ("saved_on", models.DateField()),
            ],
            options={
                "verbose_name": "sealed draft",
                "verbose_name_plural": "sealed drafts",
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.JSONField(blank=True, default=dict, verbose_name="title")),
                ("intro", models.JSONField(blank=True, default=dict, verbose_name="introduction")),
                (
                    "source_language",
                    models.CharField(
                        choices=[("nb", "Bokmål"), ("nn", "Nynorsk"), ("sv", "Swedish"), ("en", "English")],
                        default="nb",
                        help_text="Readers of other languages get this one until everything is translated to theirs.",
                        max_length=2,
                        verbose_name="written first in",
                    ),
                ),
                (
                    "privacy",
                    models.CharField(
                        choices=[
                            ("anonymous", "Anonymous: nobody can tell who answered what"),
                            (
                                "confidential",
                                "In confidence: you see your own answers, others see sums of five people or more",
                            ),
                            ("named", "With names: those who ask see who answered what"),
                        ],
                        default="anonymous",
                        max_length=12,
                        verbose_name="who can tell who answered what",
                    ),
                ),
            ],
            options={
                "verbose_name": "survey",
                "verbose_name_plural": "surveys",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="QuestionOption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("label", models.JSONField(blank=True, default=dict, verbose_name="answer")),
                (
                    "question",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="options", to="surveys.question"
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to choose",
                "verbose_name_plural": "answers to choose",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SurveyVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("content", models.JSONField(verbose_name="content")),
                ("digest", models.CharField(max_length=64, verbose_name="hash")),
                ("published_at", models.DateTimeField(verbose_name="published")),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a survey",
                "verbose_name_plural": "versions of surveys",
                "ordering": ("survey", "-number"),
                "constraints": [models.UniqueConstraint(fields=("survey", "number"), name="survey_version_number")],
            },
        ),
        migrations.CreateModel(
            name="Occasion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(max_length=30, verbose_name="about")),
                ("key", models.CharField(blank=True, max_length=60)),
                (
                    "privacy",
                    models.CharField(
                        choices=[
                            ("anonymous", "Anonymous: nobody can tell who answered what"),
                            (
                                "confidential",
                                "In confidence: you see your own answers, others see sums of five people or more",
                            ),
                            ("named", "With names: those who ask see who answered what"),
                        ],
                        max_length=12,
                        verbose_name="who can tell who answered what",
                    ),
                ),
                (
                    "timing",
                    models.CharField(
                        choices=[("once", "Once"), ("before_and_after", "The same questions before and after")],
                        default="once",
                        max_length=20,
                        verbose_name="when it asks",
                    ),
                ),
                ("audience", models.JSONField(blank=True, default=dict, verbose_name="who is asked")),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                ("deadline_at", models.DateTimeField(blank=True, null=True, verbose_name="deadline")),
                ("days", models.PositiveSmallIntegerField(default=30, verbose_name="days to answer")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="occasions", to="surveys.survey"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.surveyversion"
                    ),
                ),
            ],
            options={
                "verbose_name": "occasion of a survey",
                "verbose_name_plural": "occasions of surveys",
                "ordering": ("-opened_at", "-pk"),
                "indexes": [models.Index(fields=["kind", "key"], name="occasion_kind_key")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True), ("deadline_at__isnull", True)),
                        fields=("survey", "kind", "key"),
                        name="occasion_stands_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("timing", "once"), ("privacy", "confidential"), _connector="OR"),
                        name="occasion_before_and_after_is_confidential",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True), ("closed_at__gte", models.F("opened_at")), _connector="OR"
                        ),
                        name="occasion_closes_after_it_opens",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Respondent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("instance", models.CharField(blank=True, max_length=40)),
                (
                    "moment",
                    models.CharField(
                        choices=[("once", "Once"), ("before", "Before"), ("after", "After")],
                        default="once",
                        max_length=10,
                        verbose_name="when",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("answered", models.BooleanField(default=False, verbose_name="has answered")),
                ("draft", models.JSONField(blank=True, default=dict, verbose_name="begun answers")),
                ("mails", models.PositiveSmallIntegerField(default=0)),
                ("mail_due_at", models.DateTimeField(blank=True, null=True)),
                (
                    "occasion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="respondents",
                        to="surveys.occasion",
                        verbose_name="occasion",
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
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="surveys", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.surveyversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "being asked in a survey",
                "verbose_name_plural": "being asked in surveys",
                "ordering": ("-asked_at", "-pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("mail_due_at__isnull", False)),
                        fields=["mail_due_at"],
                        name="respondent_mail_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("occasion", "user", "instance", "moment"), name="respondent_is_asked_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered", False), models.Q(("draft", {}), ("mail_due_at__isnull", True)), _connector="OR"
                        ),
                        name="respondent_who_answered_is_left_alone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "moment",
                    models.CharField(
                        choices=[("once", "Once"), ("before", "Before"), ("after", "After")],
                        default="once",
                        max_length=10,
                        verbose_name="when",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("released", models.BooleanField(default=False)),
                ("released_in_year", models.BooleanField(default=False)),
                ("sealed", models.TextField(blank=True)),
                ("answers", models.JSONField(blank=True, default=dict, verbose_name="answers")),
                ("background", models.JSONField(blank=True, default=dict)),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="answered")),
                (
                    "occasion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="responses", to="surveys.occasion"
                    ),
                ),
                (
                    "respondent",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="response",
                        to="surveys.respondent",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.surveyversion",
                        verbose_name="version",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a survey",
                "verbose_name_plural": "answers to surveys",
                "ordering": ("pk",),
                "indexes": [models.Index(fields=["occasion", "moment", "year"], name="response_mixed_with")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on__isnull", False), ("sealed", ""), ("version__isnull", False)),
                            models.Q(
                                models.Q(("sealed", ""), _negated=True),
                                ("answered_on__isnull", True),
                                ("answers", {}),
                                ("background", {}),
                                ("respondent__isnull", True),
                                ("version__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="response_sealed_names_nobody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("required", models.BooleanField(default=False, verbose_name="must be answered")),
                (
                    "show_if_answer",
                    models.CharField(
                        blank=True,
                        help_text="The number of the answer to choose (1 is the first), yes or no, or points of the scale: 1, 2.",
                        max_length=60,
                        verbose_name="was answered with",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.question",
                        verbose_name="question",
                    ),
                ),
                (
                    "show_if",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.question",
                        verbose_name="only if an earlier question",
                    ),
                ),
                (
                    "survey",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "verbose_name": "question of the survey",
                "verbose_name_plural": "questions of the survey",
                "ordering": ["sort_order"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "question"), name="survey_asks_a_question_once")
                ],
            },
        ),
    ]
