from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="BuildLinks")


@_attrs_define
class BuildLinks:
    """Where more about a build is, as full addresses.

    Attributes:
        self_ (str): The build.
        repository (str): Its repository.
        events (str): The stream of its changes.
        webhook_event (str | Unset): The webhook event that started it.
    """

    self_: str
    repository: str
    events: str
    webhook_event: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        self_ = self.self_

        repository = self.repository

        events = self.events

        webhook_event = self.webhook_event

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "self": self_,
                "repository": repository,
                "events": events,
            }
        )
        if webhook_event is not UNSET:
            field_dict["webhook_event"] = webhook_event

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        self_ = d.pop("self")

        repository = d.pop("repository")

        events = d.pop("events")

        webhook_event = d.pop("webhook_event", UNSET)

        build_links = cls(
            self_=self_,
            repository=repository,
            events=events,
            webhook_event=webhook_event,
        )

        build_links.additional_properties = d
        return build_links

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
