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
        role (None | Role | Unset): Its role for the instance. Null: none.
        active (bool | Unset): Whether it may do anything at all.
        email (None | str | Unset): Where a person is reached. Null: nowhere.
        oidc_subject (None | str | Unset): What the identity provider knows the person by, its claim `sub`: whoever
            signs in there as
            that is this user here. Null: nothing, so that they can't sign in there.
    """

    role: None | Role | Unset = UNSET
    active: bool | Unset = UNSET
    email: None | str | Unset = UNSET
    oidc_subject: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        role: None | str | Unset
        if isinstance(self.role, Unset):
            role = UNSET
        elif isinstance(self.role, Role):
            role = self.role.value
        else:
            role = self.role

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

        def _parse_role(data: object) -> None | Role | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                role_type_1 = Role(data)

                return role_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Role | Unset, data)

        role = _parse_role(d.pop("role", UNSET))

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
