"""The moderation queue and the settings of a course's discussion in the admin."""
