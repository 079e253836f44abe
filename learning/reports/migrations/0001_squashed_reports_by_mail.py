import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("reports", "0001_reports_by_mail")]

    initial = True

    dependencies = [
        ("learning", "0004_draws_clocks_regrades"),
        ("people", "0004_organisation_keys_are_unique"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="ScheduledReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("gradebook", "How it goes in a course"),
                            ("organisation", "How the people of an organisation are doing"),
                            ("centre", "The whole centre"),
                        ],
                        max_length=20,
                        verbose_name="report",
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("weekly", "Every Monday"), ("monthly", "The first day of every month")],
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                (
                    "file_format",
                    models.CharField(
                        choices=[("csv", "CSV"), ("xlsx", "Excel (XLSX)"), ("json", "JSON")],
                        default="xlsx",
                        max_length=5,
                        verbose_name="format",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "Comes by mail"), ("paused", "Paused"), ("ended", "Ended")],
                        default="active",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked for")),
                ("next_on", models.DateField(verbose_name="next")),
                ("look_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "why_ended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own_wish", "You ended it"),
                            ("no_access", "You may no longer see what it is about"),
                            ("inactive", "The account is closed"),
                        ],
                        max_length=10,
                        verbose_name="why it ended",
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="learning.course",
                        verbose_name="course",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scheduled_reports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "report by mail",
                "verbose_name_plural": "reports by mail",
                "ordering": ("-asked_at", "-pk"),
                "indexes": [
                    models.Index(condition=models.Q(("state", "active")), fields=["look_at"], name="report_to_look_at")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("course__isnull", False), ("kind", "gradebook"), ("organisation__isnull", True)),
                            models.Q(
                                ("course__isnull", True), ("kind", "organisation"), ("organisation__isnull", False)
                            ),
                            models.Q(("course__isnull", True), ("kind", "centre"), ("organisation__isnull", True)),
                            _connector="OR",
                        ),
                        name="report_is_about_what_its_kind_says",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("state", "ended")),
                            models.Q(
                                models.Q(("state", "ended"), _negated=True),
                                ("ended_at__isnull", True),
                                ("why_ended", ""),
                            ),
                            _connector="OR",
                        ),
                        name="report_ended_when_it_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="for")),
                ("written_at", models.DateTimeField(verbose_name="written")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="runs", to="reports.scheduledreport"
                    ),
                ),
            ],
            options={
                "verbose_name": "report that was written",
                "verbose_name_plural": "reports that were written",
                "ordering": ("-on",),
                "constraints": [models.UniqueConstraint(fields=("report", "on"), name="report_is_written_once_a_day")],
            },
        ),
    ]
