from enum import StrEnum


class WebhookEventStatus(StrEnum):
    FAILED = "failed"
    HANDLED = "handled"
    IGNORED = "ignored"
    RECEIVED = "received"

    def __str__(self) -> str:
        return str(self.value)
