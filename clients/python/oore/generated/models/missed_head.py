from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.missed_kind import MissedKind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.ref import Ref


T = TypeVar("T", bound="MissedHead")


@_attrs_define
class MissedHead:
    """A branch or a pull request that is not where it was seen last, and that no webhook told of.

    Attributes:
        event_id (str): Identifies a webhook event. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        kind (MissedKind): How a head differs from what was seen of it.
        ref (Ref): A branch, a tag or a pull request.
        seen (str | Unset): The commit at which it was seen last.
        commit (str | Unset): The commit at which it is; absent when it is gone.
    """

    event_id: str
    kind: MissedKind
    ref: Ref
    seen: str | Unset = UNSET
    commit: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event_id = self.event_id

        kind = self.kind.value

        ref = self.ref.to_dict()

        seen = self.seen

        commit = self.commit

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event_id": event_id,
                "kind": kind,
                "ref": ref,
            }
        )
        if seen is not UNSET:
            field_dict["seen"] = seen
        if commit is not UNSET:
            field_dict["commit"] = commit

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.ref import Ref

        d = dict(src_dict)
        event_id = d.pop("event_id")

        kind = MissedKind(d.pop("kind"))

        ref = Ref.from_dict(d.pop("ref"))

        seen = d.pop("seen", UNSET)

        commit = d.pop("commit", UNSET)

        missed_head = cls(
            event_id=event_id,
            kind=kind,
            ref=ref,
            seen=seen,
            commit=commit,
        )

        missed_head.additional_properties = d
        return missed_head

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
