from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.audit_event import AuditEvent


T = TypeVar("T", bound="AuditEventPage")


@_attrs_define
class AuditEventPage:
    """One page of a list.

    Example:
        {'items': [{'id': '01KAW0AA5Q7W9E2R4T6Y8A0S1D', 'sequence': 42, 'at': '2026-11-25T09:30:00Z', 'actor': {'kind':
            'person', 'id': '01KAVW1A5Q7W9E2R4T6Y8A0S1D', 'name': 'ann', 'token_id': '01KAVW2B5Q7W9E2R4T6Y8A0S1D'},
            'operation': 'repo_update', 'target': {'kind': 'repository', 'id': '01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'name':
            'acme/app'}, 'repository_id': '01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'address': '192.0.2.7', 'request_id':
            '01KAW0A95Q7W9E2R4T6Y8A0S1D', 'before': {'active': True}, 'after': {'active': False}}]}

    Attributes:
        items (list[AuditEvent]): The items, in the order of the list.
        next_page (str | Unset): The token of the next page; absent on the last one.
    """

    items: list[AuditEvent]
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
        from ..models.audit_event import AuditEvent

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = AuditEvent.from_dict(items_item_data)

            items.append(items_item)

        next_page = d.pop("next_page", UNSET)

        audit_event_page = cls(
            items=items,
            next_page=next_page,
        )

        audit_event_page.additional_properties = d
        return audit_event_page

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
