from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.trigger_in_inputs import TriggerInInputs


T = TypeVar("T", bound="TriggerIn")


@_attrs_define
class TriggerIn:
    """What to build.

    Example:
        {'branch': 'main', 'inputs': {'level': 'high'}}

    Attributes:
        branch (str | Unset): The branch; left out: the repository's default branch.
        inputs (TriggerInInputs | Unset): Values for the inputs that the pipeline file asks for.
    """

    branch: str | Unset = UNSET
    inputs: TriggerInInputs | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        branch = self.branch

        inputs: dict[str, Any] | Unset = UNSET
        if not isinstance(self.inputs, Unset):
            inputs = self.inputs.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if branch is not UNSET:
            field_dict["branch"] = branch
        if inputs is not UNSET:
            field_dict["inputs"] = inputs

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.trigger_in_inputs import TriggerInInputs

        d = dict(src_dict)
        branch = d.pop("branch", UNSET)

        _inputs = d.pop("inputs", UNSET)
        inputs: TriggerInInputs | Unset
        if isinstance(_inputs, Unset):
            inputs = UNSET
        else:
            inputs = TriggerInInputs.from_dict(_inputs)

        trigger_in = cls(
            branch=branch,
            inputs=inputs,
        )

        return trigger_in
