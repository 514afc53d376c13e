from enum import StrEnum


class ApprovalState(StrEnum):
    APPROVED = "approved"
    AWAITING = "awaiting"
    REJECTED = "rejected"

    def __str__(self) -> str:
        return str(self.value)
