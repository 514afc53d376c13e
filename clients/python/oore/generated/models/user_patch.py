from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.role import Role
from ..types import UNSET, Unset

T = TypeVar("T", bound="UserPatch")


@_attrs_define
class UserPatch:
    """What to change of a user; what is left out stays.

    Example:
        {'role': 'maintainer', 'oidc_subject': '248289761001'}

    Attributes:
        role (Role | Unset): What a user is trusted with, in one repository or everywhere. Each role has the rights of
            those before it.
        active (bool | Unset): Whether it may do anything at all.
        email (None | str | Unset): Where a person is reached. Null: nowhere.
        oidc_subject (None | str | Unset): What the identity provider knows the person by, its claim `sub`: whoever
            signs in there as
            that is this user here. Null: nothing, so that they can't sign in there.
    """

    role: Role | Unset = UNSET
    active: bool | Unset = UNSET
    email: None | str | Unset = UNSET
    oidc_subject: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role.value

        active = self.active

        email: None | str | Unset
        if isinstance(self.email, Unset):
            email = UNSET
        else:
            email = self.email

        oidc_subject: None | str | Unset
        if isinstance(self.oidc_subject, Unset):
            oidc_subject = UNSET
        else:
            oidc_subject = self.oidc_subject

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if role is not UNSET:
            field_dict["role"] = role
        if active is not UNSET:
            field_dict["active"] = active
        if email is not UNSET:
            field_dict["email"] = email
        if oidc_subject is not UNSET:
            field_dict["oidc_subject"] = oidc_subject

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        _role = d.pop("role", UNSET)
        role: Role | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = Role(_role)

        active = d.pop("active", UNSET)

        def _parse_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email = _parse_email(d.pop("email", UNSET))

        def _parse_oidc_subject(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        oidc_subject = _parse_oidc_subject(d.pop("oidc_subject", UNSET))

        user_patch = cls(
            role=role,
            active=active,
            email=email,
            oidc_subject=oidc_subject,
        )

        return user_patch
