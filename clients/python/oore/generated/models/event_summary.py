from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="EventSummary")


@_attrs_define
class EventSummary:
    """What a payload says it is about.

    Attributes:
        repository (str | Unset): The repository's full name.
        ref (str | Unset): The ref as it is spelt in the payload.
        commit (str | Unset): The commit's whole id.
        pull_request (int | Unset): The number of the pull or merge request.
        sender (str | Unset): Who did it.
    """

    repository: str | Unset = UNSET
    ref: str | Unset = UNSET
    commit: str | Unset = UNSET
    pull_request: int | Unset = UNSET
    sender: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        repository = self.repository

        ref = self.ref

        commit = self.commit

        pull_request = self.pull_request

        sender = self.sender

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if repository is not UNSET:
            field_dict["repository"] = repository
        if ref is not UNSET:
            field_dict["ref"] = ref
        if commit is not UNSET:
            field_dict["commit"] = commit
        if pull_request is not UNSET:
            field_dict["pull_request"] = pull_request
        if sender is not UNSET:
            field_dict["sender"] = sender

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        repository = d.pop("repository", UNSET)

        ref = d.pop("ref", UNSET)

        commit = d.pop("commit", UNSET)

        pull_request = d.pop("pull_request", UNSET)

        sender = d.pop("sender", UNSET)

        event_summary = cls(
            repository=repository,
            ref=ref,
            commit=commit,
            pull_request=pull_request,
            sender=sender,
        )

        event_summary.additional_properties = d
        return event_summary

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
