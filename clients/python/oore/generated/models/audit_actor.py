from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.actor_kind import ActorKind
from ..types import UNSET, Unset

T = TypeVar("T", bound="AuditActor")


@_attrs_define
class AuditActor:
    """Who did something.

    Attributes:
        kind (ActorKind): Who did something.
        name (str): The name at that time.
        id (str | Unset): The user or runner.
        token_id (str | Unset): Identifies an API or runner token. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
    """

    kind: ActorKind
    name: str
    id: str | Unset = UNSET
    token_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind.value

        name = self.name

        id = self.id

        token_id = self.token_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "name": name,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if token_id is not UNSET:
            field_dict["token_id"] = token_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = ActorKind(d.pop("kind"))

        name = d.pop("name")

        id = d.pop("id", UNSET)

        token_id = d.pop("token_id", UNSET)

        audit_actor = cls(
            kind=kind,
            name=name,
            id=id,
            token_id=token_id,
        )

        audit_actor.additional_properties = d
        return audit_actor

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
