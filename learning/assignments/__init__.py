"""Tasks that people hand in and a teacher assesses: submissions, feedback, and assessments by other learners."""
