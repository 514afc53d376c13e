from enum import StrEnum


class ForkApproval(StrEnum):
    ALWAYS = "always"
    FIRST_TIME = "first_time"
    NEVER = "never"

    def __str__(self) -> str:
        return str(self.value)
