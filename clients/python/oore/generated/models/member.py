from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.role import Role
from ..models.user_kind import UserKind

T = TypeVar("T", bound="Member")


@_attrs_define
class Member:
    """A user's role in a repository.

    Example:
        {'user_id': '01KAVW1A5Q7W9E2R4T6Y8A0S1D', 'name': 'ann', 'kind': 'person', 'role': 'maintainer', 'created_at':
            '2026-11-20T08:05:00Z'}

    Attributes:
        user_id (str): Identifies a user: a person or a service account. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        name (str): The user's name.
        kind (UserKind): What a user is.
        role (Role): What a user is trusted with, in one repository or everywhere. Each role has the rights of those
            before it.
        created_at (datetime.datetime): When a role was given first.
    """

    user_id: str
    name: str
    kind: UserKind
    role: Role
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        user_id = self.user_id

        name = self.name

        kind = self.kind.value

        role = self.role.value

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "user_id": user_id,
                "name": name,
                "kind": kind,
                "role": role,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        user_id = d.pop("user_id")

        name = d.pop("name")

        kind = UserKind(d.pop("kind"))

        role = Role(d.pop("role"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        member = cls(
            user_id=user_id,
            name=name,
            kind=kind,
            role=role,
            created_at=created_at,
        )

        member.additional_properties = d
        return member

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
