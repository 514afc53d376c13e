from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.fork_approval import ForkApproval
from ..models.provider_kind import ProviderKind
from ..models.pull_request_builds import PullRequestBuilds
from ..types import UNSET, Unset

T = TypeVar("T", bound="RepositoryIn")


@_attrs_define
class RepositoryIn:
    """A repository to register.

    Example:
        {'provider': 'github', 'owner': 'acme', 'repo': 'app', 'default_branch': 'main'}

    Attributes:
        provider (ProviderKind): The kind of service a repository lives on.
        owner (str): The user, organisation or group that it belongs to; may hold slashes on GitLab.
        repo (str): Its name below the owner.
        clone_url (str | Unset): Where its commits come from: a URL of a protocol that the server allows, or
            `git@host:path`.
            Left out, it is the one of github.com, gitlab.com or bitbucket.org; the others have none.
        pull_request_builds (PullRequestBuilds | Unset): What is built of a pull request.
        default_branch (str | Unset): The branch that is built when none is named; `main` when left out.
        webhook_secret (str | Unset): What its webhook is verified with: the secret token on GitLab, the secret
            elsewhere. Left
            out, one is made and shown once in the answer, unless there is a signing token.
        webhook_signing_token (str | Unset): GitLab's signing token (`whsec_..`). With it every delivery must be signed,
            and the secret
            token counts for nothing.
        access_token (str | Unset): What the provider's API is called with, to show the state of commits there and to
            find pull
            requests that no webhook told, and what git shows when it clones over HTTP: on GitHub a token
            with the permissions *commit statuses*, and to read *pull requests* and *contents*, on GitLab
            one with the scope `api`, on Bitbucket Cloud a repository access token. `user:token` in one
            belongs to that user, as on Bitbucket Data Center. It is sealed and never shown.
        api_url (str | Unset): Where the provider's API is. Left out, it follows from the clone URL.
        build_twice (bool | Unset): Whether a commit that is pushed and proposed in a pull request of the repository
            itself is
            built for both. False when left out: what comes first is built, and its state is also that
            of the other.
        fork_approval (ForkApproval | Unset): Which pull requests from forks wait for approval.
    """

    provider: ProviderKind
    owner: str
    repo: str
    clone_url: str | Unset = UNSET
    pull_request_builds: PullRequestBuilds | Unset = UNSET
    default_branch: str | Unset = UNSET
    webhook_secret: str | Unset = UNSET
    webhook_signing_token: str | Unset = UNSET
    access_token: str | Unset = UNSET
    api_url: str | Unset = UNSET
    build_twice: bool | Unset = UNSET
    fork_approval: ForkApproval | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        provider = self.provider.value

        owner = self.owner

        repo = self.repo

        clone_url = self.clone_url

        pull_request_builds: str | Unset = UNSET
        if not isinstance(self.pull_request_builds, Unset):
            pull_request_builds = self.pull_request_builds.value

        default_branch = self.default_branch

        webhook_secret = self.webhook_secret

        webhook_signing_token = self.webhook_signing_token

        access_token = self.access_token

        api_url = self.api_url

        build_twice = self.build_twice

        fork_approval: str | Unset = UNSET
        if not isinstance(self.fork_approval, Unset):
            fork_approval = self.fork_approval.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "provider": provider,
                "owner": owner,
                "repo": repo,
            }
        )
        if clone_url is not UNSET:
            field_dict["clone_url"] = clone_url
        if pull_request_builds is not UNSET:
            field_dict["pull_request_builds"] = pull_request_builds
        if default_branch is not UNSET:
            field_dict["default_branch"] = default_branch
        if webhook_secret is not UNSET:
            field_dict["webhook_secret"] = webhook_secret
        if webhook_signing_token is not UNSET:
            field_dict["webhook_signing_token"] = webhook_signing_token
        if access_token is not UNSET:
            field_dict["access_token"] = access_token
        if api_url is not UNSET:
            field_dict["api_url"] = api_url
        if build_twice is not UNSET:
            field_dict["build_twice"] = build_twice
        if fork_approval is not UNSET:
            field_dict["fork_approval"] = fork_approval

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        provider = ProviderKind(d.pop("provider"))

        owner = d.pop("owner")

        repo = d.pop("repo")

        clone_url = d.pop("clone_url", UNSET)

        _pull_request_builds = d.pop("pull_request_builds", UNSET)
        pull_request_builds: PullRequestBuilds | Unset
        if isinstance(_pull_request_builds, Unset):
            pull_request_builds = UNSET
        else:
            pull_request_builds = PullRequestBuilds(_pull_request_builds)

        default_branch = d.pop("default_branch", UNSET)

        webhook_secret = d.pop("webhook_secret", UNSET)

        webhook_signing_token = d.pop("webhook_signing_token", UNSET)

        access_token = d.pop("access_token", UNSET)

        api_url = d.pop("api_url", UNSET)

        build_twice = d.pop("build_twice", UNSET)

        _fork_approval = d.pop("fork_approval", UNSET)
        fork_approval: ForkApproval | Unset
        if isinstance(_fork_approval, Unset):
            fork_approval = UNSET
        else:
            fork_approval = ForkApproval(_fork_approval)

        repository_in = cls(
            provider=provider,
            owner=owner,
            repo=repo,
            clone_url=clone_url,
            pull_request_builds=pull_request_builds,
            default_branch=default_branch,
            webhook_secret=webhook_secret,
            webhook_signing_token=webhook_signing_token,
            access_token=access_token,
            api_url=api_url,
            build_twice=build_twice,
            fork_approval=fork_approval,
        )

        return repository_in
