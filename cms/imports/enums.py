from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportKind(models.TextChoices):
    PEOPLE = "people", _("People")
    ORGANISATIONS = "organisations", _("Organisations")


class ImportState(models.TextChoices):
    """In this order; `failed` may follow whatever is under way."""

    UPLOADED = "uploaded", _("Being checked")
    CHECKED = "checked", _("Checked, nothing is written yet")
    RUNNING = "running", _("Being imported")
    FINISHED = "finished", _("Finished")
    FAILED = "failed", _("Stopped")


WORKING = (ImportState.UPLOADED, ImportState.RUNNING)


class Column(models.TextChoices):
    """What a column holds; the words people head it with stand in `headers.py`."""

    EMAIL = "email", _("e-mail")
    NAME = "name", _("name")
    NUMBER = "number", _("organisation number")
    ORGANISATION = "organisation", _("organisation")
    ROLE = "role", _("role")
    UNIT = "unit", _("unit")
    LANGUAGE = "language", _("language")
    KIND = "kind", _("kind")
    COUNTRY = "country", _("country")
    SECTOR = "sector", _("sector")
    SIZE = "size", _("size")
    MUNICIPALITY = "municipality", _("municipality number")


class Reason(models.TextChoices):
    """Why a line is refused, as a good adviser would say it."""

    EMAIL_WRONG = "email_wrong", _("Write one whole e-mail address, such as name@example.org.")
    EMAIL_LOOKALIKE = "email_lookalike", _("The address holds letters that look like others. Type it in again.")
    EMAIL_LETTERS = "email_letters", _("Before the @, an e-mail address has only the letters a to z, digits and signs.")
    NAME_MISSING = "name_missing", _("Write a name; this person or organisation is new here.")
    NAME_WRONG = "name_wrong", _("Write a name of at most 200 characters.")
    ORGANISATION_MISSING = "organisation_missing", _("Write the organisation's number or its name.")
    ORGANISATION_UNKNOWN = "organisation_unknown", _("No organisation here has this number or name. Import it first.")
    ORGANISATION_AMBIGUOUS = "organisation_ambiguous", _("Several organisations have this name. Write the number.")
    ORGANISATION_OTHER = "organisation_other", _("You can only import people to your own organisation.")
    NUMBER_WRONG = "number_wrong", _("This is not an organisation number. Check the digits and write it again.")
    NUMBER_OF_ANOTHER = "number_of_another", _("Number and name belong to different organisations.")
    ROLE_UNKNOWN = "role_unknown", _("We do not know this role. Use the words of the example file.")
    UNIT_WRONG = "unit_wrong", _("Write a unit of at most 200 characters.")
    LANGUAGE_UNKNOWN = "language_unknown", _("Write nb, nn, sv or en.")
    KIND_UNKNOWN = "kind_unknown", _("We do not know this kind of organisation. Use the words of the example file.")
    COUNTRY_UNKNOWN = "country_unknown", _("Write no or se.")
    SECTOR_UNKNOWN = "sector_unknown", _("We do not know this sector. Use the words of the example file.")
    SIZE_UNKNOWN = "size_unknown", _("Write small, medium or large.")
    MUNICIPALITY_UNKNOWN = "municipality_unknown", _("No municipality has this number today.")
    ACCOUNT_CLOSED = "account_closed", _("The account with this address is closed.")
    CELLS_TOO_MANY = "cells_too_many", _("The line has more cells than the heading has columns.")


class Refusal(models.TextChoices):
    """Why a whole file is refused."""

    EMPTY = "empty", _("The file is empty.")
    TOO_BIG = "too_big", _("The file is larger than 10 MB. Divide it and import the parts one by one.")
    TOO_MANY_ROWS = "too_many_rows", _("The file has more than 100 000 lines. Divide it and import the parts.")
    BINARY = "binary", _("This is not a text file. In the spreadsheet, choose “Save as” and then CSV UTF-8.")
    NO_COLUMNS = "no_columns", _("The first line must head the columns, and one of them must be: %(columns)s.")
    COLUMN_TWICE = "column_twice", _("Two columns have the same heading: %(columns)s.")
    MALFORMED = "malformed", _("Line %(row)s cannot be read: a quotation mark is opened and not closed, or is loose.")
    NO_ROWS = "no_rows", _("The file has headings, but no lines below them.")
    FILE_GONE = "file_gone", _("The file is no longer kept. Upload it again.")
    CRASHED = "crashed", _("The import stopped again and again. What was done stays done; ask whoever runs the site.")
