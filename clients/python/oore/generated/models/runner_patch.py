from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RunnerPatch")


@_attrs_define
class RunnerPatch:
    """What to change of a runner; what is left out stays.

    Example:
        {'name': 'mac-studio', 'labels': ['signing', 'fast'], 'runs_forks': True}

    Attributes:
        name (str | Unset): Its name now: letters, digits, `.`, `_` and `-`.
        labels (list[str] | Unset): The labels beside those that it reports of its machine, all of them.
        repositories (list[str] | Unset): The repositories whose jobs it takes, all of them.
        any_repository (bool | Unset): True: it takes jobs of all repositories again.
        runs_forks (bool | Unset): Whether it takes jobs of pull requests from forks.
    """

    name: str | Unset = UNSET
    labels: list[str] | Unset = UNSET
    repositories: list[str] | Unset = UNSET
    any_repository: bool | Unset = UNSET
    runs_forks: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        labels: list[str] | Unset = UNSET
        if not isinstance(self.labels, Unset):
            labels = self.labels

        repositories: list[str] | Unset = UNSET
        if not isinstance(self.repositories, Unset):
            repositories = self.repositories

        any_repository = self.any_repository

        runs_forks = self.runs_forks

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if labels is not UNSET:
            field_dict["labels"] = labels
        if repositories is not UNSET:
            field_dict["repositories"] = repositories
        if any_repository is not UNSET:
            field_dict["any_repository"] = any_repository
        if runs_forks is not UNSET:
            field_dict["runs_forks"] = runs_forks

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        labels = cast(list[str], d.pop("labels", UNSET))

        repositories = cast(list[str], d.pop("repositories", UNSET))

        any_repository = d.pop("any_repository", UNSET)

        runs_forks = d.pop("runs_forks", UNSET)

        runner_patch = cls(
            name=name,
            labels=labels,
            repositories=repositories,
            any_repository=any_repository,
            runs_forks=runs_forks,
        )

        return runner_patch
