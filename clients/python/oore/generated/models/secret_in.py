from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="SecretIn")


@_attrs_define
class SecretIn:
    """A secret to set. Rules that are left out stay as they are; those of a new secret allow all but
    pull requests from forks.

        Example:
            {'value': 'correct horse battery staple', 'description': 'The password of the app store', 'branches': ['main'],
                'tags': ['v*']}

        Attributes:
            value (str): Its value: 4 characters or more, so that it can be hidden in logs, and 64 KiB at most. It is
                sealed and never shown. It must be given again whenever a rule is changed.
            description (None | str | Unset): What it is for. Null: nothing is said.
            for_forks (bool | Unset): Whether pull requests from forks get it: code of strangers.
            branches (list[str] | None | Unset): Patterns of the branches whose jobs get it, as in pipeline files. Once
                there are patterns
                here or in `tags`, jobs of pull requests don't get it, whatever branch they go to. Null:
                none.
            tags (list[str] | None | Unset): Patterns of the tags whose jobs get it. Null: none.
            environments (list[str] | None | Unset): Patterns of the environments whose jobs get it. Null: none.
    """

    value: str
    description: None | str | Unset = UNSET
    for_forks: bool | Unset = UNSET
    branches: list[str] | None | Unset = UNSET
    tags: list[str] | None | Unset = UNSET
    environments: list[str] | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        value = self.value

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        for_forks = self.for_forks

        branches: list[str] | None | Unset
        if isinstance(self.branches, Unset):
            branches = UNSET
        elif isinstance(self.branches, list):
            branches = self.branches

        else:
            branches = self.branches

        tags: list[str] | None | Unset
        if isinstance(self.tags, Unset):
            tags = UNSET
        elif isinstance(self.tags, list):
            tags = self.tags

        else:
            tags = self.tags

        environments: list[str] | None | Unset
        if isinstance(self.environments, Unset):
            environments = UNSET
        elif isinstance(self.environments, list):
            environments = self.environments

        else:
            environments = self.environments

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "value": value,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if for_forks is not UNSET:
            field_dict["for_forks"] = for_forks
        if branches is not UNSET:
            field_dict["branches"] = branches
        if tags is not UNSET:
            field_dict["tags"] = tags
        if environments is not UNSET:
            field_dict["environments"] = environments

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        value = d.pop("value")

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        for_forks = d.pop("for_forks", UNSET)

        def _parse_branches(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                branches_type_0 = cast(list[str], data)

                return branches_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        branches = _parse_branches(d.pop("branches", UNSET))

        def _parse_tags(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tags_type_0 = cast(list[str], data)

                return tags_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        tags = _parse_tags(d.pop("tags", UNSET))

        def _parse_environments(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                environments_type_0 = cast(list[str], data)

                return environments_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        environments = _parse_environments(d.pop("environments", UNSET))

        secret_in = cls(
            value=value,
            description=description,
            for_forks=for_forks,
            branches=branches,
            tags=tags,
            environments=environments,
        )

        return secret_in
