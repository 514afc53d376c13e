from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Secret")


@_attrs_define
class Secret:
    """A secret without its value, which is never shown.

    Example:
        {'name': 'STORE_PASSWORD', 'repository_id': '01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'description': 'The password of the
            app store', 'for_forks': False, 'branches': ['main'], 'tags': ['v*'], 'environments': [], 'created_at':
            '2026-11-25T09:10:00Z', 'updated_at': '2026-11-25T09:10:00Z', 'updated_by': 'ada'}

    Attributes:
        name (str): Its name, and that of the variable that a job finds it in.
        for_forks (bool): Whether pull requests from forks get it.
        branches (list[str]): Patterns of the branches whose jobs get it.
        tags (list[str]): Patterns of the tags whose jobs get it. With no pattern here and none in `branches`, jobs of
            every ref do.
        environments (list[str]): Patterns of the environments whose jobs get it; without one, jobs without an
            environment do,
            too.
        created_at (datetime.datetime): When it was set first.
        updated_at (datetime.datetime): When it was set last.
        updated_by (str): Who set it last.
        repository_id (str | Unset): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        description (str | Unset): What it is for.
    """

    name: str
    for_forks: bool
    branches: list[str]
    tags: list[str]
    environments: list[str]
    created_at: datetime.datetime
    updated_at: datetime.datetime
    updated_by: str
    repository_id: str | Unset = UNSET
    description: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        for_forks = self.for_forks

        branches = self.branches

        tags = self.tags

        environments = self.environments

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        updated_by = self.updated_by

        repository_id = self.repository_id

        description = self.description

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "for_forks": for_forks,
                "branches": branches,
                "tags": tags,
                "environments": environments,
                "created_at": created_at,
                "updated_at": updated_at,
                "updated_by": updated_by,
            }
        )
        if repository_id is not UNSET:
            field_dict["repository_id"] = repository_id
        if description is not UNSET:
            field_dict["description"] = description

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        for_forks = d.pop("for_forks")

        branches = cast(list[str], d.pop("branches"))

        tags = cast(list[str], d.pop("tags"))

        environments = cast(list[str], d.pop("environments"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        updated_by = d.pop("updated_by")

        repository_id = d.pop("repository_id", UNSET)

        description = d.pop("description", UNSET)

        secret = cls(
            name=name,
            for_forks=for_forks,
            branches=branches,
            tags=tags,
            environments=environments,
            created_at=created_at,
            updated_at=updated_at,
            updated_by=updated_by,
            repository_id=repository_id,
            description=description,
        )

        secret.additional_properties = d
        return secret

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
