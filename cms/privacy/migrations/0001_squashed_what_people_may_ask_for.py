import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("privacy", "0001_what_people_may_ask_for"), ("privacy", "0002_consents_that_name_somebody")]

    initial = True

    dependencies = [
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessLogEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(max_length=80, verbose_name="for what")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("diet", "Food and allergies"),
                            ("access", "Access needs"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="why")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "reader",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="read by",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="about",
                    ),
                ),
            ],
            options={
                "verbose_name": "reading of a sensitive answer",
                "verbose_name_plural": "readings of sensitive answers",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("asked_here", "The person did it themselves"),
                            ("asked_centre", "The person asked the centre"),
                            ("inactive", "The account was not used for years"),
                            ("mistake", "The account was made by mistake"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                ("counts", models.JSONField(default=dict, verbose_name="what went")),
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
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasure",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "erasure",
                "verbose_name_plural": "erasures",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="RetentionRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                ("dry_run", models.BooleanField(default=False, verbose_name="only counted")),
                ("counts", models.JSONField(default=dict, verbose_name="rows by rule")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "retention run",
                "verbose_name_plural": "retention runs",
                "ordering": ("-started_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=40, verbose_name="to what")),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("wording", models.TextField(verbose_name="wording")),
                ("language", models.CharField(max_length=2, verbose_name="language")),
                ("given_at", models.DateTimeField(verbose_name="given")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                (
                    "how",
                    models.CharField(
                        choices=[("privacy_page", "On the privacy page"), ("form", "In a form"), ("paper", "On paper")],
                        max_length=20,
                        verbose_name="how",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="to whom",
                    ),
                ),
                ("scope", models.CharField(blank=True, max_length=60, verbose_name="of what")),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "ordering": ("-given_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True), ("withdrawn_at__gte", models.F("given_at")), _connector="OR"
                        ),
                        name="consent_is_withdrawn_after_it_is_given",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("recipient__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("user", "purpose"),
                        name="consent_holds_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("recipient__isnull", False), ("withdrawn_at__isnull", True)),
                        fields=("user", "purpose", "recipient", "scope"),
                        name="consent_to_somebody_holds_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExportRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Could not be made"),
                            ("deleted", "Deleted"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("done", models.PositiveSmallIntegerField(default=0, verbose_name="steps done")),
                ("steps", models.PositiveSmallIntegerField(default=0, verbose_name="steps")),
                ("file_name", models.CharField(blank=True, max_length=120, verbose_name="file")),
                ("ready_at", models.DateTimeField(blank=True, null=True, verbose_name="ready")),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="expires")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="export_requests",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "copy of one's own data",
                "verbose_name_plural": "copies of one's own data",
                "ordering": ("-asked_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")), fields=("user",), name="export_waits_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            models.Q(("expires_at__isnull", False), models.Q(("file_name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="export_that_is_ready_expires",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InactivityWarning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("warned_at", models.DateTimeField(verbose_name="warned")),
                ("erase_at", models.DateTimeField(verbose_name="will be erased")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inactivity_warning",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "warning of erasure",
                "verbose_name_plural": "warnings of erasure",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("erase_at__gt", models.F("warned_at"))),
                        name="inactivity_warns_before_it_erases",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SensitiveAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(max_length=80, verbose_name="for what")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("diet", "Food and allergies"),
                            ("access", "Access needs"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(max_length=1000, verbose_name="text")),
                ("kept_at", models.DateTimeField(verbose_name="written")),
                ("delete_at", models.DateTimeField(verbose_name="will be deleted")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "sensitive answer",
                "verbose_name_plural": "sensitive answers",
                "default_permissions": (),
                "indexes": [models.Index(fields=["about"], name="sensitive_about")],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "about", "kind"), name="sensitive_answer_once"),
                    models.CheckConstraint(
                        condition=models.Q(("delete_at__gt", models.F("kept_at"))), name="sensitive_answer_has_an_end"
                    ),
                ],
            },
        ),
    ]
