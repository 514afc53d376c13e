from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.session_page import SessionPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 50,
    page_token: str | Unset = UNSET,
    user: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["page_token"] = page_token

    params["user"] = user

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/sessions",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | SessionPage | None:
    if response.status_code == 200:
        response_200 = SessionPage.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | SessionPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    page_token: str | Unset = UNSET,
    user: str | Unset = UNSET,
) -> Response[Problem | SessionPage]:
    """List sessions

     The caller's own that are open, or those of all users for an admin; the newest first.

    Requires the scope `admin` and the role `viewer`.

    Args:
        limit (int | Unset):  Default: 50.
        page_token (str | Unset):
        user (str | Unset): Identifies a user: a person or a service account. Example:
            01ARZ3NDEKTSV4RRFFQ69G5FAV.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SessionPage]
    """

    kwargs = _get_kwargs(
        limit=limit,
        page_token=page_token,
        user=user,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    page_token: str | Unset = UNSET,
    user: str | Unset = UNSET,
) -> Problem | SessionPage | None:
    """List sessions

     The caller's own that are open, or those of all users for an admin; the newest first.

    Requires the scope `admin` and the role `viewer`.

    Args:
        limit (int | Unset):  Default: 50.
        page_token (str | Unset):
        user (str | Unset): Identifies a user: a person or a service account. Example:
            01ARZ3NDEKTSV4RRFFQ69G5FAV.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SessionPage
    """

    return sync_detailed(
        client=client,
        limit=limit,
        page_token=page_token,
        user=user,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    page_token: str | Unset = UNSET,
    user: str | Unset = UNSET,
) -> Response[Problem | SessionPage]:
    """List sessions

     The caller's own that are open, or those of all users for an admin; the newest first.

    Requires the scope `admin` and the role `viewer`.

    Args:
        limit (int | Unset):  Default: 50.
        page_token (str | Unset):
        user (str | Unset): Identifies a user: a person or a service account. Example:
            01ARZ3NDEKTSV4RRFFQ69G5FAV.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SessionPage]
    """

    kwargs = _get_kwargs(
        limit=limit,
        page_token=page_token,
        user=user,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    page_token: str | Unset = UNSET,
    user: str | Unset = UNSET,
) -> Problem | SessionPage | None:
    """List sessions

     The caller's own that are open, or those of all users for an admin; the newest first.

    Requires the scope `admin` and the role `viewer`.

    Args:
        limit (int | Unset):  Default: 50.
        page_token (str | Unset):
        user (str | Unset): Identifies a user: a person or a service account. Example:
            01ARZ3NDEKTSV4RRFFQ69G5FAV.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SessionPage
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            page_token=page_token,
            user=user,
        )
    ).parsed
