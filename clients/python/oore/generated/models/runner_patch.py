from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RunnerPatch")


@_attrs_define
class RunnerPatch:
    """What to change of a runner; what is left out stays.

    Example:
        {'name': 'mac-studio', 'labels': ['signing', 'fast']}

    Attributes:
        name (str | Unset): Its name now: letters, digits, `.`, `_` and `-`.
        labels (list[str] | Unset): The labels beside those that it reports of its machine, all of them.
    """

    name: str | Unset = UNSET
    labels: list[str] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        labels: list[str] | Unset = UNSET
        if not isinstance(self.labels, Unset):
            labels = self.labels

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if labels is not UNSET:
            field_dict["labels"] = labels

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        labels = cast(list[str], d.pop("labels", UNSET))

        runner_patch = cls(
            name=name,
            labels=labels,
        )

        return runner_patch
