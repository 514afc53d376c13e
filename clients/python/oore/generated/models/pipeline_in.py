from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="PipelineIn")


@_attrs_define
class PipelineIn:
    """A pipeline file to check.

    Example:
        {'path': 'oore.yaml', 'text': 'version: 1\\non: push\\njobs:\\n  test:\\n    steps:\\n      - run: make
            test\\njobz: {}\\n'}

    Attributes:
        text (str): What stands in it. More than 256 KiB is one of the mistakes that a file can have.
        path (str | Unset): What the file is called in its repository; `oore.yaml` when left out.
    """

    text: str
    path: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        path = self.path

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "text": text,
            }
        )
        if path is not UNSET:
            field_dict["path"] = path

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        text = d.pop("text")

        path = d.pop("path", UNSET)

        pipeline_in = cls(
            text=text,
            path=path,
        )

        return pipeline_in
