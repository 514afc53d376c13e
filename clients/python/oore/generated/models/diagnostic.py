from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Diagnostic")


@_attrs_define
class Diagnostic:
    """One mistake in a pipeline file.

    Attributes:
        code (str): Its kind, for programs.
        message (str): What is wrong.
        path (str): The file's path in the repository.
        rendered (str): All of that as text for a terminal.
        line (int | Unset): Counted from 1; absent when the file as a whole is meant.
        column (int | Unset): Counted from 1, in characters.
        length (int | Unset): How long the place is, in bytes.
        help_ (str | Unset): What to do about it.
    """

    code: str
    message: str
    path: str
    rendered: str
    line: int | Unset = UNSET
    column: int | Unset = UNSET
    length: int | Unset = UNSET
    help_: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        message = self.message

        path = self.path

        rendered = self.rendered

        line = self.line

        column = self.column

        length = self.length

        help_ = self.help_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "message": message,
                "path": path,
                "rendered": rendered,
            }
        )
        if line is not UNSET:
            field_dict["line"] = line
        if column is not UNSET:
            field_dict["column"] = column
        if length is not UNSET:
            field_dict["length"] = length
        if help_ is not UNSET:
            field_dict["help"] = help_

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        code = d.pop("code")

        message = d.pop("message")

        path = d.pop("path")

        rendered = d.pop("rendered")

        line = d.pop("line", UNSET)

        column = d.pop("column", UNSET)

        length = d.pop("length", UNSET)

        help_ = d.pop("help", UNSET)

        diagnostic = cls(
            code=code,
            message=message,
            path=path,
            rendered=rendered,
            line=line,
            column=column,
            length=length,
            help_=help_,
        )

        diagnostic.additional_properties = d
        return diagnostic

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
