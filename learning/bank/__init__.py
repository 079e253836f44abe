"""The question bank: questions with versions and tags, that quizzes draw from when a course is published."""
