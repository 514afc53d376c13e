from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.role import Role
from ..models.user_kind import UserKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="UserIn")


@_attrs_define
class UserIn:
    """A user to add.

    Example:
        {'name': 'ann', 'kind': 'person', 'email': 'ann@example.com', 'role': 'developer'}

    Attributes:
        name (str): What it is called: lower-case letters, digits, `.`, `_` and `-`.
        kind (UserKind | Unset): What a user is.
        email (str | Unset): Where a person is reached.
        role (Role | Unset): What a user is trusted with, in one repository or everywhere. Each role has the rights of
            those before it.
    """

    name: str
    kind: UserKind | Unset = UNSET
    email: str | Unset = UNSET
    role: Role | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind.value

        email = self.email

        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind
        if email is not UNSET:
            field_dict["email"] = email
        if role is not UNSET:
            field_dict["role"] = role

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        _kind = d.pop("kind", UNSET)
        kind: UserKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = UserKind(_kind)

        email = d.pop("email", UNSET)

        _role = d.pop("role", UNSET)
        role: Role | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = Role(_role)

        user_in = cls(
            name=name,
            kind=kind,
            email=email,
            role=role,
        )

        return user_in
