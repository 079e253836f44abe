import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("tabletop", "0001_runs_decisions_and_debriefs")]

    initial = True

    dependencies = [
        ("learning", "0008_tabletops_are_a_kind_of_item"),
        ("people", "0004_organisation_keys_are_unique"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="TabletopRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("lesson_key", models.UUIDField()),
                ("item_key", models.CharField(max_length=80)),
                (
                    "mode",
                    models.CharField(
                        choices=[("solo", "On my own"), ("group", "With others at my table")],
                        max_length=5,
                        verbose_name="with whom",
                    ),
                ),
                (
                    "pace",
                    models.CharField(
                        choices=[
                            ("stepped", "Step by step: we go on when we are ready"),
                            ("timed", "Timed: injects come by the clock"),
                        ],
                        max_length=7,
                        verbose_name="pace",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Under way"),
                            ("debrief", "Debrief"),
                            ("finished", "Finished"),
                            ("stopped", "Stopped"),
                        ],
                        default="running",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=8, verbose_name="code")),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                ("clock_seconds", models.FloatField(default=0)),
                ("clock_since", models.DateTimeField(blank=True, null=True)),
                ("shared_at", models.DateTimeField(blank=True, null=True, verbose_name="note shared")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tabletop_runs",
                        to="learning.enrolment",
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
                "verbose_name": "tabletop run",
                "verbose_name_plural": "tabletop runs",
                "ordering": ("-started_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("running", "debrief"))),
                        fields=("enrolment", "item_key"),
                        name="tabletop_one_run_under_way",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="tabletop_code_is_one_tables",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("state__in", ("running", "debrief"))),
                            models.Q(
                                ("code", ""), ("finished_at__isnull", False), ("state__in", ["finished", "stopped"])
                            ),
                            _connector="OR",
                        ),
                        name="tabletop_ends_when_it_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RunInject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("inject_key", models.CharField(max_length=40)),
                ("shown_at", models.DateTimeField(verbose_name="shown")),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("clock_at", models.FloatField(default=0)),
                ("chosen", models.CharField(blank=True, max_length=36)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="injects", to="tabletop.tabletoprun"
                    ),
                ),
            ],
            options={
                "verbose_name": "inject that was met",
                "verbose_name_plural": "injects that were met",
                "ordering": ("run", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("run", "number"), name="tabletop_inject_number"),
                    models.UniqueConstraint(fields=("run", "inject_key"), name="tabletop_inject_comes_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_leader", models.BooleanField(default=False, verbose_name="leads the table")),
                ("joined_at", models.DateTimeField(verbose_name="joined")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="left")),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="learning.enrolment"
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="tabletops",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="tabletop.tabletoprun",
                    ),
                ),
            ],
            options={
                "verbose_name": "participant of a tabletop",
                "verbose_name_plural": "participants of a tabletop",
                "ordering": ("run", "joined_at", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("run", "user"), name="tabletop_participant_is_there_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_leader", True)), fields=("run",), name="tabletop_one_leads_the_table"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImprovementPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=500, verbose_name="what will be done")),
                ("owner", models.CharField(max_length=200, verbose_name="who sees to it")),
                ("due_on", models.DateField(verbose_name="by when")),
                ("written_at", models.DateTimeField(verbose_name="written")),
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
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="points", to="tabletop.tabletoprun"
                    ),
                ),
            ],
            options={
                "verbose_name": "improvement point",
                "verbose_name_plural": "improvement points",
                "ordering": ("run", "pk"),
            },
        ),
        migrations.CreateModel(
            name="DebriefAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.CharField(max_length=36)),
                ("text", models.TextField(blank=True, verbose_name="answer")),
                ("saved_at", models.DateTimeField(verbose_name="saved")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="tabletop.tabletoprun"
                    ),
                ),
            ],
            options={
                "verbose_name": "answer of a debrief",
                "verbose_name_plural": "answers of debriefs",
                "ordering": ("run", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("run", "question"), name="tabletop_question_is_answered_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("choice", models.CharField(blank=True, max_length=36)),
                ("text", models.TextField(blank=True, verbose_name="what was decided")),
                ("at", models.DateTimeField(verbose_name="when")),
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
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="tabletop.participant"
                    ),
                ),
                (
                    "inject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="tabletop.runinject"
                    ),
                ),
            ],
            options={
                "verbose_name": "decision at a tabletop",
                "verbose_name_plural": "decisions at tabletops",
                "ordering": ("inject", "at", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("inject", "participant", "number"), name="tabletop_decision_number")
                ],
            },
        ),
    ]
