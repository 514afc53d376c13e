from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.secret import Secret


T = TypeVar("T", bound="SecretPage")


@_attrs_define
class SecretPage:
    """One page of a list.

    Example:
        {'items': [{'name': 'STORE_PASSWORD', 'repository_id': '01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'description': 'The
            password of the app store', 'for_forks': False, 'branches': ['main'], 'tags': ['v*'], 'environments': [],
            'created_at': '2026-11-25T09:10:00Z', 'updated_at': '2026-11-25T09:10:00Z', 'updated_by': 'ada'}]}

    Attributes:
        items (list[Secret]): The items, in the order of the list.
        next_page (str | Unset): The token of the next page; absent on the last one.
    """

    items: list[Secret]
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
        from ..models.secret import Secret

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = Secret.from_dict(items_item_data)

            items.append(items_item)

        next_page = d.pop("next_page", UNSET)

        secret_page = cls(
            items=items,
            next_page=next_page,
        )

        secret_page.additional_properties = d
        return secret_page

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
