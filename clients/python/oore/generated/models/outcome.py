from enum import StrEnum


class Outcome(StrEnum):
    BUILD = "build"
    FAILED = "failed"
    IGNORED = "ignored"

    def __str__(self) -> str:
        return str(self.value)
