"""Course records: releases, enrolments, facts, attempts and certificates."""
