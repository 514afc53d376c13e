from enum import StrEnum


class AttemptStatus(StrEnum):
    CANCELED = "canceled"
    FAILED = "failed"
    LOST = "lost"
    REFUSED = "refused"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    TIMED_OUT = "timed_out"

    def __str__(self) -> str:
        return str(self.value)
