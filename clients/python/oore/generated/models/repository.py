from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.fork_approval import ForkApproval
from ..models.provider_kind import ProviderKind
from ..models.pull_request_builds import PullRequestBuilds
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.last_sync import LastSync


T = TypeVar("T", bound="Repository")


@_attrs_define
class Repository:
    """A registered repository.

    Example:
        {'id': '01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'provider': 'github', 'owner': 'acme', 'repo': 'app', 'full_name':
            'acme/app', 'clone_url': 'https://github.com/acme/app.git', 'default_branch': 'main', 'active': True,
            'pull_request_builds': 'head', 'build_twice': False, 'fork_approval': 'first_time', 'has_access_token': False,
            'through_app': False, 'created_at': '2026-11-25T09:00:00Z', 'updated_at': '2026-11-25T09:00:00Z'}

    Attributes:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        provider (ProviderKind): The kind of service a repository lives on.
        owner (str): The user, organisation or group that it belongs to; may hold slashes on GitLab.
        repo (str): Its name below the owner.
        full_name (str): Owner and name with a slash between them.
        clone_url (str): Where its commits come from.
        default_branch (str): The branch that is built when none is named.
        active (bool): Whether its events are built.
        pull_request_builds (PullRequestBuilds): What is built of a pull request.
        build_twice (bool): Whether a commit that is pushed and proposed in a pull request is built for both.
        fork_approval (ForkApproval): Which pull requests from forks wait for approval.
        has_access_token (bool): Whether there is an access token, with which commits get their state at the provider.
        through_app (bool): Whether the server's GitHub App speaks for it: gives access to its code, and shows check
            runs.
        created_at (datetime.datetime): When it was registered.
        updated_at (datetime.datetime): When its settings changed last.
        api_url (str | Unset): Where its provider's API is, where that was given.
        inaccessible (str | Unset): Why the GitHub App is not let at it any more.
        previous_secrets_until (datetime.datetime | Unset): Until when a webhook secret or signing token that was
            replaced is valid beside the new one.
        last_sync (LastSync | Unset): The last look at a repository for what no webhook told.
        webhook_secret (str | Unset): The secret that was made for its webhook. Shown once, in the answer to the
            registration
            that gave none.
    """

    id: str
    provider: ProviderKind
    owner: str
    repo: str
    full_name: str
    clone_url: str
    default_branch: str
    active: bool
    pull_request_builds: PullRequestBuilds
    build_twice: bool
    fork_approval: ForkApproval
    has_access_token: bool
    through_app: bool
    created_at: datetime.datetime
    updated_at: datetime.datetime
    api_url: str | Unset = UNSET
    inaccessible: str | Unset = UNSET
    previous_secrets_until: datetime.datetime | Unset = UNSET
    last_sync: LastSync | Unset = UNSET
    webhook_secret: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        provider = self.provider.value

        owner = self.owner

        repo = self.repo

        full_name = self.full_name

        clone_url = self.clone_url

        default_branch = self.default_branch

        active = self.active

        pull_request_builds = self.pull_request_builds.value

        build_twice = self.build_twice

        fork_approval = self.fork_approval.value

        has_access_token = self.has_access_token

        through_app = self.through_app

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        api_url = self.api_url

        inaccessible = self.inaccessible

        previous_secrets_until: str | Unset = UNSET
        if not isinstance(self.previous_secrets_until, Unset):
            previous_secrets_until = self.previous_secrets_until.isoformat()

        last_sync: dict[str, Any] | Unset = UNSET
        if not isinstance(self.last_sync, Unset):
            last_sync = self.last_sync.to_dict()

        webhook_secret = self.webhook_secret

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "provider": provider,
                "owner": owner,
                "repo": repo,
                "full_name": full_name,
                "clone_url": clone_url,
                "default_branch": default_branch,
                "active": active,
                "pull_request_builds": pull_request_builds,
                "build_twice": build_twice,
                "fork_approval": fork_approval,
                "has_access_token": has_access_token,
                "through_app": through_app,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )
        if api_url is not UNSET:
            field_dict["api_url"] = api_url
        if inaccessible is not UNSET:
            field_dict["inaccessible"] = inaccessible
        if previous_secrets_until is not UNSET:
            field_dict["previous_secrets_until"] = previous_secrets_until
        if last_sync is not UNSET:
            field_dict["last_sync"] = last_sync
        if webhook_secret is not UNSET:
            field_dict["webhook_secret"] = webhook_secret

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.last_sync import LastSync

        d = dict(src_dict)
        id = d.pop("id")

        provider = ProviderKind(d.pop("provider"))

        owner = d.pop("owner")

        repo = d.pop("repo")

        full_name = d.pop("full_name")

        clone_url = d.pop("clone_url")

        default_branch = d.pop("default_branch")

        active = d.pop("active")

        pull_request_builds = PullRequestBuilds(d.pop("pull_request_builds"))

        build_twice = d.pop("build_twice")

        fork_approval = ForkApproval(d.pop("fork_approval"))

        has_access_token = d.pop("has_access_token")

        through_app = d.pop("through_app")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        api_url = d.pop("api_url", UNSET)

        inaccessible = d.pop("inaccessible", UNSET)

        _previous_secrets_until = d.pop("previous_secrets_until", UNSET)
        previous_secrets_until: datetime.datetime | Unset
        if isinstance(_previous_secrets_until, Unset):
            previous_secrets_until = UNSET
        else:
            previous_secrets_until = datetime.datetime.fromisoformat(
                _previous_secrets_until
            )

        _last_sync = d.pop("last_sync", UNSET)
        last_sync: LastSync | Unset
        if isinstance(_last_sync, Unset):
            last_sync = UNSET
        else:
            last_sync = LastSync.from_dict(_last_sync)

        webhook_secret = d.pop("webhook_secret", UNSET)

        repository = cls(
            id=id,
            provider=provider,
            owner=owner,
            repo=repo,
            full_name=full_name,
            clone_url=clone_url,
            default_branch=default_branch,
            active=active,
            pull_request_builds=pull_request_builds,
            build_twice=build_twice,
            fork_approval=fork_approval,
            has_access_token=has_access_token,
            through_app=through_app,
            created_at=created_at,
            updated_at=updated_at,
            api_url=api_url,
            inaccessible=inaccessible,
            previous_secrets_until=previous_secrets_until,
            last_sync=last_sync,
            webhook_secret=webhook_secret,
        )

        repository.additional_properties = d
        return repository

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
