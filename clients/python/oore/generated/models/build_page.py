from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.build import Build


T = TypeVar("T", bound="BuildPage")


@_attrs_define
class BuildPage:
    """One page of a list.

    Example:
        {'items': [{'id': '01KAW03G5Q7W9E2R4T6Y8A0S1D', 'repository_id': '01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'number': 42,
            'status': 'succeeded', 'event': 'push', 'ref': {'kind': 'branch', 'name': 'main'}, 'commit': {'sha':
            '8f3c1b0e5a7d9246b1c0e8f7a6d5c4b3a2918070', 'message': 'Mend the login', 'author': 'Ada'}, 'triggered_by':
            'ada', 'webhook_event_id': '01KAW02F5Q7W9E2R4T6Y8A0S1D', 'pipeline_name': 'Tests', 'approvals': [{'decision':
            'approved', 'by': 'admin', 'comment': 'Read it, harmless', 'commit': '8f3c1b0e5a7d9246b1c0e8f7a6d5c4b3a2918070',
            'at': '2026-11-25T09:30:01Z'}], 'created_at': '2026-11-25T09:30:00Z', 'started_at': '2026-11-25T09:30:02Z',
            'finished_at': '2026-11-25T09:31:13Z', 'duration_ms': 71000, 'links': {'self':
            'https://ci.example.com/api/builds/01KAW03G5Q7W9E2R4T6Y8A0S1D', 'repository':
            'https://ci.example.com/api/repositories/01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'events':
            'https://ci.example.com/api/builds/01KAW03G5Q7W9E2R4T6Y8A0S1D/events', 'webhook_event':
            'https://ci.example.com/api/webhooks/events/01KAW02F5Q7W9E2R4T6Y8A0S1D'}, 'jobs': [{'id':
            '01KAW03H5Q7W9E2R4T6Y8A0S1D', 'build_id': '01KAW03G5Q7W9E2R4T6Y8A0S1D', 'key': 'test', 'name': 'Test', 'status':
            'succeeded', 'attempt': 1, 'matrix': {}, 'needs': [], 'runs_on': ['linux'], 'timeout_ms': 3600000,
            'continue_on_error': False, 'runner_id': '01KAVX3D5Q7W9E2R4T6Y8A0S1D', 'outputs': {'version': '1.4.0'},
            'created_at': '2026-11-25T09:30:00Z', 'started_at': '2026-11-25T09:30:02Z', 'finished_at':
            '2026-11-25T09:31:13Z', 'duration_ms': 71000, 'steps': [{'index': 0, 'name': 'Test', 'status': 'succeeded',
            'exit_code': 0, 'started_at': '2026-11-25T09:30:03Z', 'finished_at': '2026-11-25T09:31:12Z', 'duration_ms':
            69000, 'log_start': 310, 'log_end': 4096}], 'attempts': [{'attempt': 1, 'status': 'succeeded', 'runner_id':
            '01KAVX3D5Q7W9E2R4T6Y8A0S1D', 'leased_at': '2026-11-25T09:30:01Z', 'started_at': '2026-11-25T09:30:02Z',
            'finished_at': '2026-11-25T09:31:13Z'}], 'secrets': [{'name': 'STORE_PASSWORD', 'given': True}]}]}]}

    Attributes:
        items (list[Build]): The items, in the order of the list.
        next_page (str | Unset): The token of the next page; absent on the last one.
    """

    items: list[Build]
    next_page: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        next_page = self.next_page

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "items": items,
            }
        )
        if next_page is not UNSET:
            field_dict["next_page"] = next_page

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.build import Build

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = Build.from_dict(items_item_data)

            items.append(items_item)

        next_page = d.pop("next_page", UNSET)

        build_page = cls(
            items=items,
            next_page=next_page,
        )

        build_page.additional_properties = d
        return build_page

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
