from enum import StrEnum


class ProviderKind(StrEnum):
    BITBUCKET = "bitbucket"
    GIT = "git"
    GITEA = "gitea"
    GITHUB = "github"
    GITLAB = "gitlab"

    def __str__(self) -> str:
        return str(self.value)
