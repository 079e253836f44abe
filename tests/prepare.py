"""Make what a whole run of the tests needs before it begins: the migrated database, and the filled demo.

Both are kept for this very code, so a second run finds them. Run beside the checks, it keeps both cores busy.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from .database import fresh_database
from .demo_site import seeded_copy


def main() -> None:
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda make: make(), (make_database, make_demo)))


def make_database() -> None:
    with fresh_database("prepare"):
        pass


def make_demo() -> None:
    with TemporaryDirectory(prefix="samvirke-test-") as folder:
        seeded_copy(Path(folder))


if __name__ == "__main__":
    main()
