from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sign_in_method import SignInMethod
from ..types import UNSET, Unset

T = TypeVar("T", bound="Session")


@_attrs_define
class Session:
    """A session of a browser. What opens it is the browser's cookie, and is not shown.

    Example:
        {'id': '01KAW4S15Q7W9E2R4T6Y8A0S1D', 'user_id': '01KAVW1A5Q7W9E2R4T6Y8A0S1D', 'user': 'ann', 'method':
            'password', 'address': '192.0.2.7', 'user_agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101
            Firefox/145.0', 'created_at': '2026-11-25T08:00:00Z', 'last_used_at': '2026-11-25T09:30:00Z', 'expires_at':
            '2026-12-02T08:00:00Z'}

    Attributes:
        id (str): Identifies a session of a browser. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        user_id (str): Identifies a user: a person or a service account. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        method (SignInMethod): How a person signed in.
        created_at (datetime.datetime): When they signed in.
        last_used_at (datetime.datetime): When it was used last, to the minute. It is over when it rests too long.
        expires_at (datetime.datetime): When it is over at the latest.
        user (str | Unset): Their name.
        address (str | Unset): The address that they signed in from.
        user_agent (str | Unset): What the browser calls itself.
    """

    id: str
    user_id: str
    method: SignInMethod
    created_at: datetime.datetime
    last_used_at: datetime.datetime
    expires_at: datetime.datetime
    user: str | Unset = UNSET
    address: str | Unset = UNSET
    user_agent: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        user_id = self.user_id

        method = self.method.value

        created_at = self.created_at.isoformat()

        last_used_at = self.last_used_at.isoformat()

        expires_at = self.expires_at.isoformat()

        user = self.user

        address = self.address

        user_agent = self.user_agent

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "user_id": user_id,
                "method": method,
                "created_at": created_at,
                "last_used_at": last_used_at,
                "expires_at": expires_at,
            }
        )
        if user is not UNSET:
            field_dict["user"] = user
        if address is not UNSET:
            field_dict["address"] = address
        if user_agent is not UNSET:
            field_dict["user_agent"] = user_agent

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        user_id = d.pop("user_id")

        method = SignInMethod(d.pop("method"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        last_used_at = datetime.datetime.fromisoformat(d.pop("last_used_at"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        user = d.pop("user", UNSET)

        address = d.pop("address", UNSET)

        user_agent = d.pop("user_agent", UNSET)

        session = cls(
            id=id,
            user_id=user_id,
            method=method,
            created_at=created_at,
            last_used_at=last_used_at,
            expires_at=expires_at,
            user=user,
            address=address,
            user_agent=user_agent,
        )

        session.additional_properties = d
        return session

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
