from enum import StrEnum


class RefKind(StrEnum):
    BRANCH = "branch"
    PULL_REQUEST = "pull_request"
    TAG = "tag"

    def __str__(self) -> str:
        return str(self.value)
