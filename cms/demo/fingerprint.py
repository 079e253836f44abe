"""What a prepared database or folder was made from, as one short hash: equal hash, nothing to do again."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("theme", "cms", "learning", "events", "mentoring", "preparedness")


def of_code() -> str:
    """All Python and lists of the rooms, the demo's texts and media, and the packages: what migrating and seeding
    read."""
    read = (".py", ".csv")
    return _hash_of(path for path in _files() if path.suffix in read or (ROOT / "cms" / "demo") in path.parents)


def of_migrations() -> str:
    """What an empty database is made from: migrations, packages, the settings that say which of them count, and the
    roles that are set up in it (apps add to them when they are ready)."""
    folders, names = ("migrations", "settings"), ("roles.py", "apps.py")
    made_from = (path for path in _files() if path.parent.name in folders or path.name in names)
    return _hash_of(path for path in made_from if path.suffix == ".py")


def of_static_files() -> str:
    """Our static files, the packages (they bring static files too) and the settings that say how to store them."""
    return _hash_of(path for path in _files() if "static" in path.parts or "settings" in path.parts)


def _files() -> Iterator[Path]:
    """Yield every source file of the rooms, in the same order everywhere."""
    for room in ROOMS:
        for folder, subfolders, names in os.walk(ROOT / room):
            subfolders[:] = sorted(name for name in subfolders if name != "__pycache__")
            yield from (Path(folder, name) for name in sorted(names))


def _hash_of(paths: Iterator[Path]) -> str:
    total = hashlib.sha256((ROOT / "requirements" / "base.txt").read_bytes())
    for path in paths:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]
