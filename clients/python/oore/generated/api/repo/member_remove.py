from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    id: str,
    user_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/repositories/{id}/members/{user_id}".format(
            id=quote(str(id), safe=""),
            user_id=quote(str(user_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | Problem | None:
    if response.status_code == 204:
        response_204 = cast(Any, None)
        return response_204

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

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
) -> Response[Any | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    user_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Any | Problem]:
    """Take a user's role in a repository away

     What the user may do by a role for the instance stays.

    Requires the scope `admin` and the role `admin`.

    Args:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        user_id (str): Identifies a user: a person or a service account. Example:
            01ARZ3NDEKTSV4RRFFQ69G5FAV.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        user_id=user_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    user_id: str,
    *,
    client: AuthenticatedClient,
) -> Any | Problem | None:
    """Take a user's role in a repository away

     What the user may do by a role for the instance stays.

    Requires the scope `admin` and the role `admin`.

    Args:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        user_id (str): Identifies a user: a person or a service account. Example:
            01ARZ3NDEKTSV4RRFFQ69G5FAV.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem
    """

    return sync_detailed(
        id=id,
        user_id=user_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    id: str,
    user_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Any | Problem]:
    """Take a user's role in a repository away

     What the user may do by a role for the instance stays.

    Requires the scope `admin` and the role `admin`.

    Args:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        user_id (str): Identifies a user: a person or a service account. Example:
            01ARZ3NDEKTSV4RRFFQ69G5FAV.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem]
    """

    kwargs = _get_kwargs(
        id=id,
        user_id=user_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    user_id: str,
    *,
    client: AuthenticatedClient,
) -> Any | Problem | None:
    """Take a user's role in a repository away

     What the user may do by a role for the instance stays.

    Requires the scope `admin` and the role `admin`.

    Args:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        user_id (str): Identifies a user: a person or a service account. Example:
            01ARZ3NDEKTSV4RRFFQ69G5FAV.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem
    """

    return (
        await asyncio_detailed(
            id=id,
            user_id=user_id,
            client=client,
        )
    ).parsed
