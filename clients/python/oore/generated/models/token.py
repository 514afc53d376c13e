from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.scope import Scope
from ..types import UNSET, Unset

T = TypeVar("T", bound="Token")


@_attrs_define
class Token:
    """A token that opens the API in a user's name.

    Example:
        {'id': '01KAVW2B5Q7W9E2R4T6Y8A0S1D', 'name': 'laptop', 'user_id': '01KAVW1A5Q7W9E2R4T6Y8A0S1D', 'user': 'ann',
            'scopes': ['build:read', 'repo:read'], 'expires_at': '2027-02-18T08:00:00Z', 'last_used_at':
            '2026-11-25T09:30:00Z', 'created_at': '2026-11-20T08:00:00Z'}

    Attributes:
        id (str): Identifies an API or runner token. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        name (str): What it is for.
        user_id (str): Identifies a user: a person or a service account. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        scopes (list[Scope]): What it allows of what its user may do.
        created_at (datetime.datetime): When it was made.
        user (str | Unset): Its user's name.
        repositories (list[str] | Unset): The only repositories that it is for; absent: all that its user sees.
        expires_at (datetime.datetime | Unset): From when on it opens nothing.
        last_used_at (datetime.datetime | Unset): When it was shown last, to the minute.
        token (str | Unset): The token itself. Shown once, in the answer that makes it.
    """

    id: str
    name: str
    user_id: str
    scopes: list[Scope]
    created_at: datetime.datetime
    user: str | Unset = UNSET
    repositories: list[str] | Unset = UNSET
    expires_at: datetime.datetime | Unset = UNSET
    last_used_at: datetime.datetime | Unset = UNSET
    token: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        user_id = self.user_id

        scopes = []
        for scopes_item_data in self.scopes:
            scopes_item = scopes_item_data.value
            scopes.append(scopes_item)

        created_at = self.created_at.isoformat()

        user = self.user

        repositories: list[str] | Unset = UNSET
        if not isinstance(self.repositories, Unset):
            repositories = self.repositories

        expires_at: str | Unset = UNSET
        if not isinstance(self.expires_at, Unset):
            expires_at = self.expires_at.isoformat()

        last_used_at: str | Unset = UNSET
        if not isinstance(self.last_used_at, Unset):
            last_used_at = self.last_used_at.isoformat()

        token = self.token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "user_id": user_id,
                "scopes": scopes,
                "created_at": created_at,
            }
        )
        if user is not UNSET:
            field_dict["user"] = user
        if repositories is not UNSET:
            field_dict["repositories"] = repositories
        if expires_at is not UNSET:
            field_dict["expires_at"] = expires_at
        if last_used_at is not UNSET:
            field_dict["last_used_at"] = last_used_at
        if token is not UNSET:
            field_dict["token"] = token

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        user_id = d.pop("user_id")

        scopes = []
        _scopes = d.pop("scopes")
        for scopes_item_data in _scopes:
            scopes_item = Scope(scopes_item_data)

            scopes.append(scopes_item)

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        user = d.pop("user", UNSET)

        repositories = cast(list[str], d.pop("repositories", UNSET))

        _expires_at = d.pop("expires_at", UNSET)
        expires_at: datetime.datetime | Unset
        if isinstance(_expires_at, Unset):
            expires_at = UNSET
        else:
            expires_at = datetime.datetime.fromisoformat(_expires_at)

        _last_used_at = d.pop("last_used_at", UNSET)
        last_used_at: datetime.datetime | Unset
        if isinstance(_last_used_at, Unset):
            last_used_at = UNSET
        else:
            last_used_at = datetime.datetime.fromisoformat(_last_used_at)

        token = d.pop("token", UNSET)

        token = cls(
            id=id,
            name=name,
            user_id=user_id,
            scopes=scopes,
            created_at=created_at,
            user=user,
            repositories=repositories,
            expires_at=expires_at,
            last_used_at=last_used_at,
            token=token,
        )

        token.additional_properties = d
        return token

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
