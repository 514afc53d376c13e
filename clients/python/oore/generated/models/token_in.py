from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.scope import Scope
from ..types import UNSET, Unset

T = TypeVar("T", bound="TokenIn")


@_attrs_define
class TokenIn:
    """A token to make.

    Example:
        {'name': 'laptop', 'user_id': '01KAVW1A5Q7W9E2R4T6Y8A0S1D', 'scopes': ['build:read', 'repo:read'],
            'expires_in_days': 90}

    Attributes:
        name (str): What it is for.
        scopes (list[Scope]): What it allows of what its user may do.
        user_id (str | Unset): Identifies a user: a person or a service account. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        repositories (list[str] | Unset): The only repositories that it is for. It then opens nothing that concerns the
            server as a
            whole.
        expires_in_days (int | Unset): In how many days it ends; 90 when left out.
    """

    name: str
    scopes: list[Scope]
    user_id: str | Unset = UNSET
    repositories: list[str] | Unset = UNSET
    expires_in_days: int | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        scopes = []
        for scopes_item_data in self.scopes:
            scopes_item = scopes_item_data.value
            scopes.append(scopes_item)

        user_id = self.user_id

        repositories: list[str] | Unset = UNSET
        if not isinstance(self.repositories, Unset):
            repositories = self.repositories

        expires_in_days = self.expires_in_days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "scopes": scopes,
            }
        )
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if repositories is not UNSET:
            field_dict["repositories"] = repositories
        if expires_in_days is not UNSET:
            field_dict["expires_in_days"] = expires_in_days

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        scopes = []
        _scopes = d.pop("scopes")
        for scopes_item_data in _scopes:
            scopes_item = Scope(scopes_item_data)

            scopes.append(scopes_item)

        user_id = d.pop("user_id", UNSET)

        repositories = cast(list[str], d.pop("repositories", UNSET))

        expires_in_days = d.pop("expires_in_days", UNSET)

        token_in = cls(
            name=name,
            scopes=scopes,
            user_id=user_id,
            repositories=repositories,
            expires_in_days=expires_in_days,
        )

        return token_in
