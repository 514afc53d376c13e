from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.webhook_event_status import WebhookEventStatus

T = TypeVar("T", bound="WebhookReceipt")


@_attrs_define
class WebhookReceipt:
    """What became of a delivery.

    Example:
        {'id': '01KAW02F5Q7W9E2R4T6Y8A0S1D', 'status': 'received', 'duplicate': False}

    Attributes:
        id (str): Identifies a webhook event. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        status (WebhookEventStatus): The state of a webhook event.
        duplicate (bool): Whether this delivery was received before.
    """

    id: str
    status: WebhookEventStatus
    duplicate: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        status = self.status.value

        duplicate = self.duplicate

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "status": status,
                "duplicate": duplicate,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        status = WebhookEventStatus(d.pop("status"))

        duplicate = d.pop("duplicate")

        webhook_receipt = cls(
            id=id,
            status=status,
            duplicate=duplicate,
        )

        webhook_receipt.additional_properties = d
        return webhook_receipt

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
