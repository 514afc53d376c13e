from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.me import Me


T = TypeVar("T", bound="SignedInUser")


@_attrs_define
class SignedInUser:
    """Who is signed in, and what a page needs to act in their name.

    Example:
        {'id': '01KAW4S15Q7W9E2R4T6Y8A0S1D', 'csrf_token':
            '5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592', 'me': {'kind': 'person', 'name': 'ann',
            'user_id': '01KAVW1A5Q7W9E2R4T6Y8A0S1D', 'session_id': '01KAW4S15Q7W9E2R4T6Y8A0S1D', 'scopes': ['admin'],
            'role': 'developer', 'repositories': [{'repository_id': '01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'role': 'maintainer'}]}}

    Attributes:
        id (str): Identifies a session of a browser. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        csrf_token (str): Goes into the header `X-CSRF-Token` of every request that changes something.
        me (Me): Who calls, and what they may do. Example: {'kind': 'person', 'name': 'ann', 'user_id':
            '01KAVW1A5Q7W9E2R4T6Y8A0S1D', 'token_id': '01KAVW2B5Q7W9E2R4T6Y8A0S1D', 'scopes': ['build:read', 'repo:read'],
            'role': 'developer', 'repositories': [{'repository_id': '01KAVZ3D5Q7W9E2R4T6Y8A0S1D', 'role': 'maintainer'}]}.
    """

    id: str
    csrf_token: str
    me: Me
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        csrf_token = self.csrf_token

        me = self.me.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "csrf_token": csrf_token,
                "me": me,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.me import Me

        d = dict(src_dict)
        id = d.pop("id")

        csrf_token = d.pop("csrf_token")

        me = Me.from_dict(d.pop("me"))

        signed_in_user = cls(
            id=id,
            csrf_token=csrf_token,
            me=me,
        )

        signed_in_user.additional_properties = d
        return signed_in_user

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
