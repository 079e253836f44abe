from .feedback import Feedback
from .feedback_file import FeedbackFile
from .peer_review import PeerReview, ReviewDeadline
from .submission import Submission, SubmissionFile

__all__ = ["Feedback", "FeedbackFile", "PeerReview", "ReviewDeadline", "Submission", "SubmissionFile"]
