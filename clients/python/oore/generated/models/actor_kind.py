from enum import StrEnum


class ActorKind(StrEnum):
    ADMIN_TOKEN = "admin_token"
    PERSON = "person"
    RUNNER = "runner"
    SERVER = "server"
    SERVICE = "service"

    def __str__(self) -> str:
        return str(self.value)
