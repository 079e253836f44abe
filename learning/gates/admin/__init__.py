"""The admin of waivers: per learner, and all of a course."""
