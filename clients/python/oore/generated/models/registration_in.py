from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="RegistrationIn")


@_attrs_define
class RegistrationIn:
    """What a runner shows to get its token.

    Example:
        {'registration_token': 'oore_reg_8k2v..'}

    Attributes:
        registration_token (str): `oore_reg_..`, from the answer to `runner_add` or `runner_reregister`.
    """

    registration_token: str

    def to_dict(self) -> dict[str, Any]:
        registration_token = self.registration_token

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "registration_token": registration_token,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        registration_token = d.pop("registration_token")

        registration_in = cls(
            registration_token=registration_token,
        )

        return registration_in
