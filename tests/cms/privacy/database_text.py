"""The whole database as text, and the files beside it: where does a value stand?"""

import io
import json
import subprocess
import zipfile
import zlib
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.storage import storages
from django.db import connection
from pypdf import PdfReader


def places_of(values):
    """`(table, column)` of every cell that holds one of the values, whatever it is packed in."""
    wanted = [value.lower() for value in values]
    return {(table, column) for table, column, text in cells() if any(value in text for value in wanted)}


def cells():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if value is not None:
                        yield table, column, as_text(table, column, value).lower()


def as_text(table, column, value):
    if (table, column) == ("django_session", "session_data"):
        return f"{value} {json.dumps(SessionStore().decode(value), ensure_ascii=False)}"
    if isinstance(value, bytes | memoryview):
        return f"{bytes(value).decode('utf-8', 'replace')} {_unpacked(bytes(value))}"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    text = str(value)
    if "\\u" in text:  # JSON as text
        text += text.encode().decode("unicode_escape", "replace")
    return text


def _unpacked(content):
    try:
        return zlib.decompress(content).decode("utf-8", "replace")
    except zlib.error:
        return ""


def lines_of_dump_with(values):
    """Lines of `pg_dump` with one of the values in them, each with the table it belongs to."""
    settings_of = connection.settings_dict
    command = ["pg_dump", "--data-only", "--inserts", "--host", settings_of["HOST"] or "127.0.0.1"]
    command += ["--port", str(settings_of["PORT"] or 5432), "--username", settings_of["USER"], settings_of["NAME"]]
    dump = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    wanted = [value.lower() for value in values]
    return [line for line in dump.splitlines() if any(value in line.lower() for value in wanted)]


def files_with(values):
    """Files of media and private storage that name somebody: by their name, their bytes or what is packed in them."""
    wanted = [value.lower() for value in values]
    folders = {Path(settings.MEDIA_ROOT), Path(storages["private"].location), Path(storages["default"].location)}
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return [file for file in files if any(value in f"{file.name} {_text_of(file)}".lower() for value in wanted)]


def _text_of(file):
    content = file.read_bytes()
    if file.suffix == ".pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if file.suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return content.decode("utf-8", "replace")
