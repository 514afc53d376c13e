from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RerunIn")


@_attrs_define
class RerunIn:
    """How to repeat a build.

    Example:
        {'failed_only': True}

    Attributes:
        failed_only (bool | Unset): Whether only jobs that did not succeed run again; the others are taken over as they
            are. Default: False.
    """

    failed_only: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        failed_only = self.failed_only

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if failed_only is not UNSET:
            field_dict["failed_only"] = failed_only

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        failed_only = d.pop("failed_only", UNSET)

        rerun_in = cls(
            failed_only=failed_only,
        )

        return rerun_in
