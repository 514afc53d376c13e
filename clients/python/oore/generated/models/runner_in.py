from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RunnerIn")


@_attrs_define
class RunnerIn:
    """A runner to register.

    Example:
        {'name': 'mac-mini', 'labels': ['signing'], 'repositories': ['01KAVZ3D5Q7W9E2R4T6Y8A0S1D']}

    Attributes:
        name (str): Its name: letters, digits, `.`, `_` and `-`.
        labels (list[str] | Unset): Labels beside those that it reports of its machine.
        repositories (list[str] | Unset): The repositories whose jobs it takes; left out: all.
        runs_forks (bool | Unset): Whether it takes jobs of pull requests from forks, whose commands are strangers':
            they can
            do on its machine what its user can. Default: False.
    """

    name: str
    labels: list[str] | Unset = UNSET
    repositories: list[str] | Unset = UNSET
    runs_forks: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        labels: list[str] | Unset = UNSET
        if not isinstance(self.labels, Unset):
            labels = self.labels

        repositories: list[str] | Unset = UNSET
        if not isinstance(self.repositories, Unset):
            repositories = self.repositories

        runs_forks = self.runs_forks

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
            }
        )
        if labels is not UNSET:
            field_dict["labels"] = labels
        if repositories is not UNSET:
            field_dict["repositories"] = repositories
        if runs_forks is not UNSET:
            field_dict["runs_forks"] = runs_forks

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        name = d.pop("name")

        labels = cast(list[str], d.pop("labels", UNSET))

        repositories = cast(list[str], d.pop("repositories", UNSET))

        runs_forks = d.pop("runs_forks", UNSET)

        runner_in = cls(
            name=name,
            labels=labels,
            repositories=repositories,
            runs_forks=runs_forks,
        )

        return runner_in
