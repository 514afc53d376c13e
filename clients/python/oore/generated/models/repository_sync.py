from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.missed_head import MissedHead


T = TypeVar("T", bound="RepositorySync")


@_attrs_define
class RepositorySync:
    """What a look at a repository found that no webhook told.

    Example:
        {'branches': 4, 'pull_requests': 1, 'first': False, 'missed': [{'event_id': '01KAW03B5Q7W9E2R4T6Y8A0S1D',
            'kind': 'moved', 'ref': {'kind': 'branch', 'name': 'main'}, 'seen': '9fceb02d0ae598e95dc970b74767f19372d61af8',
            'commit': '3f785e2c9a1b0d4f6e8a7c5b2d1f0e9a8b7c6d5e'}]}

    Attributes:
        branches (int): How many branches there are.
        first (bool): Whether it was the first look: everything was noted then, and nothing is built for it.
        missed (list[MissedHead]): What was missed, in the order in which it is handled.
        pull_requests (int | Unset): How many pull requests are open; absent where they can't be listed.
        not_listed (str | Unset): Why the open pull requests were not compared.
    """

    branches: int
    first: bool
    missed: list[MissedHead]
    pull_requests: int | Unset = UNSET
    not_listed: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        branches = self.branches

        first = self.first

        missed = []
        for missed_item_data in self.missed:
            missed_item = missed_item_data.to_dict()
            missed.append(missed_item)

        pull_requests = self.pull_requests

        not_listed = self.not_listed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "branches": branches,
                "first": first,
                "missed": missed,
            }
        )
        if pull_requests is not UNSET:
            field_dict["pull_requests"] = pull_requests
        if not_listed is not UNSET:
            field_dict["not_listed"] = not_listed

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.missed_head import MissedHead

        d = dict(src_dict)
        branches = d.pop("branches")

        first = d.pop("first")

        missed = []
        _missed = d.pop("missed")
        for missed_item_data in _missed:
            missed_item = MissedHead.from_dict(missed_item_data)

            missed.append(missed_item)

        pull_requests = d.pop("pull_requests", UNSET)

        not_listed = d.pop("not_listed", UNSET)

        repository_sync = cls(
            branches=branches,
            first=first,
            missed=missed,
            pull_requests=pull_requests,
            not_listed=not_listed,
        )

        repository_sync.additional_properties = d
        return repository_sync

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
