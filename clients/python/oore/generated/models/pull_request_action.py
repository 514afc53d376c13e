from enum import StrEnum


class PullRequestAction(StrEnum):
    OPENED = "opened"
    READY_FOR_REVIEW = "ready_for_review"
    REOPENED = "reopened"
    SYNCHRONIZE = "synchronize"

    def __str__(self) -> str:
        return str(self.value)
