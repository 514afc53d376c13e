from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="WebhookUrl")


@_attrs_define
class WebhookUrl:
    """How a repository's webhook is set up at its provider.

    Example:
        {'url': 'https://ci.example.com/api/webhooks/github/01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'content_type':
            'application/json', 'events': ['push', 'pull_request'], 'secret_hint': 'the secret that was shown when the
            repository was added'}

    Attributes:
        url (str): The URL to enter.
        content_type (str): The content type to choose.
        events (list[str]): The events to choose, in the provider's words.
        secret_hint (str): What to enter as secret.
        app_url (str | Unset): The URL for the webhook of a GitHub App, which serves all repositories that it is
            installed
            in.
    """

    url: str
    content_type: str
    events: list[str]
    secret_hint: str
    app_url: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        content_type = self.content_type

        events = self.events

        secret_hint = self.secret_hint

        app_url = self.app_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "url": url,
                "content_type": content_type,
                "events": events,
                "secret_hint": secret_hint,
            }
        )
        if app_url is not UNSET:
            field_dict["app_url"] = app_url

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        url = d.pop("url")

        content_type = d.pop("content_type")

        events = cast(list[str], d.pop("events"))

        secret_hint = d.pop("secret_hint")

        app_url = d.pop("app_url", UNSET)

        webhook_url = cls(
            url=url,
            content_type=content_type,
            events=events,
            secret_hint=secret_hint,
            app_url=app_url,
        )

        webhook_url.additional_properties = d
        return webhook_url

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
