from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.error_code import ErrorCode
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.field_error import FieldError


T = TypeVar("T", bound="Problem")


@_attrs_define
class Problem:
    """What went wrong, in the form of RFC 9457.

    Example:
        {'type': 'urn:oore:problem:invalid_body', 'title': 'Invalid body', 'status': 400, 'code': 'invalid_body',
            'detail': '/owner: is required', 'request_id': '01KAW03K5Q7W9E2R4T6Y8A0S1D', 'errors': [{'field': '/owner',
            'message': 'is required'}]}

    Attributes:
        type_ (str): The kind of problem as a URI: `urn:oore:problem:` and the code.
        title (str): The kind of problem in words, the same for every occurrence.
        status (int): The HTTP status of the answer.
        code (ErrorCode): The stable kind of a problem.

            * `bad_request` (400): Malformed request
            * `invalid_parameter` (400): Invalid parameter
            * `invalid_body` (400): Invalid body
            * `invalid_page_token` (400): Invalid page token
            * `unauthenticated` (401): Token missing or not valid
            * `invalid_signature` (401): Signature missing or wrong
            * `forbidden` (403): Not allowed
            * `not_found` (404): Not found
            * `unknown_path` (404): Unknown path
            * `method_not_allowed` (405): Method not allowed
            * `body_timeout` (408): Body too slow
            * `conflict` (409): Conflict with the current state
            * `already_exists` (409): Already exists
            * `idempotency_key_reused` (409): Idempotency key of another request
            * `body_too_large` (413): Body too large
            * `unsupported_media_type` (415): Unsupported content type
            * `unprocessable` (422): Not possible
            * `too_many_requests` (429): Too many attempts
            * `internal` (500): Internal error
            * `unavailable` (503): Not available now
        detail (str): What went wrong this time.
        request_id (str): The request's id, which also stands in the server's log.
        errors (list[FieldError] | Unset): Each mistake of the body, where there is a body.
    """

    type_: str
    title: str
    status: int
    code: ErrorCode
    detail: str
    request_id: str
    errors: list[FieldError] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        title = self.title

        status = self.status

        code = self.code.value

        detail = self.detail

        request_id = self.request_id

        errors: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.errors, Unset):
            errors = []
            for errors_item_data in self.errors:
                errors_item = errors_item_data.to_dict()
                errors.append(errors_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "title": title,
                "status": status,
                "code": code,
                "detail": detail,
                "request_id": request_id,
            }
        )
        if errors is not UNSET:
            field_dict["errors"] = errors

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.field_error import FieldError

        d = dict(src_dict)
        type_ = d.pop("type")

        title = d.pop("title")

        status = d.pop("status")

        code = ErrorCode(d.pop("code"))

        detail = d.pop("detail")

        request_id = d.pop("request_id")

        _errors = d.pop("errors", UNSET)
        errors: list[FieldError] | Unset = UNSET
        if _errors is not UNSET:
            errors = []
            for errors_item_data in _errors:
                errors_item = FieldError.from_dict(errors_item_data)

                errors.append(errors_item)

        problem = cls(
            type_=type_,
            title=title,
            status=status,
            code=code,
            detail=detail,
            request_id=request_id,
            errors=errors,
        )

        problem.additional_properties = d
        return problem

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
