"""What a stand needs, and whether its package holds it."""

from dataclasses import dataclass

from ..models import ExhibitorPackage


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Power and tables are those of the package, or fewer; what more it takes is said in words."""

    power_watts: int = 0
    tables: int = 0
    words: str = ""


class NeedsBeyondPackage(Exception):
    """The stand needs more power or tables than the package holds."""

    def __init__(self, package: ExhibitorPackage, name: str) -> None:
        super().__init__(package.pk, name)
        self.package, self.name = package, name


def refuse_beyond(package: ExhibitorPackage, *, power_watts: int = 0, tables: int = 0) -> None:
    """Raises NeedsBeyondPackage, whose `name` is that of what is too much."""
    if power_watts > package.power_watts:
        raise NeedsBeyondPackage(package, "power_watts")
    if tables > package.tables:
        raise NeedsBeyondPackage(package, "tables")
