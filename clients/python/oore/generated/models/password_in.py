from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PasswordIn")


@_attrs_define
class PasswordIn:
    """A password to set.

    Example:
        {'password': 'correct horse battery staple', 'old_password': 'a battery of horses'}

    Attributes:
        password (str): The new password: neither the user's name nor their email.
        old_password (str | Unset): The present one, for those who set their own.
    """

    password: str
    old_password: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        password = self.password

        old_password = self.old_password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "password": password,
            }
        )
        if old_password is not UNSET:
            field_dict["old_password"] = old_password

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        password = d.pop("password")

        old_password = d.pop("old_password", UNSET)

        password_in = cls(
            password=password,
            old_password=old_password,
        )

        return password_in
