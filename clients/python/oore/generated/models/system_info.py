from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SystemInfo")


@_attrs_define
class SystemInfo:
    """The server.

    Example:
        {'version': '0.1.0', 'database': 'sqlite', 'public_url': 'https://ci.example.com', 'started_at':
            '2026-11-25T09:00:00Z', 'git_protocols': ['https', 'ssh']}

    Attributes:
        version (str): Its version.
        database (str): The database that it uses: `sqlite` or `postgres`.
        public_url (str): The address that others reach it at.
        started_at (datetime.datetime): When it started.
        git_protocols (list[str]): What clone URLs may begin with.
    """

    version: str
    database: str
    public_url: str
    started_at: datetime.datetime
    git_protocols: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        database = self.database

        public_url = self.public_url

        started_at = self.started_at.isoformat()

        git_protocols = self.git_protocols

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "version": version,
                "database": database,
                "public_url": public_url,
                "started_at": started_at,
                "git_protocols": git_protocols,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        version = d.pop("version")

        database = d.pop("database")

        public_url = d.pop("public_url")

        started_at = datetime.datetime.fromisoformat(d.pop("started_at"))

        git_protocols = cast(list[str], d.pop("git_protocols"))

        system_info = cls(
            version=version,
            database=database,
            public_url=public_url,
            started_at=started_at,
            git_protocols=git_protocols,
        )

        system_info.additional_properties = d
        return system_info

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
