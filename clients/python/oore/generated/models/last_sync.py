from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="LastSync")


@_attrs_define
class LastSync:
    """The last look at a repository for what no webhook told.

    Attributes:
        at (datetime.datetime): When it was.
        branches_at (datetime.datetime | Unset): When the branches were compared last.
        pull_requests_at (datetime.datetime | Unset): When the open pull requests were compared last.
        error (str | Unset): What could not be compared the last time.
    """

    at: datetime.datetime
    branches_at: datetime.datetime | Unset = UNSET
    pull_requests_at: datetime.datetime | Unset = UNSET
    error: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        at = self.at.isoformat()

        branches_at: str | Unset = UNSET
        if not isinstance(self.branches_at, Unset):
            branches_at = self.branches_at.isoformat()

        pull_requests_at: str | Unset = UNSET
        if not isinstance(self.pull_requests_at, Unset):
            pull_requests_at = self.pull_requests_at.isoformat()

        error = self.error

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "at": at,
            }
        )
        if branches_at is not UNSET:
            field_dict["branches_at"] = branches_at
        if pull_requests_at is not UNSET:
            field_dict["pull_requests_at"] = pull_requests_at
        if error is not UNSET:
            field_dict["error"] = error

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        at = datetime.datetime.fromisoformat(d.pop("at"))

        _branches_at = d.pop("branches_at", UNSET)
        branches_at: datetime.datetime | Unset
        if isinstance(_branches_at, Unset):
            branches_at = UNSET
        else:
            branches_at = datetime.datetime.fromisoformat(_branches_at)

        _pull_requests_at = d.pop("pull_requests_at", UNSET)
        pull_requests_at: datetime.datetime | Unset
        if isinstance(_pull_requests_at, Unset):
            pull_requests_at = UNSET
        else:
            pull_requests_at = datetime.datetime.fromisoformat(_pull_requests_at)

        error = d.pop("error", UNSET)

        last_sync = cls(
            at=at,
            branches_at=branches_at,
            pull_requests_at=pull_requests_at,
            error=error,
        )

        last_sync.additional_properties = d
        return last_sync

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
