from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ReregisterIn")


@_attrs_define
class ReregisterIn:
    """How a runner is to register again.

    Example:
        {'revoke': True}

    Attributes:
        revoke (bool | Unset): Whether its present token opens nothing from now on, and its connection is closed.
            Without
            it the token is good until the new registration token is exchanged. Default: False.
    """

    revoke: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        revoke = self.revoke

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if revoke is not UNSET:
            field_dict["revoke"] = revoke

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        revoke = d.pop("revoke", UNSET)

        reregister_in = cls(
            revoke=revoke,
        )

        return reregister_in
