from enum import StrEnum


class Role(StrEnum):
    ADMIN = "admin"
    DEVELOPER = "developer"
    MAINTAINER = "maintainer"
    VIEWER = "viewer"

    def __str__(self) -> str:
        return str(self.value)
