from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.token import Token
from ...models.token_in import TokenIn
from ...types import Response


def _get_kwargs(
    *,
    body: TokenIn,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/tokens",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | Token | None:
    if response.status_code == 201:
        response_201 = Token.from_dict(response.json())

        return response_201

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 408:
        response_408 = Problem.from_dict(response.json())

        return response_408

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

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
) -> Response[Problem | Token]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: TokenIn,
) -> Response[Problem | Token]:
    """Make a token

     The answer shows it, once. It allows no more than the token that makes it, ends no later, and
    never allows more than its user may do.

    Requires the scope `admin` and the role `viewer`.

    Args:
        body (TokenIn): A token to make. Example: {'name': 'laptop', 'user_id':
            '01KAVW1A5Q7W9E2R4T6Y8A0S1D', 'scopes': ['build:read', 'repo:read'], 'expires_in_days':
            90}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Token]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: TokenIn,
) -> Problem | Token | None:
    """Make a token

     The answer shows it, once. It allows no more than the token that makes it, ends no later, and
    never allows more than its user may do.

    Requires the scope `admin` and the role `viewer`.

    Args:
        body (TokenIn): A token to make. Example: {'name': 'laptop', 'user_id':
            '01KAVW1A5Q7W9E2R4T6Y8A0S1D', 'scopes': ['build:read', 'repo:read'], 'expires_in_days':
            90}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Token
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: TokenIn,
) -> Response[Problem | Token]:
    """Make a token

     The answer shows it, once. It allows no more than the token that makes it, ends no later, and
    never allows more than its user may do.

    Requires the scope `admin` and the role `viewer`.

    Args:
        body (TokenIn): A token to make. Example: {'name': 'laptop', 'user_id':
            '01KAVW1A5Q7W9E2R4T6Y8A0S1D', 'scopes': ['build:read', 'repo:read'], 'expires_in_days':
            90}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Token]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: TokenIn,
) -> Problem | Token | None:
    """Make a token

     The answer shows it, once. It allows no more than the token that makes it, ends no later, and
    never allows more than its user may do.

    Requires the scope `admin` and the role `viewer`.

    Args:
        body (TokenIn): A token to make. Example: {'name': 'laptop', 'user_id':
            '01KAVW1A5Q7W9E2R4T6Y8A0S1D', 'scopes': ['build:read', 'repo:read'], 'expires_in_days':
            90}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Token
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
