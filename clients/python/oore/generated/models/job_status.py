from enum import StrEnum


class JobStatus(StrEnum):
    AWAITING_APPROVAL = "awaiting_approval"
    BLOCKED = "blocked"
    CANCELED = "canceled"
    FAILED = "failed"
    LOST = "lost"
    QUEUED = "queued"
    RUNNING = "running"
    SKIPPED = "skipped"
    SUCCEEDED = "succeeded"
    TIMED_OUT = "timed_out"

    def __str__(self) -> str:
        return str(self.value)
