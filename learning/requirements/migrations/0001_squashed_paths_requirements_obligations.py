import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("requirements", "0001_paths_requirements_obligations"), ("requirements", "0002_words_for_columns")]

    initial = True

    dependencies = [
        ("learning", "0002_roles_in_courses"),
        ("people", "0005_words_for_columns"),
        ("people", "__first__"),
        ("places", "0001_counties_and_municipalities"),
    ]

    operations = [
        migrations.CreateModel(
            name="LearningPath",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=120, unique=True, verbose_name="address")),
            ],
            options={
                "verbose_name": "learning path",
                "verbose_name_plural": "learning paths",
                "ordering": ("slug",),
            },
        ),
        migrations.CreateModel(
            name="PathVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("names", models.JSONField(verbose_name="name")),
                ("descriptions", models.JSONField(default=dict, verbose_name="description")),
                ("is_open", models.BooleanField(default=True, verbose_name="open")),
                ("awards_certificate", models.BooleanField(default=False, verbose_name="gives a certificate")),
                (
                    "valid_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="months the certificate is valid"
                    ),
                ),
                ("published_at", models.DateTimeField(verbose_name="published")),
                (
                    "path",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="requirements.learningpath",
                        verbose_name="learning path",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a learning path",
                "verbose_name_plural": "versions of learning paths",
                "ordering": ("path", "-number"),
                "constraints": [models.UniqueConstraint(fields=("path", "number"), name="path_version_number")],
            },
        ),
        migrations.CreateModel(
            name="PathStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="place")),
                ("names", models.JSONField(verbose_name="name")),
                ("needed", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="how many")),
                ("courses", models.ManyToManyField(related_name="+", to="learning.course", verbose_name="courses")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="requirements.pathversion"
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a learning path",
                "verbose_name_plural": "steps of learning paths",
                "ordering": ("version", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("version", "position"), name="path_step_position"),
                    models.CheckConstraint(
                        condition=models.Q(("needed__isnull", True), ("needed__gte", 1), _connector="OR"),
                        name="path_step_needs_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PathCompletion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="round")),
                ("completed_at", models.DateTimeField(verbose_name="completed")),
                (
                    "certificate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="learning.certificate",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="path_completions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "path",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="completions",
                        to="requirements.learningpath",
                        verbose_name="learning path",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="requirements.pathversion"
                    ),
                ),
            ],
            options={
                "verbose_name": "completed learning path",
                "verbose_name_plural": "completed learning paths",
                "ordering": ("-completed_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("path", "learner", "round"), name="path_completed_once_a_round")
                ],
            },
        ),
        migrations.CreateModel(
            name="Requirement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                "verbose_name": "requirement",
                "verbose_name_plural": "requirements",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="RequirementVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("names", models.JSONField(verbose_name="name")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("contact", "Contact person"),
                            ("member", "Member"),
                            ("preparedness_adviser", "Preparedness adviser"),
                            ("deputy_adviser", "Deputy preparedness adviser"),
                            ("chief_executive", "Chief executive"),
                            ("crisis_manager", "Leader of the crisis management team"),
                            ("crisis_team", "Member of the crisis management team"),
                            ("communication_lead", "Head of crisis communication"),
                            ("log_keeper", "Log keeper"),
                            ("psychosocial_lead", "Leader of the psychosocial team"),
                            ("health_lead", "Head of health preparedness"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("organisation_kinds", models.JSONField(default=list, verbose_name="kinds of organisation")),
                ("size_classes", models.JSONField(default=list, verbose_name="sizes")),
                ("countries", models.JSONField(default=list, verbose_name="countries")),
                ("target_kind", models.CharField(max_length=30, verbose_name="kind of target")),
                ("target_key", models.CharField(max_length=60, verbose_name="target")),
                (
                    "cadence_months",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="every so many months"),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(default=90, verbose_name="days for somebody new in the role"),
                ),
                (
                    "prior_days",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="days before the role that count"),
                ),
                (
                    "opens_days",
                    models.PositiveSmallIntegerField(
                        default=90, verbose_name="days before it runs out that it can be renewed"
                    ),
                ),
                ("source_text", models.CharField(blank=True, max_length=300, verbose_name="law or guideline")),
                ("source_url", models.URLField(blank=True, max_length=300, verbose_name="where it can be read")),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                (
                    "counties",
                    models.ManyToManyField(blank=True, related_name="+", to="places.county", verbose_name="counties"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="requirements.requirement",
                        verbose_name="requirement",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a requirement",
                "verbose_name_plural": "versions of requirements",
                "ordering": ("requirement", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("requirement", "number"), name="requirement_version_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="requirement_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cadence_months__isnull", True), ("cadence_months__gte", 1), _connector="OR"
                        ),
                        name="requirement_cadence_is_a_month_or_more",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Obligation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("contact", "Contact person"),
                            ("member", "Member"),
                            ("preparedness_adviser", "Preparedness adviser"),
                            ("deputy_adviser", "Deputy preparedness adviser"),
                            ("chief_executive", "Chief executive"),
                            ("crisis_manager", "Leader of the crisis management team"),
                            ("crisis_team", "Member of the crisis management team"),
                            ("communication_lead", "Head of crisis communication"),
                            ("log_keeper", "Log keeper"),
                            ("psychosocial_lead", "Leader of the psychosocial team"),
                            ("health_lead", "Head of health preparedness"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("since", models.DateField(null=True, verbose_name="since")),
                ("done_on", models.DateField(null=True, verbose_name="done")),
                ("expires_on", models.DateField(null=True, verbose_name="counts until")),
                ("due_on", models.DateField(null=True, verbose_name="to be done by")),
                ("opens_on", models.DateField(null=True, verbose_name="can be renewed from")),
                ("proof", models.CharField(blank=True, max_length=60)),
                ("created_on", models.DateField()),
                (
                    "certificate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="learning.certificate",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="obligations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="obligations",
                        to="requirements.requirement",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requirements.requirementversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "obligation",
                "verbose_name_plural": "obligations",
                "ordering": ("organisation", "requirement", "pk"),
                "indexes": [models.Index(fields=["due_on"], name="obligation_due")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("requirement", "organisation", "user"),
                        name="obligation_of_a_person_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", True)),
                        fields=("requirement", "organisation"),
                        name="obligation_vacant_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("since__isnull", False), ("user__isnull", False)),
                            models.Q(("done_on__isnull", True), ("due_on__isnull", True), ("user__isnull", True)),
                            _connector="OR",
                        ),
                        name="obligation_vacant_is_nobodys",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="LearningPath",
            name="current",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="requirements.pathversion"
            ),
        ),
        migrations.AddField(
            model_name="Requirement",
            name="current",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="requirements.requirementversion",
            ),
        ),
    ]
