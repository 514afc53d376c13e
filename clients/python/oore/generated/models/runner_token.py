from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="RunnerToken")


@_attrs_define
class RunnerToken:
    """A runner's token.

    Example:
        {'runner_id': '01KAVX3D5Q7W9E2R4T6Y8A0S1D', 'name': 'mac-mini', 'token': 'oore_run_5m7q..'}

    Attributes:
        runner_id (str): Identifies a runner. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        name (str): That runner's name.
        token (str): What it connects with. Shown once.
    """

    runner_id: str
    name: str
    token: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        runner_id = self.runner_id

        name = self.name

        token = self.token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "runner_id": runner_id,
                "name": name,
                "token": token,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        runner_id = d.pop("runner_id")

        name = d.pop("name")

        token = d.pop("token")

        runner_token = cls(
            runner_id=runner_id,
            name=name,
            token=token,
        )

        runner_token.additional_properties = d
        return runner_token

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
