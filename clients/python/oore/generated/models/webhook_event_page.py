from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.webhook_event import WebhookEvent


T = TypeVar("T", bound="WebhookEventPage")


@_attrs_define
class WebhookEventPage:
    """One page of a list.

    Example:
        {'items': [{'id': '01KAW02F5Q7W9E2R4T6Y8A0S1D', 'provider': 'github', 'event': 'push', 'delivery_id':
            '72d3162e-cc78-11e3-81ab-4c9367dc0958', 'repository_id': '01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'status': 'handled',
            'received_at': '2026-11-25T09:29:59Z', 'handled_at': '2026-11-25T09:30:00Z', 'attempts': 1, 'redeliveries': 0,
            'size_bytes': 7324, 'summary': {'repository': 'acme/app', 'ref': 'refs/heads/main', 'commit':
            '8f3c1b0e5a7d9246b1c0e8f7a6d5c4b3a2918070', 'sender': 'ada'}, 'decision': {'outcome': 'build', 'reason': 'A
            build starts.', 'trace': [{'rule': 'branches', 'matched': True, 'detail': '`main` is `ma*`', 'source': {'path':
            'oore.yaml', 'line': 4}}]}, 'builds': [{'id': '01KAW03G5Q7W9E2R4T6Y8A0S1D', 'number': 42, 'status':
            'succeeded'}]}]}

    Attributes:
        items (list[WebhookEvent]): The items, in the order of the list.
        next_page (str | Unset): The token of the next page; absent on the last one.
    """

    items: list[WebhookEvent]
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
        from ..models.webhook_event import WebhookEvent

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = WebhookEvent.from_dict(items_item_data)

            items.append(items_item)

        next_page = d.pop("next_page", UNSET)

        webhook_event_page = cls(
            items=items,
            next_page=next_page,
        )

        webhook_event_page.additional_properties = d
        return webhook_event_page

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
