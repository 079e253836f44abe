import random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms import clock
from learning.domain.rebuilding import check_progress, sample_of
from learning.models import Enrolment


class Command(BaseCommand):
    help = (
        "Go through the facts of every enrolment and write the progress they amount to. With --check nothing is "
        "written: differences are reported, and the command ends with an error when there are any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; report what differs.")
        parser.add_argument("--course", metavar="SLUG", help="Only enrolments in this course.")
        parser.add_argument("--sample", type=int, metavar="N", help="Only so many enrolments, chosen by chance.")

    def handle(self, *args: Any, **options: Any) -> None:
        enrolments = Enrolment.objects.all()
        if options["course"]:
            enrolments = enrolments.filter(course__slug=options["course"])
            if not enrolments.exists():
                raise CommandError(f"Nobody is enrolled in a course with the address {options['course']}.")
        if options["sample"] is not None:
            enrolments = sample_of(enrolments, options["sample"], chance=random.SystemRandom())
        check = check_progress(enrolments, at=clock.now(), repair=not options["check"])
        for one in check.differences:
            where = f"enrolment {one['enrolment']}: {one['what']}"
            self.stdout.write(f"{where} is {one['stored']}, facts say {one['facts']}")
        self.stdout.write(f"{check.checked} enrolments checked, {check.found} differ")
        if check.found and options["check"]:
            raise CommandError("Progress is not what the facts say. Without --check it is written anew.")
