from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.build_status import BuildStatus

T = TypeVar("T", bound="BuildLink")


@_attrs_define
class BuildLink:
    """A build, named.

    Attributes:
        id (str): Identifies a build. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        number (int): Its number in its repository.
        status (BuildStatus): The state of a build.
    """

    id: str
    number: int
    status: BuildStatus
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        number = self.number

        status = self.status.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "number": number,
                "status": status,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        number = d.pop("number")

        status = BuildStatus(d.pop("status"))

        build_link = cls(
            id=id,
            number=number,
            status=status,
        )

        build_link.additional_properties = d
        return build_link

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
