"""Gates: what must be so before a lesson, a module or a course opens; and waivers, with their evidence."""
