from enum import StrEnum


class Scope(StrEnum):
    ADMIN = "admin"
    AUDITREAD = "audit:read"
    BUILDREAD = "build:read"
    BUILDRUN = "build:run"
    REPOREAD = "repo:read"
    REPOWRITE = "repo:write"
    RUNNERADMIN = "runner:admin"
    SECRETWRITE = "secret:write"

    def __str__(self) -> str:
        return str(self.value)
