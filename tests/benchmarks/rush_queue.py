"""Where the rush keeps its caches and its queue: in the Redis of this machine, or in files where none answers."""

from pathlib import Path

from redis import Redis, RedisError

URL = "redis://127.0.0.1:6379/0"
# The name Celery's queue has.
QUEUE = "celery"


class RedisQueue:
    """Keys of ours begin with a mark of their own, and go when we go."""

    def __init__(self, database: str) -> None:
        self.mark, self.client = f"{database}:", Redis.from_url(URL)
        self.client.ping()
        self.environment = {"REDIS_URL": URL, "BROKER_URL": URL, "RUSH_MARK": self.mark}

    def is_empty(self) -> bool:
        """Nothing waits, and nothing is in a worker's hands."""
        waiting = self.client.llen(f"{self.mark}{QUEUE}")
        return not waiting and not self.client.hlen(f"{self.mark}unacked")

    def seconds(self) -> float:
        """Processor time of the server so far."""
        spent = self.client.info("cpu")
        return float(spent["used_cpu_user"] + spent["used_cpu_sys"])

    def clear(self) -> None:
        for key in self.client.scan_iter(f"*{self.mark}*"):
            self.client.delete(key)


class FileQueue:
    def __init__(self, var: Path) -> None:
        self.folder, self.environment = var / "queue" / "messages", dict[str, str]()

    def is_empty(self) -> bool:
        return not (self.folder.is_dir() and any(self.folder.iterdir()))

    def seconds(self) -> float:
        return 0.0

    def clear(self) -> None:
        """The folder goes with the test's."""


def queue_of(database: str, var: Path) -> RedisQueue | FileQueue:
    try:
        return RedisQueue(database)
    except RedisError:
        return FileQueue(var)
