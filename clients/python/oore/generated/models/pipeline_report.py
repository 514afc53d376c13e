from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.diagnostic import Diagnostic


T = TypeVar("T", bound="PipelineReport")


@_attrs_define
class PipelineReport:
    """Whether a pipeline file can be used.

    Example:
        {'valid': False, 'diagnostics': [{'code': 'unknown_key', 'message': 'a pipeline has no key `jobz`', 'path':
            'oore.yaml', 'line': 7, 'column': 1, 'length': 4, 'help': 'did you mean `jobs`?', 'rendered': 'unknown_key: a
            pipeline has no key `jobz`\\n  at oore.yaml:7:1\\n  help: did you mean `jobs`?'}]}

    Attributes:
        valid (bool): Whether the file has no mistake.
        diagnostics (list[Diagnostic]): Its mistakes, in the order of their places; none of a valid file.
    """

    valid: bool
    diagnostics: list[Diagnostic]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        valid = self.valid

        diagnostics = []
        for diagnostics_item_data in self.diagnostics:
            diagnostics_item = diagnostics_item_data.to_dict()
            diagnostics.append(diagnostics_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "valid": valid,
                "diagnostics": diagnostics,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.diagnostic import Diagnostic

        d = dict(src_dict)
        valid = d.pop("valid")

        diagnostics = []
        _diagnostics = d.pop("diagnostics")
        for diagnostics_item_data in _diagnostics:
            diagnostics_item = Diagnostic.from_dict(diagnostics_item_data)

            diagnostics.append(diagnostics_item)

        pipeline_report = cls(
            valid=valid,
            diagnostics=diagnostics,
        )

        pipeline_report.additional_properties = d
        return pipeline_report

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
