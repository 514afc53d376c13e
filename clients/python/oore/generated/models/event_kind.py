from enum import StrEnum


class EventKind(StrEnum):
    MANUAL = "manual"
    PULL_REQUEST = "pull_request"
    PUSH = "push"
    TAG = "tag"

    def __str__(self) -> str:
        return str(self.value)
