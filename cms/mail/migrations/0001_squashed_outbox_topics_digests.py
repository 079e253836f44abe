import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("mail", "0001_outbox"),
        ("mail", "0002_topics_digests_quiet_hours_refusals"),
        ("mail", "0003_topic_of_discussions"),
    ]

    initial = True

    dependencies = [
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=80, verbose_name="kind")),
                ("to_address", models.EmailField(max_length=254, verbose_name="to")),
                ("language", models.CharField(max_length=2, verbose_name="language")),
                ("subject", models.CharField(max_length=255, verbose_name="subject")),
                ("text", models.TextField(verbose_name="text")),
                ("html", models.TextField(blank=True, verbose_name="HTML")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "Waiting"),
                            ("held", "Waiting for the digest"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("in_digest", "Told of in a digest"),
                            ("skipped", "Not sent"),
                            ("cancelled", "Cancelled"),
                            ("failed", "Given up"),
                        ],
                        default="due",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("last_error", models.TextField(blank=True, verbose_name="last error")),
                ("created_at", models.DateTimeField(verbose_name="written")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("idempotency_key", models.CharField(blank=True, max_length=120, null=True, unique=True)),
                (
                    "to_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("essential", "Essential"),
                            ("digest", "Digest"),
                            ("reminders", "Reminders"),
                            ("learning", "Courses and certificates"),
                            ("discussion", "Discussions in courses"),
                            ("news", "News from the centre"),
                        ],
                        default="essential",
                        max_length=12,
                        verbose_name="category",
                    ),
                ),
                (
                    "digest",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="told_of",
                        to="mail.outboxmessage",
                        verbose_name="digest",
                    ),
                ),
                ("link", models.CharField(blank=True, max_length=500, verbose_name="leads to")),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("quiet", "Quiet hours of the reader"),
                            ("pause", "Crisis pause"),
                            ("digest", "The reader wants a digest"),
                            ("never", "The reader does not want it"),
                            ("inactive", "The account is closed"),
                            ("refused", "The address was refused earlier"),
                        ],
                        max_length=10,
                        verbose_name="why it waits or was not sent",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail",
                "verbose_name_plural": "outbox",
                "ordering": ("-created_at", "-pk"),
                "indexes": [
                    models.Index(condition=models.Q(("state", "due")), fields=["due_at"], name="mail_due"),
                    models.Index(condition=models.Q(("state", "held")), fields=["due_at"], name="mail_held"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="mail_sent_has_its_moment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MailPreference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("reminders", "Reminders"),
                            ("learning", "Courses and certificates"),
                            ("discussion", "Discussions in courses"),
                            ("news", "News from the centre"),
                        ],
                        max_length=12,
                        verbose_name="topic",
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("at_once", "At once"),
                            ("daily", "In a digest every working day"),
                            ("weekly", "In a digest every Monday"),
                            ("never", "Never"),
                        ],
                        default="at_once",
                        max_length=10,
                        verbose_name="choice",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_preferences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mail preference",
                "verbose_name_plural": "mail preferences",
                "ordering": ("user", "topic"),
                "constraints": [models.UniqueConstraint(fields=("user", "topic"), name="mail_preference_once_a_topic")],
            },
        ),
        migrations.CreateModel(
            name="QuietHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nights", models.BooleanField(default=True, verbose_name="nights")),
                ("starts_at", models.TimeField(default=datetime.time(20, 0), verbose_name="from")),
                ("ends_at", models.TimeField(default=datetime.time(7, 0), verbose_name="to")),
                ("weekends", models.BooleanField(default=True, verbose_name="weekends")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quiet_hours",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "quiet hours",
                "verbose_name_plural": "quiet hours",
            },
        ),
        migrations.CreateModel(
            name="RefusedAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.EmailField(max_length=254, unique=True, verbose_name="address")),
                ("reason", models.TextField(verbose_name="what the mail server said")),
                ("refused_at", models.DateTimeField(verbose_name="refused")),
            ],
            options={
                "verbose_name": "refused address",
                "verbose_name_plural": "refused addresses",
                "ordering": ("-refused_at", "-pk"),
            },
        ),
    ]
