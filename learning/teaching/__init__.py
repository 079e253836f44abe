"""Following up the learners of a course: the glance, who is where, and the gradebook."""
