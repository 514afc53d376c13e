from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.fork_approval import ForkApproval
from ..models.pull_request_builds import PullRequestBuilds
from ..types import UNSET, Unset

T = TypeVar("T", bound="RepositoryPatch")


@_attrs_define
class RepositoryPatch:
    """What to change of a repository; what is left out stays.

    Example:
        {'default_branch': 'develop', 'pull_request_builds': 'merge', 'active': True, 'clone_url': None,
            'fork_approval': 'always'}

    Attributes:
        owner (str | Unset): The user, organisation or group that it belongs to now.
        repo (str | Unset): Its name now.
        clone_url (None | str | Unset): Where its commits come from. Null: from the place that follows from provider and
            name.
        default_branch (str | Unset): The branch that is built when none is named.
        active (bool | Unset): Whether its events are built.
        pull_request_builds (PullRequestBuilds | Unset): What is built of a pull request.
        build_twice (bool | Unset): Whether a commit that is pushed and proposed in a pull request of the repository
            itself is
            built for both.
        fork_approval (ForkApproval | Unset): Which pull requests from forks wait for approval.
        webhook_secret (None | str | Unset): What its webhook is verified with; the one before stays valid for 24 hours
            beside it. Null:
            nothing, and its webhook URL refuses every delivery that no signing token verifies.
        webhook_signing_token (None | str | Unset): GitLab's signing token; the one before stays valid for 24 hours
            beside it. Null: the secret
            token counts again.
        access_token (None | str | Unset): What the provider's API is called with. Null: nothing, and no states are
            reported.
        api_url (None | str | Unset): Where the provider's API is. Null: from where it follows from the clone URL.
        revoke_previous_secrets (bool | Unset): True: a secret or signing token that was replaced is invalid at once.
    """

    owner: str | Unset = UNSET
    repo: str | Unset = UNSET
    clone_url: None | str | Unset = UNSET
    default_branch: str | Unset = UNSET
    active: bool | Unset = UNSET
    pull_request_builds: PullRequestBuilds | Unset = UNSET
    build_twice: bool | Unset = UNSET
    fork_approval: ForkApproval | Unset = UNSET
    webhook_secret: None | str | Unset = UNSET
    webhook_signing_token: None | str | Unset = UNSET
    access_token: None | str | Unset = UNSET
    api_url: None | str | Unset = UNSET
    revoke_previous_secrets: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        owner = self.owner

        repo = self.repo

        clone_url: None | str | Unset
        if isinstance(self.clone_url, Unset):
            clone_url = UNSET
        else:
            clone_url = self.clone_url

        default_branch = self.default_branch

        active = self.active

        pull_request_builds: str | Unset = UNSET
        if not isinstance(self.pull_request_builds, Unset):
            pull_request_builds = self.pull_request_builds.value

        build_twice = self.build_twice

        fork_approval: str | Unset = UNSET
        if not isinstance(self.fork_approval, Unset):
            fork_approval = self.fork_approval.value

        webhook_secret: None | str | Unset
        if isinstance(self.webhook_secret, Unset):
            webhook_secret = UNSET
        else:
            webhook_secret = self.webhook_secret

        webhook_signing_token: None | str | Unset
        if isinstance(self.webhook_signing_token, Unset):
            webhook_signing_token = UNSET
        else:
            webhook_signing_token = self.webhook_signing_token

        access_token: None | str | Unset
        if isinstance(self.access_token, Unset):
            access_token = UNSET
        else:
            access_token = self.access_token

        api_url: None | str | Unset
        if isinstance(self.api_url, Unset):
            api_url = UNSET
        else:
            api_url = self.api_url

        revoke_previous_secrets = self.revoke_previous_secrets

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if owner is not UNSET:
            field_dict["owner"] = owner
        if repo is not UNSET:
            field_dict["repo"] = repo
        if clone_url is not UNSET:
            field_dict["clone_url"] = clone_url
        if default_branch is not UNSET:
            field_dict["default_branch"] = default_branch
        if active is not UNSET:
            field_dict["active"] = active
        if pull_request_builds is not UNSET:
            field_dict["pull_request_builds"] = pull_request_builds
        if build_twice is not UNSET:
            field_dict["build_twice"] = build_twice
        if fork_approval is not UNSET:
            field_dict["fork_approval"] = fork_approval
        if webhook_secret is not UNSET:
            field_dict["webhook_secret"] = webhook_secret
        if webhook_signing_token is not UNSET:
            field_dict["webhook_signing_token"] = webhook_signing_token
        if access_token is not UNSET:
            field_dict["access_token"] = access_token
        if api_url is not UNSET:
            field_dict["api_url"] = api_url
        if revoke_previous_secrets is not UNSET:
            field_dict["revoke_previous_secrets"] = revoke_previous_secrets

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        owner = d.pop("owner", UNSET)

        repo = d.pop("repo", UNSET)

        def _parse_clone_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        clone_url = _parse_clone_url(d.pop("clone_url", UNSET))

        default_branch = d.pop("default_branch", UNSET)

        active = d.pop("active", UNSET)

        _pull_request_builds = d.pop("pull_request_builds", UNSET)
        pull_request_builds: PullRequestBuilds | Unset
        if isinstance(_pull_request_builds, Unset):
            pull_request_builds = UNSET
        else:
            pull_request_builds = PullRequestBuilds(_pull_request_builds)

        build_twice = d.pop("build_twice", UNSET)

        _fork_approval = d.pop("fork_approval", UNSET)
        fork_approval: ForkApproval | Unset
        if isinstance(_fork_approval, Unset):
            fork_approval = UNSET
        else:
            fork_approval = ForkApproval(_fork_approval)

        def _parse_webhook_secret(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        webhook_secret = _parse_webhook_secret(d.pop("webhook_secret", UNSET))

        def _parse_webhook_signing_token(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        webhook_signing_token = _parse_webhook_signing_token(
            d.pop("webhook_signing_token", UNSET)
        )

        def _parse_access_token(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        access_token = _parse_access_token(d.pop("access_token", UNSET))

        def _parse_api_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        api_url = _parse_api_url(d.pop("api_url", UNSET))

        revoke_previous_secrets = d.pop("revoke_previous_secrets", UNSET)

        repository_patch = cls(
            owner=owner,
            repo=repo,
            clone_url=clone_url,
            default_branch=default_branch,
            active=active,
            pull_request_builds=pull_request_builds,
            build_twice=build_twice,
            fork_approval=fork_approval,
            webhook_secret=webhook_secret,
            webhook_signing_token=webhook_signing_token,
            access_token=access_token,
            api_url=api_url,
            revoke_previous_secrets=revoke_previous_secrets,
        )

        return repository_patch
