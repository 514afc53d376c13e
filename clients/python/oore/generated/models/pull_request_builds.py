from enum import StrEnum


class PullRequestBuilds(StrEnum):
    HEAD = "head"
    MERGE = "merge"

    def __str__(self) -> str:
        return str(self.value)
