from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.provider_kind import ProviderKind
from ..models.webhook_event_status import WebhookEventStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.build_link import BuildLink
    from ..models.event_decision import EventDecision
    from ..models.event_summary import EventSummary


T = TypeVar("T", bound="WebhookEvent")


@_attrs_define
class WebhookEvent:
    """One delivery of a webhook, and what was decided on it.

    Example:
        {'id': '01KAW02F5Q7W9E2R4T6Y8A0S1D', 'provider': 'github', 'event': 'push', 'delivery_id':
            '72d3162e-cc78-11e3-81ab-4c9367dc0958', 'repository_id': '01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'status': 'handled',
            'received_at': '2026-11-25T09:29:59Z', 'handled_at': '2026-11-25T09:30:00Z', 'attempts': 1, 'redeliveries': 0,
            'size_bytes': 7324, 'summary': {'repository': 'acme/app', 'ref': 'refs/heads/main', 'commit':
            '8f3c1b0e5a7d9246b1c0e8f7a6d5c4b3a2918070', 'sender': 'ada'}, 'decision': {'outcome': 'build', 'reason': 'A
            build starts.', 'trace': [{'rule': 'branches', 'matched': True, 'detail': '`main` is `ma*`', 'source': {'path':
            'oore.yaml', 'line': 4}}]}, 'builds': [{'id': '01KAW03G5Q7W9E2R4T6Y8A0S1D', 'number': 42, 'status':
            'succeeded'}]}

    Attributes:
        id (str): Identifies a webhook event. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        provider (ProviderKind): The kind of service a repository lives on.
        event (str): The kind of event in the provider's words: `push`, `Push Hook`. `sync`: no webhook told, it
            was found by a look at the repository.
        delivery_id (str): The provider's name for the delivery; a redelivery bears the same.
        status (WebhookEventStatus): The state of a webhook event.
        received_at (datetime.datetime): When it was stored.
        attempts (int): How often it was tried in vain since it was received or replayed: its commit could not be
            fetched.
        redeliveries (int): How often the provider delivered it again.
        size_bytes (int): The length of its body.
        summary (EventSummary): What a payload says it is about.
        action (str | Unset): What happened to the event's subject, in the provider's words.
        repository_id (str | Unset): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        handled_at (datetime.datetime | Unset): When it was decided.
        decision (EventDecision | Unset): What came of an event, and why.
        error (str | Unset): Why it could not be decided.
        builds (list[BuildLink] | Unset): The builds that came of it. Only where one event is shown.
    """

    id: str
    provider: ProviderKind
    event: str
    delivery_id: str
    status: WebhookEventStatus
    received_at: datetime.datetime
    attempts: int
    redeliveries: int
    size_bytes: int
    summary: EventSummary
    action: str | Unset = UNSET
    repository_id: str | Unset = UNSET
    handled_at: datetime.datetime | Unset = UNSET
    decision: EventDecision | Unset = UNSET
    error: str | Unset = UNSET
    builds: list[BuildLink] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        provider = self.provider.value

        event = self.event

        delivery_id = self.delivery_id

        status = self.status.value

        received_at = self.received_at.isoformat()

        attempts = self.attempts

        redeliveries = self.redeliveries

        size_bytes = self.size_bytes

        summary = self.summary.to_dict()

        action = self.action

        repository_id = self.repository_id

        handled_at: str | Unset = UNSET
        if not isinstance(self.handled_at, Unset):
            handled_at = self.handled_at.isoformat()

        decision: dict[str, Any] | Unset = UNSET
        if not isinstance(self.decision, Unset):
            decision = self.decision.to_dict()

        error = self.error

        builds: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.builds, Unset):
            builds = []
            for builds_item_data in self.builds:
                builds_item = builds_item_data.to_dict()
                builds.append(builds_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "provider": provider,
                "event": event,
                "delivery_id": delivery_id,
                "status": status,
                "received_at": received_at,
                "attempts": attempts,
                "redeliveries": redeliveries,
                "size_bytes": size_bytes,
                "summary": summary,
            }
        )
        if action is not UNSET:
            field_dict["action"] = action
        if repository_id is not UNSET:
            field_dict["repository_id"] = repository_id
        if handled_at is not UNSET:
            field_dict["handled_at"] = handled_at
        if decision is not UNSET:
            field_dict["decision"] = decision
        if error is not UNSET:
            field_dict["error"] = error
        if builds is not UNSET:
            field_dict["builds"] = builds

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.build_link import BuildLink
        from ..models.event_decision import EventDecision
        from ..models.event_summary import EventSummary

        d = dict(src_dict)
        id = d.pop("id")

        provider = ProviderKind(d.pop("provider"))

        event = d.pop("event")

        delivery_id = d.pop("delivery_id")

        status = WebhookEventStatus(d.pop("status"))

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        attempts = d.pop("attempts")

        redeliveries = d.pop("redeliveries")

        size_bytes = d.pop("size_bytes")

        summary = EventSummary.from_dict(d.pop("summary"))

        action = d.pop("action", UNSET)

        repository_id = d.pop("repository_id", UNSET)

        _handled_at = d.pop("handled_at", UNSET)
        handled_at: datetime.datetime | Unset
        if isinstance(_handled_at, Unset):
            handled_at = UNSET
        else:
            handled_at = datetime.datetime.fromisoformat(_handled_at)

        _decision = d.pop("decision", UNSET)
        decision: EventDecision | Unset
        if isinstance(_decision, Unset):
            decision = UNSET
        else:
            decision = EventDecision.from_dict(_decision)

        error = d.pop("error", UNSET)

        _builds = d.pop("builds", UNSET)
        builds: list[BuildLink] | Unset = UNSET
        if _builds is not UNSET:
            builds = []
            for builds_item_data in _builds:
                builds_item = BuildLink.from_dict(builds_item_data)

                builds.append(builds_item)

        webhook_event = cls(
            id=id,
            provider=provider,
            event=event,
            delivery_id=delivery_id,
            status=status,
            received_at=received_at,
            attempts=attempts,
            redeliveries=redeliveries,
            size_bytes=size_bytes,
            summary=summary,
            action=action,
            repository_id=repository_id,
            handled_at=handled_at,
            decision=decision,
            error=error,
            builds=builds,
        )

        webhook_event.additional_properties = d
        return webhook_event

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
