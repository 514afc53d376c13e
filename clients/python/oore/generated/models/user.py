from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.role import Role
from ..models.user_kind import UserKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="User")


@_attrs_define
class User:
    """A person or a service account.

    Example:
        {'id': '01KAVW1A5Q7W9E2R4T6Y8A0S1D', 'name': 'ann', 'kind': 'person', 'email': 'ann@example.com', 'role':
            'developer', 'active': True, 'has_password': True, 'oidc_subject': '248289761001', 'created_at':
            '2026-11-20T08:00:00Z', 'updated_at': '2026-11-20T08:00:00Z'}

    Attributes:
        id (str): Identifies a user: a person or a service account. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        name (str): What it is called; unique.
        kind (UserKind): What a user is.
        active (bool): Whether it may do anything at all.
        has_password (bool): Whether it has a password to sign in with.
        created_at (datetime.datetime): When it was made.
        updated_at (datetime.datetime): When it was changed last.
        email (str | Unset): Where a person is reached.
        role (Role | Unset): What a user is trusted with, in one repository or everywhere. Each role has the rights of
            those before it.
        oidc_subject (str | Unset): What the identity provider knows it by.
    """

    id: str
    name: str
    kind: UserKind
    active: bool
    has_password: bool
    created_at: datetime.datetime
    updated_at: datetime.datetime
    email: str | Unset = UNSET
    role: Role | Unset = UNSET
    oidc_subject: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        kind = self.kind.value

        active = self.active

        has_password = self.has_password

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        email = self.email

        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role.value

        oidc_subject = self.oidc_subject

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "kind": kind,
                "active": active,
                "has_password": has_password,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )
        if email is not UNSET:
            field_dict["email"] = email
        if role is not UNSET:
            field_dict["role"] = role
        if oidc_subject is not UNSET:
            field_dict["oidc_subject"] = oidc_subject

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        kind = UserKind(d.pop("kind"))

        active = d.pop("active")

        has_password = d.pop("has_password")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        email = d.pop("email", UNSET)

        _role = d.pop("role", UNSET)
        role: Role | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = Role(_role)

        oidc_subject = d.pop("oidc_subject", UNSET)

        user = cls(
            id=id,
            name=name,
            kind=kind,
            active=active,
            has_password=has_password,
            created_at=created_at,
            updated_at=updated_at,
            email=email,
            role=role,
            oidc_subject=oidc_subject,
        )

        user.additional_properties = d
        return user

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
