from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PullRequest")


@_attrs_define
class PullRequest:
    """A pull or merge request.

    Attributes:
        number (int): Its number.
        title (str): Its title.
        source_branch (str): The branch that it comes from.
        target_branch (str): The branch that it goes to.
        fork (bool): Whether it comes from another repository, or may.
        draft (bool): Whether it is not yet meant to be merged.
        source_repository (str | Unset): The repository that it comes from, where it is known.
        author (str | Unset): Who opened it, by the provider's word.
    """

    number: int
    title: str
    source_branch: str
    target_branch: str
    fork: bool
    draft: bool
    source_repository: str | Unset = UNSET
    author: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        title = self.title

        source_branch = self.source_branch

        target_branch = self.target_branch

        fork = self.fork

        draft = self.draft

        source_repository = self.source_repository

        author = self.author

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "title": title,
                "source_branch": source_branch,
                "target_branch": target_branch,
                "fork": fork,
                "draft": draft,
            }
        )
        if source_repository is not UNSET:
            field_dict["source_repository"] = source_repository
        if author is not UNSET:
            field_dict["author"] = author

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        number = d.pop("number")

        title = d.pop("title")

        source_branch = d.pop("source_branch")

        target_branch = d.pop("target_branch")

        fork = d.pop("fork")

        draft = d.pop("draft")

        source_repository = d.pop("source_repository", UNSET)

        author = d.pop("author", UNSET)

        pull_request = cls(
            number=number,
            title=title,
            source_branch=source_branch,
            target_branch=target_branch,
            fork=fork,
            draft=draft,
            source_repository=source_repository,
            author=author,
        )

        pull_request.additional_properties = d
        return pull_request

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
