from .feedback import Feedback
from .peer_review import PeerReview
from .submission import Submission, SubmissionFile

__all__ = ["Feedback", "PeerReview", "Submission", "SubmissionFile"]
