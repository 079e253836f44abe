import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cms.imports.models


class Migration(migrations.Migration):
    replaces = [("imports", "0001_lists_checked_and_imported"), ("imports", "0002_reason_for_letters_before_the_at")]

    initial = True

    dependencies = [
        ("people", "0004_organisation_keys_are_unique"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("people", "People"), ("organisations", "Organisations")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "Being checked"),
                            ("checked", "Checked, nothing is written yet"),
                            ("running", "Being imported"),
                            ("finished", "Finished"),
                            ("failed", "Stopped"),
                        ],
                        default="uploaded",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("empty", "The file is empty."),
                            ("too_big", "The file is larger than 10 MB. Divide it and import the parts one by one."),
                            ("too_many_rows", "The file has more than 100 000 lines. Divide it and import the parts."),
                            (
                                "binary",
                                "This is not a text file. In the spreadsheet, choose “Save as” and then CSV UTF-8.",
                            ),
                            (
                                "no_columns",
                                "The first line must head the columns, and one of them must be: %(columns)s.",
                            ),
                            ("column_twice", "Two columns have the same heading: %(columns)s."),
                            (
                                "malformed",
                                "Line %(row)s cannot be read: a quotation mark is opened and not closed, or is loose.",
                            ),
                            ("no_rows", "The file has headings, but no lines below them."),
                            ("file_gone", "The file is no longer kept. Upload it again."),
                            (
                                "crashed",
                                "The import stopped again and again. What was done stays done; ask whoever runs the site.",
                            ),
                        ],
                        max_length=20,
                        verbose_name="why it stopped",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        storage=cms.imports.models.private_storage,
                        upload_to=cms.imports.models.stored_name,
                        verbose_name="file",
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=200, verbose_name="file name")),
                ("encoding", models.CharField(max_length=20)),
                ("delimiter", models.CharField(max_length=1)),
                ("send_invitations", models.BooleanField(default=False, verbose_name="send invitations")),
                ("total", models.PositiveIntegerField(verbose_name="lines")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="lines done")),
                ("last_row", models.PositiveIntegerField(default=0)),
                ("created", models.PositiveIntegerField(default=0, verbose_name="new")),
                ("unchanged", models.PositiveIntegerField(default=0, verbose_name="there already")),
                ("invited", models.PositiveIntegerField(default=0, verbose_name="invited")),
                ("refused", models.PositiveIntegerField(default=0, verbose_name="refused")),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded")),
                ("moved_at", models.DateTimeField(verbose_name="last moved")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started")),
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
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ("-uploaded_at", "-pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("uploaded", "running"))),
                        fields=["moved_at"],
                        name="import_working",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", False), ("state", "finished")),
                            models.Q(models.Q(("state", "finished"), _negated=True), ("finished_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="import_finished_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "people"), ("organisation__isnull", True), _connector="OR"),
                        name="import_of_organisations_is_the_centres",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportProblem",
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
                        choices=[
                            ("email_wrong", "Write one whole e-mail address, such as name@example.org."),
                            ("email_lookalike", "The address holds letters that look like others. Type it in again."),
                            (
                                "email_letters",
                                "Before the @, an e-mail address has only the letters a to z, digits and signs.",
                            ),
                            ("name_missing", "Write a name; this person or organisation is new here."),
                            ("name_wrong", "Write a name of at most 200 characters."),
                            ("organisation_missing", "Write the organisation's number or its name."),
                            ("organisation_unknown", "No organisation here has this number or name. Import it first."),
                            ("organisation_ambiguous", "Several organisations have this name. Write the number."),
                            ("organisation_other", "You can only import people to your own organisation."),
                            (
                                "number_wrong",
                                "This is not an organisation number. Check the digits and write it again.",
                            ),
                            ("number_of_another", "Number and name belong to different organisations."),
                            ("role_unknown", "We do not know this role. Use the words of the example file."),
                            ("unit_wrong", "Write a unit of at most 200 characters."),
                            ("language_unknown", "Write nb, nn, sv or en."),
                            (
                                "kind_unknown",
                                "We do not know this kind of organisation. Use the words of the example file.",
                            ),
                            ("country_unknown", "Write no or se."),
                            ("sector_unknown", "We do not know this sector. Use the words of the example file."),
                            ("size_unknown", "Write small, medium or large."),
                            ("municipality_unknown", "No municipality has this number today."),
                            ("account_closed", "The account with this address is closed."),
                            ("cells_too_many", "The line has more cells than the heading has columns."),
                        ],
                        max_length=30,
                        verbose_name="reason",
                    ),
                ),
                ("value", models.CharField(blank=True, max_length=80, verbose_name="what stands there")),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="problems", to="imports.import"
                    ),
                ),
            ],
            options={
                "verbose_name": "line of an import",
                "verbose_name_plural": "lines of an import",
                "ordering": ("row", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("record", "row", "column"), name="import_problem_once_a_cell")
                ],
            },
        ),
    ]
