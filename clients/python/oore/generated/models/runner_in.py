from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RunnerIn")


@_attrs_define
class RunnerIn:
    """A runner to register.

    Example:
        {'name': 'mac-mini', 'labels': ['signing']}

    Attributes:
        name (str): Its name: letters, digits, `.`, `_` and `-`.
        labels (list[str] | Unset): Labels beside those that it reports of its machine.
    """

    name: str
    labels: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        labels: list[str] | Unset = UNSET
        if not isinstance(self.labels, Unset):
            labels = self.labels

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if labels is not UNSET:
            field_dict["labels"] = labels

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        labels = cast(list[str], d.pop("labels", UNSET))

        runner_in = cls(
            name=name,
            labels=labels,
        )

        return runner_in
