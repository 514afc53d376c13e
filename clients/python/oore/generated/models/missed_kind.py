from enum import StrEnum


class MissedKind(StrEnum):
    DELETED = "deleted"
    MOVED = "moved"
    NEW = "new"
    READY = "ready"

    def __str__(self) -> str:
        return str(self.value)
