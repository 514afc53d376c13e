from enum import StrEnum


class SignInMethod(StrEnum):
    OIDC = "oidc"
    PASSWORD = "password"

    def __str__(self) -> str:
        return str(self.value)
