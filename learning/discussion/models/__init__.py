from .following import Follow, Visit
from .moderation import Mute, Report, RulingOnPost
from .post import EarlierText, Post
from .settings import DiscussionSettings
from .thread import Thread

__all__ = [
    "DiscussionSettings",
    "EarlierText",
    "Follow",
    "Mute",
    "Post",
    "Report",
    "RulingOnPost",
    "Thread",
    "Visit",
]
