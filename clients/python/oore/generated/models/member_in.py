from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..models.role import Role

T = TypeVar("T", bound="MemberIn")


@_attrs_define
class MemberIn:
    """A role to give.

    Example:
        {'role': 'maintainer'}

    Attributes:
        role (Role): What a user is trusted with, in one repository or everywhere. Each role has the rights of those
            before it.
    """

    role: Role

    def to_dict(self) -> dict[str, Any]:
        role = self.role.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "role": role,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        role = Role(d.pop("role"))

        member_in = cls(
            role=role,
        )

        return member_in
