"""Numbers without holes: see NumberSeries."""

from ..models import NumberSeries


def next_number(kind: str, year: int) -> int:
    """Take the next number of a year. Others stand in line here until the transaction ends, whichever way."""
    series = NumberSeries.objects.select_for_update().filter(kind=kind, year=year).first()
    if series is None:
        NumberSeries.objects.bulk_create([NumberSeries(kind=kind, year=year)], ignore_conflicts=True)
        series = NumberSeries.objects.select_for_update().get(kind=kind, year=year)
    series.last_number += 1
    series.save(update_fields=["last_number"])
    return series.last_number
