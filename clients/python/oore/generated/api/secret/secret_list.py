from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.secret_page import SecretPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    id: str,
    *,
    limit: int | Unset = 50,
    page_token: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["page_token"] = page_token

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/repositories/{id}/secrets".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | SecretPage | None:
    if response.status_code == 200:
        response_200 = SecretPage.from_dict(response.json())

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
) -> Response[Problem | SecretPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    page_token: str | Unset = UNSET,
) -> Response[Problem | SecretPage]:
    """List a repository's secrets

     By name, without their values. Those of the instance are not among them.

    Requires the scope `repo:read` and the role `viewer`.

    Args:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        limit (int | Unset):  Default: 50.
        page_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SecretPage]
    """

    kwargs = _get_kwargs(
        id=id,
        limit=limit,
        page_token=page_token,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    page_token: str | Unset = UNSET,
) -> Problem | SecretPage | None:
    """List a repository's secrets

     By name, without their values. Those of the instance are not among them.

    Requires the scope `repo:read` and the role `viewer`.

    Args:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        limit (int | Unset):  Default: 50.
        page_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SecretPage
    """

    return sync_detailed(
        id=id,
        client=client,
        limit=limit,
        page_token=page_token,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    page_token: str | Unset = UNSET,
) -> Response[Problem | SecretPage]:
    """List a repository's secrets

     By name, without their values. Those of the instance are not among them.

    Requires the scope `repo:read` and the role `viewer`.

    Args:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        limit (int | Unset):  Default: 50.
        page_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SecretPage]
    """

    kwargs = _get_kwargs(
        id=id,
        limit=limit,
        page_token=page_token,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    page_token: str | Unset = UNSET,
) -> Problem | SecretPage | None:
    """List a repository's secrets

     By name, without their values. Those of the instance are not among them.

    Requires the scope `repo:read` and the role `viewer`.

    Args:
        id (str): Identifies a repository. Example: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        limit (int | Unset):  Default: 50.
        page_token (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SecretPage
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            limit=limit,
            page_token=page_token,
        )
    ).parsed
