from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.rule import Rule
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.source_place import SourcePlace


T = TypeVar("T", bound="DecisionStep")


@_attrs_define
class DecisionStep:
    """One rule that was looked at.

    Attributes:
        rule (Rule): A rule that decides whether an event starts a build.
        matched (bool): Whether it let the event pass.
        detail (str): The values that were compared.
        source (SourcePlace | Unset): A line of a file in the repository.
    """

    rule: Rule
    matched: bool
    detail: str
    source: SourcePlace | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rule = self.rule.value

        matched = self.matched

        detail = self.detail

        source: dict[str, Any] | Unset = UNSET
        if not isinstance(self.source, Unset):
            source = self.source.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "rule": rule,
                "matched": matched,
                "detail": detail,
            }
        )
        if source is not UNSET:
            field_dict["source"] = source

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.source_place import SourcePlace

        d = dict(src_dict)
        rule = Rule(d.pop("rule"))

        matched = d.pop("matched")

        detail = d.pop("detail")

        _source = d.pop("source", UNSET)
        source: SourcePlace | Unset
        if isinstance(_source, Unset):
            source = UNSET
        else:
            source = SourcePlace.from_dict(_source)

        decision_step = cls(
            rule=rule,
            matched=matched,
            detail=detail,
            source=source,
        )

        decision_step.additional_properties = d
        return decision_step

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
