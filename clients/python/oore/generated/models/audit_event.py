from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.audit_actor import AuditActor
    from ..models.audit_target import AuditTarget


T = TypeVar("T", bound="AuditEvent")


@_attrs_define
class AuditEvent:
    """Something that somebody did.

    Example:
        {'id': '01KAW0AA5Q7W9E2R4T6Y8A0S1D', 'sequence': 42, 'at': '2026-11-25T09:30:00Z', 'actor': {'kind': 'person',
            'id': '01KAVW1A5Q7W9E2R4T6Y8A0S1D', 'name': 'ann', 'token_id': '01KAVW2B5Q7W9E2R4T6Y8A0S1D'}, 'operation':
            'repo_update', 'target': {'kind': 'repository', 'id': '01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'name': 'acme/app'},
            'repository_id': '01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'address': '192.0.2.7', 'request_id':
            '01KAW0A95Q7W9E2R4T6Y8A0S1D', 'before': {'active': True}, 'after': {'active': False}}

    Attributes:
        id (str): Identifies an entry of the audit record. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        sequence (int): Its place in the record, from 1 without gaps.
        at (datetime.datetime): When.
        actor (AuditActor): Who did something.
        operation (str): The operation.
        target (AuditTarget): What something was done to.
        repository_id (str | Unset): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        address (str | Unset): The address that the request came from.
        request_id (str | Unset): The request's id, which also stands in the server's log.
        before (Any | Unset): What it was like before, without secrets; of a change, the fields that differ.
        after (Any | Unset): What it was like afterwards, without secrets; of a change, the fields that differ.
    """

    id: str
    sequence: int
    at: datetime.datetime
    actor: AuditActor
    operation: str
    target: AuditTarget
    repository_id: str | Unset = UNSET
    address: str | Unset = UNSET
    request_id: str | Unset = UNSET
    before: Any | Unset = UNSET
    after: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        sequence = self.sequence

        at = self.at.isoformat()

        actor = self.actor.to_dict()

        operation = self.operation

        target = self.target.to_dict()

        repository_id = self.repository_id

        address = self.address

        request_id = self.request_id

        before = self.before

        after = self.after

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "sequence": sequence,
                "at": at,
                "actor": actor,
                "operation": operation,
                "target": target,
            }
        )
        if repository_id is not UNSET:
            field_dict["repository_id"] = repository_id
        if address is not UNSET:
            field_dict["address"] = address
        if request_id is not UNSET:
            field_dict["request_id"] = request_id
        if before is not UNSET:
            field_dict["before"] = before
        if after is not UNSET:
            field_dict["after"] = after

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.audit_actor import AuditActor
        from ..models.audit_target import AuditTarget

        d = dict(src_dict)
        id = d.pop("id")

        sequence = d.pop("sequence")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        actor = AuditActor.from_dict(d.pop("actor"))

        operation = d.pop("operation")

        target = AuditTarget.from_dict(d.pop("target"))

        repository_id = d.pop("repository_id", UNSET)

        address = d.pop("address", UNSET)

        request_id = d.pop("request_id", UNSET)

        before = d.pop("before", UNSET)

        after = d.pop("after", UNSET)

        audit_event = cls(
            id=id,
            sequence=sequence,
            at=at,
            actor=actor,
            operation=operation,
            target=target,
            repository_id=repository_id,
            address=address,
            request_id=request_id,
            before=before,
            after=after,
        )

        audit_event.additional_properties = d
        return audit_event

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
